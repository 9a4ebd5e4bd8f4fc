using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Exporting;

/// <summary>Everything that is not exported, looked at before it is queued.</summary>
public sealed class ExportPageTests(WorkingSiteFixture site, BrowserFixture browser) : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Export_SomeNotReady_SaysWhyBeforeAnythingIsQueuedAndTheRestGoes()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        await company.EnterCustomerAsync("Held There");
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            foreach (var name in new[] { "Held There", "One: colon", "Two: colons", "Ready One", "Ready Two" })
            {
                var customer = new Customer { AccountId = site.People.Sunrise.Id, Name = name, DisplayName = name };
                customer.Touch(DateTime.UnixEpoch, "test");
                db.Customers.Add(customer);
            }

            await db.SaveChangesAsync();
        }

        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/export");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export 5 records" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "3 of 5 records are not ready" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#preflight-text")).ToContainTextAsync("2 have the same cause. Nothing has been sent.");
        await page.PictureAsync("export-preflight");
        await page.AssertAccessibleAsync();
        Assert.Equal(["Held There"], company.Customers);

        await page.GetByRole(AriaRole.Button, new() { Name = "Export the 2 that are ready" }).ClickAsync();

        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal(["Held There", "Ready One", "Ready Two"], company.Customers);
    }
}
