using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Vendors;

/// <summary>A vendor's page.</summary>
/// <param name="OpenTotal">Of the open purchase orders.</param>
public sealed record VendorPage(Vendor Vendor, Account Account, int OpenPurchaseOrders, decimal OpenTotal, ExportStatus Export, bool MayEdit, bool MayExport);

/// <summary>One vendor with what belongs to it.</summary>
public sealed class VendorDetail(IDbContextFactory<ValanceDb> store, ExportStatuses statuses)
{
    public async Task<Result<VendorPage>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var vendor = await db.VisibleVendors(actor).AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct);
        if (vendor is null)
        {
            return Result<VendorPage>.NotFound("The vendor");
        }

        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == vendor.AccountId, ct);
        var open = db.VisiblePurchaseOrders(actor).Where(p => p.VendorId == id && p.Status == PurchaseOrderStatus.Open);
        var status = await statuses.OfAsync(actor, vendor, ct);
        return Result<VendorPage>.Done(new(
            vendor, account, await open.CountAsync(ct), await open.SumAsync(p => p.Total, ct), status,
            actor.May(Permission.EditBooks, vendor.AccountId), actor.May(Permission.Export, vendor.AccountId)));
    }
}
