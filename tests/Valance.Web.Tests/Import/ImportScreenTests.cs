using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Jobs;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Import;

public sealed class ImportScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private const string Customers = "Customer id,Customer name,Shoe size\nI-1,Ana Ortega,7\nI-2,Ben Quist,8\n,Nobody,9\n=cmd,,1\n";

    [Fact]
    public async Task Import_ChosenFiles_AreCheckedThenImportedAndTheRefusedCanBeDownloaded()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/import");
        await page.AssertAccessibleAsync();
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "customers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Customers) });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What would happen" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Customers 2 0 0 2" })).ToBeVisibleAsync();
        await Expect(page.GetByText("customers.csv: the column \"Shoe size\" is not known and was not read.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "customers.csv 4 Customer id A value is missing." })).ToBeVisibleAsync();
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            Assert.False(await db.Customers.AnyAsync(c => c.ExternalId == "I-1"));
        }

        await page.PictureAsync("import-checked");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 records" }).ClickAsync();
        await Expect(page.GetByText("2 taken, 2 refused.")).ToBeVisibleAsync();
        await page.PictureAsync("import-done");
        await page.AssertAccessibleAsync();
        var refused = await DownloadAsync(page);
        Assert.Contains("Customer id,Customer name,Shoe size,Reason", refused, StringComparison.Ordinal);
        Assert.Contains("Customer id: A value is missing.", refused, StringComparison.Ordinal);
        // A spreadsheet must not run a customer's id as a formula.
        Assert.Contains("'=cmd", refused, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Open the job" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Import of customers.csv" })).ToBeVisibleAsync();
        await page.PictureAsync("import-job");
    }

    [Fact]
    public async Task Import_FileOfNoUse_SaysSoAndOffersNothing()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/import", narrow: true);
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "files.zip", MimeType = "application/zip", Buffer = [1, 2, 3] });
        await Expect(page.GetByText("files.zip is no zip that can be read")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "staff.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Name\nBob\n") });
        await Expect(page.GetByText("None of the files is one of customers.csv")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import " })).ToHaveCountAsync(0);
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Import_HeadingOfAnotherProgram_IsRemappedByHandOnceAndRefusedRowsComeBackCorrected()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/import");
        await ChooseAsync(page, "kunden.csv", "Kennung,Bezeichnung,Phone #\nR-1,Rosa Diaz,555-1\nR-2,,555-2\n");
        await Expect(page.GetByText("say what it holds, or leave it aside")).ToBeVisibleAsync();
        await page.GetByLabel("What it holds").SelectOptionAsync("customers.csv");
        await Expect(page.GetByText("Needed and not chosen yet: Customer id, Customer name.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Phone # is taken as")).ToHaveValueAsync("Phones");
        await page.GetByLabel("Kennung is taken as").SelectOptionAsync("Customer id");
        await page.GetByLabel("Bezeichnung is taken as").SelectOptionAsync("Customer name");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Rosa Diaz" })).ToBeVisibleAsync();
        await page.PictureAsync("import-columns");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check with these columns" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Customers 1 0 0 1" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 1 record" }).ClickAsync();
        await Expect(page.GetByText("1 taken, 1 refused.")).ToBeVisibleAsync();
        var refused = await DownloadAsync(page);
        Assert.Contains("R-2,,555-2,Customer name: A value is missing.", refused, StringComparison.Ordinal);

        // Corrected and loaded again: the choice is remembered, the reason ignored.
        await page.GotoAsync(new Uri(site.Address, "/tools/import").ToString());
        await ChooseAsync(page, "kunden-refused.csv", refused.Replace("R-2,,", "R-2,Sam Roe,", StringComparison.Ordinal));
        await Expect(page.GetByText("Customers, 3 of 4 columns, as chosen for this heading")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Customers 1 0 0 0" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Refused_UnknownJobOrRole_GivesNothingAway()
    {
        using var own = await site.SignInAsync(site.People.Bookkeeper);
        using var answer = await own.GetAsync("/tools/import/999999/refused");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var salesperson = await site.SignInAsync(site.People.Salesperson);
        using var refused = await salesperson.GetAsync("/tools/import/1/refused");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Queue_JobWhoseFilesAreGone_EndsFailedWithWhatToDo()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var job = new Job
        {
            AccountId = site.People.Sunrise.Id,
            Kind = JobKind.Import,
            Title = "Import of orders.csv",
            State = JobState.Queued,
            CreatedAt = DateTime.UnixEpoch,
        };
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        ((JobSignals)site.Services.GetService(typeof(JobSignals))!).Tell(JobChanged.Of(job));
        for (var i = 0; i < 100 && !await db.Jobs.AnyAsync(j => j.Id == job.Id && j.State == JobState.Failed); i++)
        {
            await Task.Delay(100);
        }

        var ended = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == job.Id);
        Assert.Equal((JobState.Failed, true), (ended.State, ended.Summary.Contains("Import them again", StringComparison.Ordinal)));
    }

    private static async Task ChooseAsync(IPage page, string name, string text)
    {
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
    }

    private static async Task<string> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the refused rows" }).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
