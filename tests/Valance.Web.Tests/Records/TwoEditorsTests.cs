using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core;
using Valance.Core.Customers;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.Web.Tests.Accessibility;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Records;

/// <summary>Two people edit one record: the second is told, sees both, and loses nothing. Orders have a test of their own, with their lines.</summary>
public sealed class TwoEditorsTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Edit_SomebodyElseSavedFirst_ShowsBothForEveryKind()
    {
        var ids = (await FilledSite.FillAsync(site, 1)).Ids;
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator);
        foreach (var (place, field) in new[] { ("customers", "Notes"), ("vendors", "Our account number with the vendor"), ("payments", "Memo"), ("purchase-orders", "Internal note") })
        {
            await page.GotoAsync($"/{place}/{ids[place]}/edit");
            await page.WaitUntilLiveAsync();
            await page.GetByLabel(field).FillAsync("Mine, and longer");
            await Expect(page.GetByText("a draft was kept")).ToBeVisibleAsync();
            Assert.True((await SaveFirstAsync(place, ids[place])).IsDone, place);

            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bea Booker saved this record" })).ToBeVisibleAsync();
            await Expect(page.GetByText("Mine, and longer")).ToBeVisibleAsync();
            await Expect(page.GetByText("Theirs")).ToBeVisibleAsync();
            await page.AssertAccessibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" }).ClickAsync();
            await Expect(page.Locator(".record-head")).ToBeVisibleAsync();
            // On the record and, below, among who changed what.
            await Expect(page.GetByText("Mine, and longer").First).ToBeVisibleAsync();
        }
    }

    /// <summary>The bookkeeper changes the same field meanwhile.</summary>
    private async Task<Result<Saved>> SaveFirstAsync(string place, long id)
    {
        var (bookkeeper, services) = (site.People.Bookkeeper.AsActor(), site.Services);
        await using var db = await site.Store.CreateDbContextAsync();
        switch (place)
        {
            case "customers":
                var customer = await db.Customers.SingleAsync(c => c.Id == id);
                customer.Notes = "Theirs";
                return await services.GetRequiredService<SaveCustomer>().HandleAsync(bookkeeper, SaveTarget.Edit(id, customer.Version), CustomerInput.From(customer), Ct);
            case "vendors":
                var vendor = await db.Vendors.SingleAsync(v => v.Id == id);
                vendor.AccountNumber = "Theirs";
                return await services.GetRequiredService<SaveVendor>().HandleAsync(bookkeeper, SaveTarget.Edit(id, vendor.Version), VendorInput.From(vendor), Ct);
            case "payments":
                var payment = await db.Payments.Include(p => p.Applications).SingleAsync(p => p.Id == id);
                payment.Memo = "Theirs";
                return await services.GetRequiredService<SavePayment>().HandleAsync(bookkeeper, SaveTarget.Edit(id, payment.Version), PaymentInput.From(payment), Ct);
            default:
                var purchase = await db.PurchaseOrders.Include(p => p.Lines).Include(p => p.Charges).AsSplitQuery().SingleAsync(p => p.Id == id);
                purchase.InternalNote = "Theirs";
                return await services.GetRequiredService<SavePurchaseOrder>().HandleAsync(bookkeeper, SaveTarget.Edit(id, purchase.Version), PurchaseOrderInput.From(purchase), Ct);
        }
    }
}
