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
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download what was refused" }).ClickAsync());
        var refused = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("customers.csv,4,Customer id,A value is missing.", refused, StringComparison.Ordinal);
        // A spreadsheet must not run a customer's id as a formula.
        Assert.Contains("\"'=cmd\"", refused, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Open the job" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Import of customers.csv" })).ToBeVisibleAsync();
        await page.PictureAsync("import-job");
    }

    [Fact]
    public async Task Import_FileOfNoUse_SaysSoAndOffersNothing()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/import", narrow: true);
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "files.zip", MimeType = "application/zip", Buffer = [1, 2, 3] });
        await Expect(page.GetByText("files.zip is no zip that can be read")).ToBeVisibleAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "staff.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Name\nBob\n") });
        await Expect(page.GetByText("None of the files is one of customers.csv")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import " })).ToHaveCountAsync(0);
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Refused_JobOfAnotherDealer_IsEmpty()
    {
        using var own = await site.SignInAsync(site.People.Bookkeeper);
        using var answer = await own.GetAsync("/tools/import/999999/refused.csv");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("customers.csv", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var salesperson = await site.SignInAsync(site.People.Salesperson);
        using var refused = await salesperson.GetAsync("/tools/import/1/refused.csv");
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
}
