using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Audit;

/// <summary>What somebody changed stands on the record's page and under Tools > Audit.</summary>
public sealed class AuditScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Change_MadeOnARecordsPage_StandsThereAndInTheAudit()
    {
        var id = await CustomerAsync(site.People.Sunrise.Id, "Audrey Audit");
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, string.Create(CultureInfo.InvariantCulture, $"/customers/{id}"));
        await page.WaitUntilLiveAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel customer" }).ClickAsync();

        var changes = page.GetByRole(AriaRole.Region, new() { Name = "Who changed what" });
        await Expect(changes).ToContainTextAsync($"{site.People.AccountAdministrator.FullName} changed it.", new() { Timeout = Screens.LongPatience });
        await Expect(changes).ToContainTextAsync("Cancelled");
        await page.GotoAsync("/tools/audit?text=audrey");
        var list = page.GetByRole(AriaRole.Region, new() { Name = "Changes" });
        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Customer Audrey Audit" })).ToHaveCountAsync(2, new() { Timeout = Screens.LongPatience });
        await page.PictureAsync("audit");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task File_WithTheListsFilters_HoldsOneRowForEachFieldOfTheOwnAccount()
    {
        var id = await CustomerAsync(site.People.Sunrise.Id, "Fred File");
        await CustomerAsync(site.People.Harbor.Id, "Harbor File");
        await using (var db = site.Store.CreateDbContext())
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == id);
            (customer.Notes, customer.Taxable) = ("VIP", false);
            customer.Touch(DateTime.UnixEpoch, "Bea Kowalski");
            await db.SaveChangesAsync();
        }

        using var omar = await site.SignInAsync(site.People.AccountAdministrator);

        var csv = await omar.GetStringAsync("/tools/audit/file/csv?text=file&what=Customer");

        var rows = csv.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => string.Join('|', l.Split(',').Skip(3))).ToList();
        Assert.Equal(["Customer|Customer Fred File|changed|Notes||VIP", "Customer|Customer Fred File|changed|Taxable|yes|no", "Customer|Customer Fred File|entered|||"], rows.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Harbor File", csv, StringComparison.Ordinal);
    }

    private async Task<long> CustomerAsync(long account, string name)
    {
        await using var db = site.Store.CreateDbContext();
        var customer = new Customer { AccountId = account, Name = name, DisplayName = name };
        customer.Touch(DateTime.UnixEpoch, "Bea Kowalski");
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer.Id;
    }
}
