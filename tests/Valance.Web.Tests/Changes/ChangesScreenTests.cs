using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Changes;

/// <summary>What changed since a record was sent: seen on its page, compared with QuickBooks, chosen field by field.</summary>
public sealed class ChangesScreenTests(WorkingSiteFixture site, BrowserFixture browser) : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conflict_ChangedOnBothSides_IsComparedAndChosenByField()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Sunrise, "Connie Flict");
        await EditAsync(customer.Id, c => (c.CompanyName, c.Phones) = ("Flict Interiors", [new() { Label = "Main", Number = "555-0100" }]));
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{customer.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        await company.ChangeCustomerAsync("Connie Flict", new JsonObject { ["CompanyName"] = "Flict & Sons", ["PrimaryPhone"] = new JsonObject { ["FreeFormNumber"] = "555-0999" } });
        await EditAsync(customer.Id, c => c.CompanyName = "Flict Interiors LLC");

        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        var changed = page.Locator(".changed-panel");
        await Expect(changed).ToContainTextAsync("Flict Interiors LLC");
        await page.PictureAsync("changes-on-record");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-failed")).ToBeVisibleAsync();
        await Expect(page.Locator(".export-strip")).ToContainTextAsync("somebody changed it in QuickBooks too (Company name, Phone)");

        await page.Locator(".export-strip .badge-failed").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare and choose" }).ClickAsync();
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send what is chosen" });
        await Expect(send).ToBeDisabledAsync();
        await Expect(page.GetByLabel("QuickBooks' stands for Phone")).ToBeCheckedAsync();
        await page.PictureAsync("changes-conflict");
        await page.AssertAccessibleAsync();
        await page.GetByLabel("Ours stands for Company name").CheckAsync();
        await send.ClickAsync();

        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        var there = company.Customer("Connie Flict");
        Assert.Equal(("Flict Interiors LLC", "555-0999"), (there["CompanyName"]!.GetValue<string>(), there["PrimaryPhone"]!["FreeFormNumber"]!.GetValue<string>()));
        await using var db = await site.Store.CreateDbContextAsync(Ct);
        Assert.Equal("555-0999", (await db.Customers.SingleAsync(c => c.Id == customer.Id, Ct)).Phones[0].Number);
    }

    [Fact]
    public async Task Conflict_OnAPhone_ReadsAsCardsWithWhatEachValueIs()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Harbor, site.People.SiteAdministrator);
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Harbor, "Nora Narrow");
        await EditAsync(customer.Id, c => c.CompanyName = "Narrow Ways");
        var page = await browser.SignInAsync(site, site.People.HarborBookkeeper, $"/customers/{customer.Id}", narrow: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".export-strip .badge-exported")).ToBeVisibleAsync();
        await company.ChangeCustomerAsync("Nora Narrow", new JsonObject { ["CompanyName"] = "Narrow Ways of Harbor and Hills" });

        await page.GotoAsync($"/customers/{customer.Id}/changes");

        await Expect(page.GetByLabel("QuickBooks' stands for Company name")).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send what is chosen" })).ToBeEnabledAsync();
        await page.PictureAsync("changes-narrow");
        await page.AssertAccessibleAsync();
    }

    private async Task EditAsync(long id, Action<Customer> change)
    {
        await using var db = await site.Store.CreateDbContextAsync(Ct);
        var customer = await db.Customers.SingleAsync(c => c.Id == id, Ct);
        change(customer);
        customer.Touch(DateTime.UnixEpoch.AddYears(50), "Bea Booker");
        await db.SaveChangesAsync(Ct);
    }
}
