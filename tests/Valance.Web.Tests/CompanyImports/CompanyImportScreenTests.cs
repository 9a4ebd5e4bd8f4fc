using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.Web.Hosting;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.CompanyImports;

public sealed class CompanyImportScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task Import_CompanyWithCustomers_IsLookedThroughDecidedAndTaken()
    {
        var realm = await ConnectAsync("George Foreman", "Muhammad Ali", "Joe Frazier");
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            var ours = new Customer { AccountId = site.People.Sunrise.Id, Name = "George Foreman", DisplayName = "George Foreman" };
            ours.Touch(DateTime.UnixEpoch, "test");
            db.Customers.Add(ours);
            await db.SaveChangesAsync();
        }

        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/import/quickbooks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look what is there" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "New 2" })).ToBeVisibleAsync(Patient);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Muhammad Ali" })).ToContainTextAsync("A new customer", new() { Timeout = 60_000 });
        await page.PictureAsync("company-import");
        await page.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Surely yours 1" }).ClickAsync();
        await page.GetByLabel("What to do with George Foreman").SelectOptionAsync(new SelectOptionValue { Label = "Link with yours" });
        await Expect(page.GetByText("3 customers (2 imported, 1 linked with yours)")).ToBeVisibleAsync(Patient);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 3" }).ClickAsync();

        await Expect(page.GetByText("2 imported, 1 linked.")).ToBeVisibleAsync(Patient);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Here already 3" })).ToBeVisibleAsync(Patient);
        await page.SetViewportSizeAsync(390, 844);
        await page.GetByRole(AriaRole.Link, new() { Name = "Here already 3" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Joe Frazier" })).ToBeVisibleAsync(Patient);
        await page.PictureAsync("company-import-narrow");
        await page.AssertAccessibleAsync();
        await using var after = await site.Store.CreateDbContextAsync();
        Assert.Equal(3, await after.Links.CountAsync(l => l.RealmId == realm));
    }

    /// <summary>A company of its own that has these customers already.</summary>
    private async Task<string> ConnectAsync(params string[] customers)
    {
        var sandbox = site.Services.GetRequiredService<LocalSandbox>().Host!;
        var realm = sandbox.Books.CreateCompany("Sunrise Old Books", "empty");
        var tokens = sandbox.Books.IssueTokens(realm);
        var end = DateTime.UnixEpoch.AddYears(100);
        var connected = await site.Services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
            site.People.AccountAdministrator.AsActor(), site.People.Sunrise.Id, realm,
            new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), end, end), CancellationToken.None);
        Assert.True(connected.IsDone);
        var client = site.Services.GetRequiredService<QuickBooksClientFactory>().For(realm);
        foreach (var customer in customers)
        {
            Assert.True((await client.CreateAsync(new QuickBooks.Entities.Customer { DisplayName = customer })).Succeeded);
        }

        return realm;
    }
}
