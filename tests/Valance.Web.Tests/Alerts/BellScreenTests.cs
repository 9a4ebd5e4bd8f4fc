using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Alerts;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Alerts;

public sealed class BellScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bell_NewAlert_RingsIsListedAndRead(bool narrow)
    {
        var person = narrow ? site.People.Bookkeeper : site.People.AccountAdministrator;
        var page = await browser.SignInAsync(site, person, "/alerts", narrow);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).Or(page.GetByText("No alerts.")).WaitForAsync(new() { Timeout = Screens.Patience });
        var title = narrow ? "Order C-9: failed" : "The two books differ";
        await RaiseAsync(title);

        await Expect(page.Locator(".bell-count")).ToBeVisibleAsync(new() { Timeout = Screens.Patience });
        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        var row = page.Locator(".alert-list li", new() { HasText = title });
        await Expect(row).ToHaveClassAsync("alert-unread", new() { Timeout = Screens.Patience });
        await page.AssertAccessibleAsync();
        await page.PictureAsync(narrow ? "alerts-narrow" : "alerts");

        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await Expect(page.Locator(".bell-count")).ToHaveCountAsync(0, new() { Timeout = Screens.Patience });
        await Expect(page.Locator(".alert-unread")).ToHaveCountAsync(0);
    }

    /// <summary>As a job's end does it; the site's lanes do not run here, so the test spreads it.</summary>
    private async Task RaiseAsync(string title)
    {
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            db.Alerts.Add(new Alert
            {
                AccountId = site.People.Sunrise.Id,
                Kind = AlertKind.BooksDiffer,
                At = site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
                Title = title,
                Text = "3 documents stand in one of the books alone.",
                Path = "/background-jobs",
            });
            await db.SaveChangesAsync();
        }

        await site.Services.GetRequiredService<SpreadAlerts>().HandleAsync(CancellationToken.None);
    }
}
