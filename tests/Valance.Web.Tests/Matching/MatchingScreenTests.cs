using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.Web.Hosting;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Matching;

public sealed class MatchingScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task Match_NewlyConnectedCompany_IsLookedThroughAndLinked()
    {
        var realm = await ConnectAsync("Sunrise Books", "George Foreman", "Smith and Sons");
        await OursAsync("George Foreman", "Smith & Sons", "Nobody Known");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/tools/matching");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look for matches" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sure 1" })).ToBeVisibleAsync(Patient);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "George Foreman" })).ToContainTextAsync("same name", new() { Timeout = 60_000 });
        await page.PictureAsync("matching");
        await page.AssertAccessibleAsync();

        var linkAll = page.GetByRole(AriaRole.Button, new() { Name = "Link 1 record" });
        await Expect(linkAll).ToBeDisabledAsync(new() { Timeout = 60_000 });
        await page.GetByLabel("I have looked through the list").CheckAsync();
        await linkAll.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Linked 1" })).ToBeVisibleAsync(Patient);

        await page.GetByRole(AriaRole.Link, new() { Name = "To check 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Link Smith & Sons with Smith and Sons" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Linked 2" })).ToBeVisibleAsync(Patient);
        await using var db = await site.Store.CreateDbContextAsync();
        Assert.Equal(2, await db.Links.CountAsync(l => l.RealmId == realm));
    }

    [Fact]
    public async Task CustomerPage_SomebodyLikeItInQuickBooks_OffersTheLink()
    {
        await ConnectAsync("Sunrise Panel", "Quist, Zelda");
        var ours = await OursAsync("Zelda Quist");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{ours[0].Id}", narrow: true);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Perhaps it is in QuickBooks already" })).ToBeVisibleAsync(Patient);
        await page.PictureAsync("candidates-narrow");
        await page.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Link with Quist, Zelda" }).ClickAsync();

        await Expect(page.Locator(".export-strip")).ToContainTextAsync("linked with a record that QuickBooks had already", new() { Timeout = 60_000 });
        await Expect(page.Locator(".candidates")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Button, new() { Name = "Not the same? Unlink" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlink", Exact = true }).ClickAsync();
        await Expect(page.Locator("#unlink-problem")).ToContainTextAsync("Say why the link is wrong");
        await page.GetByLabel("Why is the link wrong?").FillAsync("It is her sister");
        await page.PictureAsync("unlink-narrow");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlink", Exact = true }).ClickAsync();

        await Expect(page.Locator(".export-strip")).ToContainTextAsync("does not stand in QuickBooks yet", new() { Timeout = 60_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Perhaps it is in QuickBooks already" })).ToBeVisibleAsync(Patient);
    }

    private async Task<IReadOnlyList<Customer>> OursAsync(params string[] names)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var ours = names.Select(name => new Customer { AccountId = site.People.Sunrise.Id, Name = name, DisplayName = name }).ToList();
        ours.ForEach(c => c.Touch(DateTime.UnixEpoch, "test"));
        db.Customers.AddRange(ours);
        await db.SaveChangesAsync();
        return ours;
    }

    /// <summary>A company of its own that has these customers already.</summary>
    private async Task<string> ConnectAsync(string name, params string[] customers)
    {
        var sandbox = site.Services.GetRequiredService<LocalSandbox>().Host!;
        var realm = sandbox.Books.CreateCompany(name, "empty");
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
