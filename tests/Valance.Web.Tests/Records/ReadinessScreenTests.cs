using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.Web.Hosting;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Records;

/// <summary>What a bookkeeper sees of a record's readiness before anything is sent.</summary>
public sealed class ReadinessScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task List_RecordThatBreaksARule_SaysNotReadyAndWhy()
    {
        var name = await CustomerAsync("Smith: bath");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/customers?search=bath");
        var row = page.GetByRole(AriaRole.Row, new() { Name = name.Name });
        await Expect(row).ToContainTextAsync("Not ready");
        await Expect(row).ToContainTextAsync("holds a colon, which QuickBooks refuses");
        await page.PictureAsync("not-ready-list");

        await CustomerAsync("Smith bath is ready");
        await page.GotoAsync("/customers?search=bath&export=NotReady");
        await Expect(page.GetByText("1 customer", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = name.Name })).ToBeVisibleAsync();

        await page.GotoAsync($"/customers/{name.Id}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not ready for QuickBooks: one thing to put right" })).ToBeVisibleAsync();
        await page.WaitUntilLiveAsync();
        await page.AssertAccessibleAsync();
        await page.PictureAsync("not-ready-record");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_SelectionPartlyNotReady_OffersTheReadyAlone(bool narrow)
    {
        var word = narrow ? "Selkirk" : "Tamworth";
        await CustomerAsync($"{word} one");
        await CustomerAsync($"{word}: two");
        await CustomerAsync($"{word}: three");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers?search={word}", narrow);
        foreach (var tick in new[] { $"{word} one", $"{word}: two", $"{word}: three" })
        {
            await page.GetByLabel($"Select {tick}", new() { Exact = true }).CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Export 3 to QuickBooks" }).ClickAsync();

        var panel = page.GetByRole(AriaRole.Alertdialog);
        await Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "2 of 3 customers are not ready" })).ToBeVisibleAsync();
        await Expect(panel).ToContainTextAsync("All 2 have the same cause");
        await panel.GetByText("Show these 2").ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Link, new() { Name = $"Customer {word}: two" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.PictureAsync(narrow ? "preflight-narrow" : "preflight");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Export the one that is ready" }).ClickAsync();
        await Expect(page.Locator(".mud-snackbar", new() { HasText = "1 customer queued for QuickBooks" })).ToBeVisibleAsync();
        await using var db = await site.Store.CreateDbContextAsync();
        Assert.Equal([$"Customer {word} one"], await db.Jobs.Where(j => j.Title.Contains(word)).Select(j => j.Title).ToListAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Preview_OfACustomer_ShowsWhatWouldBeSentAndWhatIsCut(bool narrow)
    {
        await ConnectAsync();
        var customer = await CustomerAsync(narrow ? "Walter  Penrose" : "Edith  Penrose", c =>
        {
            c.Emails = ["first@penrose.example", "second@penrose.example"];
            c.BillingAddress = new Address { Line1 = "1 Main St", City = "Austin", State = "TX", Zip = "78701" };
        });
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{customer.Id}", narrow);
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview" }).ClickAsync();

        await Expect(page.GetByText("It would be entered in QuickBooks as a new customer.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Display name" })).ToContainTextAsync("Needless spaces are taken out.");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "E-mail address" })).ToContainTextAsync("Only the first e-mail address is sent.");
        await Expect(page.GetByText("checks passed")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.PictureAsync(narrow ? "preview-narrow" : "preview");

        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator("[data-export='Queued']")).ToBeVisibleAsync();
    }

    private async Task<Customer> CustomerAsync(string name, Action<Customer>? set = null)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var customer = new Customer { AccountId = site.People.Sunrise.Id, Name = name, DisplayName = name };
        set?.Invoke(customer);
        customer.Touch(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), "Bea Books");
        db.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }

    /// <summary>The dealer's company of the seed answers nobody: give it one that does.</summary>
    private async Task ConnectAsync()
    {
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            if (await db.Connections.AnyAsync(c => c.CompanyName == "Sunrise Books" && c.State == ConnectionState.Connected))
            {
                return;
            }
        }

        var sandbox = site.Services.GetRequiredService<LocalSandbox>().Host!;
        var realm = sandbox.Books.CreateCompany("Sunrise Books", "empty");
        var tokens = sandbox.Books.IssueTokens(realm);
        var now = DateTime.UnixEpoch.AddYears(100);
        var connected = await site.Services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
            site.People.AccountAdministrator.AsActor(),
            site.People.Sunrise.Id,
            realm,
            new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), now, now),
            CancellationToken.None);
        Assert.True(connected.IsDone);
    }
}
