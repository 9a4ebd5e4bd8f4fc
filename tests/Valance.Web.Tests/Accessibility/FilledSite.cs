using Microsoft.Extensions.DependencyInjection;
using Valance.Core;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Saving;
using Valance.Web.Tests.Orders;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Accessibility;

/// <summary>One record of every kind, and a job that was refused: what a page with an id needs to be looked at.</summary>
internal sealed class FilledSite
{
    private FilledSite(IReadOnlyDictionary<string, long> ids) => Ids = ids;

    /// <summary>By the first part of the path.</summary>
    public IReadOnlyDictionary<string, long> Ids { get; }

    /// <param name="site">Where.</param>
    /// <param name="number">Of the order and the purchase order: each filling has its own.</param>
    public static async Task<FilledSite> FillAsync(SiteFixture site, int number)
    {
        await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var showroom = new Showroom(site);
        await showroom.OpenAsync();
        var order = await showroom.SellAsync($"A-{number}", o => o.Sidemark = "Foreman - lake house, the upper floor's bedrooms and bath");
        var payment = Done(await site.Services.GetRequiredService<SavePayment>().HandleAsync(
            showroom.Bookkeeper,
            SaveTarget.New(),
            new PaymentInput
            {
                CustomerId = showroom.Foreman.Id,
                ReceivedOn = new DateOnly(2026, 11, 19),
                Amount = 500m,
                Method = "Check",
                ReferenceNumber = "5521",
                Applications = [new AppliedInput { OrderId = order, Amount = 400m }],
            },
            CancellationToken.None));
        var purchase = Done(await site.Services.GetRequiredService<SavePurchaseOrder>().HandleAsync(
            showroom.Bookkeeper,
            SaveTarget.New(),
            new PurchaseOrderInput
            {
                Number = $"PO-{number}",
                VendorId = showroom.Mill.Id,
                OrderId = order,
                Date = new DateOnly(2026, 11, 19),
                Lines = [new PurchaseOrderLine { Number = 1, Item = "Roller shade, blackout", Quantity = 2, UnitCost = 118m }],
            },
            CancellationToken.None));
        var job = await new SeededJobs(site).RefusedAsync(site.People.SunriseConnection, site.People.Bookkeeper, showroom.Foreman);
        return new(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["customers"] = showroom.Foreman.Id,
            ["vendors"] = showroom.Mill.Id,
            ["orders"] = order,
            ["payments"] = payment,
            ["purchase-orders"] = purchase,
            ["background-jobs"] = job.Id,
            ["users"] = site.People.Bookkeeper.Id,
            ["accounts"] = site.People.Sunrise.Id,
            ["status"] = 404,
        });
    }

    private static long Done(Result<Saved> saved) => saved.IsDone ? saved.Value.Id : throw new InvalidOperationException(saved.ToString());
}
