using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Export.Reconciling;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Reconciling;

public sealed class ReconcileScreenTests(WorkingSiteFixture site, BrowserFixture browser) : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = Screens.LongPatience };

    [Fact]
    public async Task Reconcile_DifferencesOnBothSides_AreSettledUntilTheBooksAgree()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        await company.EnterCustomerAsync("Zelda Quist");
        await OursAsync(site.People.Sunrise.Id, "Nora Quill");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/reconcile");
        await Expect(page.GetByText("The two books were never compared.")).ToBeVisibleAsync(Patient);
        var compare = page.GetByRole(AriaRole.Button, new() { Name = "Compare the books" });
        await compare.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 differences are open" })).ToBeVisibleAsync(Patient);
        await page.PictureAsync("reconcile");
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(390, 850);
        await page.PictureAsync("reconcile-narrow");
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(1280, 850);

        // The filter is in the address, and a row keeps its place when it is settled.
        await page.GetByRole(AriaRole.Link, new() { Name = "Only in QuickBooks 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ignore: Zelda Quist" }).ClickAsync();
        await page.GetByLabel("Why may it stay as it is?").FillAsync("Belongs to the other shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ignore it" }).ClickAsync();
        await Expect(page.GetByText("by Bea Booker: Belongs to the other shop")).ToBeVisibleAsync(Patient);
        await page.GetByRole(AriaRole.Link, new() { Name = "Only in Valance 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export: Nora Quill" }).ClickAsync();
        await Expect(page.GetByText("Done by Bea Booker: Export asked for.")).ToBeVisibleAsync(Patient);
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the job" }).ClickAsync();
        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync(Patient);

        await page.GotoAsync("/tools/reconcile");
        await page.WaitUntilLiveAsync();
        await compare.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The two books agree" })).ToBeVisibleAsync(Patient);
        Assert.Equal(["Nora Quill", "Zelda Quist"], company.Customers);
    }

    [Fact]
    public async Task Files_OfARun_HoldItsRowsAndAreNobodyElses()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Harbor, site.People.SiteAdministrator);
        await company.EnterCustomerAsync("=HYPERLINK(1)");
        await OursAsync(site.People.Harbor.Id, "Harbor Only");
        var ended = new TaskCompletionSource();
        site.Services.GetRequiredService<JobSignals>().Changed += change => _ = change.State == JobState.Succeeded && change.AccountId == site.People.Harbor.Id && ended.TrySetResult();
        var started = await site.Services.GetRequiredService<StartReconcile>().HandleAsync(
            site.People.HarborBookkeeper.AsActor(), site.People.Harbor.Id, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31), CancellationToken.None);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var file = $"/tools/reconcile/{started.Value.RunId}/file";
        using var hal = await site.SignInAsync(site.People.HarborBookkeeper);
        using var bea = await site.SignInAsync(site.People.Bookkeeper);

        var csv = await hal.GetStringAsync(file + "/csv");
        Assert.Contains("Harbor Only", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(1)\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("HYPERLINK", await hal.GetStringAsync(file + "/csv?difference=OnlyHere"), StringComparison.Ordinal);
        using var book = new ZipArchive(await hal.GetStreamAsync(file + "/xlsx"));
        Assert.NotNull(book.GetEntry("xl/worksheets/sheet1.xml"));
        Assert.Contains("Harbor Only", await hal.GetStringAsync($"/tools/reconcile/print?run={started.Value.RunId}"), StringComparison.Ordinal);
        foreach (var (client, address) in new[] { (hal, file + "/pdf"), (bea, file + "/csv"), (bea, $"/tools/reconcile/print?run={started.Value.RunId}") })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task OursAsync(long accountId, string name)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var ours = new Customer { AccountId = accountId, Name = name, DisplayName = name };
        ours.Touch(DateTime.UnixEpoch, "test");
        db.Customers.Add(ours);
        await db.SaveChangesAsync();
    }
}
