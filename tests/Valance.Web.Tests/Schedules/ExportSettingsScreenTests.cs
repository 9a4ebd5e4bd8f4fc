using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Orders;
using Valance.Web.Tests.Orders;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Schedules;

public sealed class ExportSettingsScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_CutOffAndNight_AreKeptAndShownWithTheOpeningBalances(bool narrow)
    {
        var showroom = new Showroom(site);
        await showroom.OpenAsync();
        await showroom.SellAsync(narrow ? "C-2" : "C-1");
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/tools/export-settings", narrow);
        await page.GetByLabel("Orders from", new() { Exact = true }).FillAsync("2099-01-01");
        await page.GetByLabel("Everything that is new, changed or failed, every night").CheckAsync();
        await page.GetByLabel("At, by the clock of America/Chicago").FillAsync("03:15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opening balances on 12/31/2098" })).ToBeVisibleAsync(new() { Timeout = Screens.Patience });
        await Expect(page.GetByText("The next nightly export is")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.PictureAsync(narrow ? "export-settings-narrow" : "export-settings");

        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        await Expect(page.GetByLabel("Orders from", new() { Exact = true })).ToHaveValueAsync("2099-01-01", new() { Timeout = Screens.Patience });
        await Expect(page.GetByLabel("At, by the clock of America/Chicago")).ToHaveValueAsync("03:15");
        await using var db = await site.Store.CreateDbContextAsync();
        var kept = await db.ExportSettings.SingleAsync(s => s.AccountId == site.People.Sunrise.Id);
        Assert.Equal((new DateOnly(2099, 1, 1), true, new TimeOnly(3, 15), "Ada Admin"), (kept.OrdersFrom, kept.EveryNight, kept.NightAt, kept.ChangedBy));
    }

    [Fact]
    public async Task Order_MarkedReadyAndBack_ShowsItsStatus()
    {
        var showroom = new Showroom(site);
        await showroom.OpenAsync();
        var order = await showroom.SellAsync("C-3");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/orders/{order}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ready to invoice", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Not ready to invoice yet" })).ToBeVisibleAsync(new() { Timeout = Screens.Patience });
        await using var db = await site.Store.CreateDbContextAsync();
        Assert.Equal(OrderStatus.ReadyToInvoice, await db.Orders.Where(o => o.Id == order).Select(o => o.Status).SingleAsync());
        await page.GotoAsync("/orders?search=C-3");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "C-3" }).GetByText("Ready to invoice")).ToBeVisibleAsync(new() { Timeout = Screens.Patience });
    }
}
