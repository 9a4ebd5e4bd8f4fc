using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.BackgroundJobs;

/// <summary>What was changed inside QuickBooks, a closed period, a difference, and a cure that is offered: each mended on the screen and seen in the books.</summary>
public sealed class MoreFixesScreenTests(WorkingSiteFixture site, BrowserFixture browser)
    : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private static readonly DateOnly Closed = new(2026, 6, 30);

    private SandboxCompany _company = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using (var db = await site.Store.CreateDbContextAsync(Ct))
        {
            (await db.Accounts.SingleAsync(a => a.Id == site.People.Sunrise.Id, Ct)).CreateWhatIsMissing = true;
            await db.SaveChangesAsync(Ct);
        }

        _company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Reactivate_InactiveHolderOfTheName_IsActiveAgainAndOurs()
    {
        await _company.EnterCustomerAsync("Ina Inactive");
        await _company.ChangeCustomerAsync("Ina Inactive", new JsonObject { ["Active"] = false });
        var page = await FailAsync($"/customers/{(await CustomerAsync("Ina Inactive")).Id}", "Ina Inactive");

        await Expect(page.Locator(".held")).ToContainTextAsync("Inactive");
        await page.GetByRole(AriaRole.Button, new() { Name = "It is the same one: make it active and link" }).ClickAsync();
        await page.PictureAsync("fix-reactivate");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it active, link and export" }).ClickAsync();

        await SucceededAsync(page);
        Assert.Equal(["Ina Inactive"], _company.Customers);
    }

    [Fact]
    public async Task Date_OfAnOrderInClosedBooks_IsChangedToTheFirstOpenDay()
    {
        _company.CloseBooks(Closed);
        var order = await OrderAsync("C-100", o => o.CreatedOn = Closed);
        var page = await FailAsync($"/orders/{order.Id}", "C-100");

        await Expect(page.GetByLabel("Created on", new() { Exact = true })).ToHaveValueAsync("2026-07-01");
        await page.PictureAsync("fix-date");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct and export again" }).ClickAsync();

        await SucceededAsync(page);
        Assert.Equal([("C-100", 100m)], _company.Invoices);
    }

    [Fact]
    public async Task Anew_InvoiceThatSomebodyVoided_StandsAgainUnderItsNumber()
    {
        var order = await OrderAsync("V-100");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/orders/{order.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        await _company.VoidInvoiceAsync("V-100");
        await using (var db = await site.Store.CreateDbContextAsync(Ct))
        {
            var row = await db.Orders.SingleAsync(o => o.Id == order.Id, Ct);
            row.CreatedOn = row.CreatedOn.AddDays(-1);
            row.Touch(DateTime.UnixEpoch.AddYears(57), "Bea Booker");
            await db.SaveChangesAsync(Ct);
        }

        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await page.Locator(".export-strip .badge-failed").ClickAsync();
        await Expect(page.Locator(".failure").First).ToContainTextAsync("somebody voided it in QuickBooks");
        await page.PictureAsync("fix-anew");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it in QuickBooks anew" }).ClickAsync();

        await SucceededAsync(page);
        Assert.Equal([("V-100", 0m), ("V-100", 100m)], _company.Invoices);
    }

    [Fact]
    public async Task Merged_CustomerOnAPhone_IsLinkedToTheOneThatIsLeft()
    {
        var order = await OrderAsync("M-100");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/orders/{order.Id}", narrow: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        await _company.EnterCustomerAsync("Melanie Merged");
        _company.MergeCustomers("Customer of M-100", "Melanie Merged");
        await using (var db = await site.Store.CreateDbContextAsync(Ct))
        {
            var row = await db.Customers.SingleAsync(c => c.Id == order.CustomerId, Ct);
            row.CompanyName = "Merged Interiors";
            row.Touch(DateTime.UnixEpoch.AddYears(57), "Bea Booker");
            await db.SaveChangesAsync(Ct);
        }

        await page.GotoAsync($"/customers/{order.CustomerId}");
        await page.WaitUntilLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await page.Locator(".mud-snackbar", new() { HasText = "it was merged into" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".held")).ToContainTextAsync("Customer “Melanie Merged” in QuickBooks");
        await page.PictureAsync("fix-merged-narrow");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It is the same one: link to it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Link and export" }).ClickAsync();

        await SucceededAsync(page);
        Assert.Equal("Merged Interiors", _company.Customer("Melanie Merged")["CompanyName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Difference_SendOursAgain_LeadsToTheNewJobAndTheBooksAgree()
    {
        var order = await OrderAsync("D-100");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/orders/{order.Id}");
        _company.BookOffBy(0.01m);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        _company.BookOffBy(0m);
        await using var db = await site.Store.CreateDbContextAsync(Ct);
        var job = await db.Jobs.SingleAsync(j => j.Title == "Order D-100", Ct);
        await page.GotoAsync($"/background-jobs/{job.Id}");
        await page.WaitUntilLiveAsync();

        await Expect(page.Locator(".difference")).ToContainTextAsync("$100.01");
        await page.PictureAsync("fix-send-ours");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send ours again" }).ClickAsync();

        await Expect(page).Not.ToHaveURLAsync(new Uri(site.Address, $"/background-jobs/{job.Id}").ToString());
        // The old job's page may still show for a moment: that one succeeded too.
        await page.GotoAsync(page.Url);
        await page.WaitUntilLiveAsync();
        await SucceededAsync(page);
        Assert.Equal([("D-100", 100m)], _company.Invoices);
    }

    [Fact]
    public async Task Cure_ThatIsOffered_IsUsedOnTheRecordBeforeAnythingIsSent()
    {
        var customer = await CustomerAsync("Cora: bath");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{customer.Id}");
        var panel = page.Locator(".not-ready");
        await Expect(panel).ToContainTextAsync("Cora - bath");
        await page.PictureAsync("cure-offered");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Use this for Display name" }).ClickAsync();
        await Expect(panel.GetByText("It would become")).ToHaveCountAsync(0);
        await Expect(page.Locator(".mud-snackbar", new() { HasText = "Display name is now “Cora - bath”." })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();

        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        Assert.Equal(["Cora - bath"], _company.Customers);
    }

    /// <summary>Exports the record on its page, and opens the job from the message.</summary>
    private async Task<IPage> FailAsync(string path, string name)
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await page.Locator(".mud-snackbar", new() { HasText = name }).GetByRole(AriaRole.Link).ClickAsync();
        return page;
    }

    private static Task SucceededAsync(IPage page) => Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();

    private Task<Customer> CustomerAsync(string name) => new SeededJobs(site).CustomerAsync(site.People.Sunrise, name);

    private async Task<Order> OrderAsync(string number, Action<Order>? set = null)
    {
        var customer = await CustomerAsync($"Customer of {number}");
        await using var db = await site.Store.CreateDbContextAsync(Ct);
        var order = new Order
        {
            AccountId = site.People.Sunrise.Id,
            Number = number,
            CustomerId = customer.Id,
            CreatedOn = new DateOnly(2026, 11, 20),
            Lines = [new OrderLine { Number = 1, Item = "Roller shade", Category = "Shades", Quantity = 1m, UnitPrice = 100m, Amount = 100m }],
            Subtotal = 100m,
            Total = 100m,
            Balance = 100m,
        };
        set?.Invoke(order);
        order.Touch(DateTime.UnixEpoch.AddYears(56), "Bea Booker");
        db.Orders.Add(order);
        await db.SaveChangesAsync(Ct);
        return order;
    }
}
