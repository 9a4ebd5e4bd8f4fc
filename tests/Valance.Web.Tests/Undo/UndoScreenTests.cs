using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Undo;

/// <summary>An export is taken back from the record's page: looked through first, then done.</summary>
public sealed class UndoScreenTests(WorkingSiteFixture site, BrowserFixture browser) : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undo_FromTheRecordsPage_IsLookedThroughAndTakenBack()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Sunrise, "Una Undone");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{customer.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();

        // Without the message at the upper right, which lies over the buttons for a while.
        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo export" }).ClickAsync();
        await Expect(page.Locator(".undo-grid")).ToContainTextAsync("Made inactive");
        await page.PictureAsync("undo-preview");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();

        await Expect(page.GetByText("1 record taken back.").First).ToBeVisibleAsync();
        await page.PictureAsync("undo-run");
        await page.AssertAccessibleAsync();
        Assert.Equal(["Una Undone (deleted)"], company.Customers);
        await using var db = await site.Store.CreateDbContextAsync(Ct);
        Assert.False(await db.Links.AnyAsync(l => l.RecordId == customer.Id && l.AccountId == site.People.Sunrise.Id, Ct));
    }

    [Fact]
    public async Task Undo_OfManyExports_IsOfferedOnTheRunsPageAndTakenBack()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var seeded = new SeededJobs(site);
        long[] customers = [(await seeded.CustomerAsync(site.People.Sunrise, "Mara Many")).Id, (await seeded.CustomerAsync(site.People.Sunrise, "Moe Many")).Id];
        var asked = await site.Services.GetRequiredService<RequestBulkExport>()
            .HandleSelectionAsync(site.People.Bookkeeper.AsActor(), RecordKind.Customer, customers, Ct);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{asked.Value.JobId}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Undo these exports" }).ClickAsync(new() { Timeout = Screens.Patience });
        await Expect(page.Locator(".undo-grid")).ToContainTextAsync("Moe Many", new() { Timeout = Screens.Patience });
        await page.WaitUntilLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take these 2 back" }).ClickAsync();

        await Expect(page.GetByText("2 records taken back.").First).ToBeVisibleAsync(new() { Timeout = Screens.Patience });
        Assert.Equal(["Mara Many (deleted)", "Moe Many (deleted)"], company.Customers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Undo_NothingChosenOrNotInQuickBooks_SaysSo()
    {
        await SandboxCompany.ConnectAsync(site, site.People.Harbor, site.People.SiteAdministrator);
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Harbor, "Nell Never");
        var page = await browser.SignInAsync(site, site.People.HarborBookkeeper, "/undo", narrow: true);
        await Expect(page.GetByText("Nothing is chosen to undo.")).ToBeVisibleAsync();

        await page.GotoAsync($"/undo?kind=Customer&id={customer.Id}");

        await Expect(page.GetByText("Nothing of it stands in QuickBooks any more")).ToBeVisibleAsync();
        await page.PictureAsync("undo-nothing-narrow");
        await page.AssertAccessibleAsync();
    }
}
