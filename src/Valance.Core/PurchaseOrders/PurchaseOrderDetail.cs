using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Records.Exporting;

namespace Valance.Core.PurchaseOrders;

/// <summary>Another purchase order that this one replaced, or that replaced it.</summary>
public sealed record RelatedPurchase(long Id, string Number);

/// <summary>A purchase order's page; vendor, order, lines and charges are loaded with it.</summary>
public sealed record PurchaseOrderPage(
    PurchaseOrder PurchaseOrder, PurchaseOrderTotals Totals, Account Account, RelatedPurchase? Replaces, RelatedPurchase? ReplacedBy,
    ExportStatus Export, bool MayEdit, bool MayExport);

/// <summary>One purchase order with what belongs to it.</summary>
public sealed class PurchaseOrderDetail(IDbContextFactory<ValanceDb> store, ExportStatuses statuses)
{
    public async Task<Result<PurchaseOrderPage>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var purchase = await db.VisiblePurchaseOrders(actor).AsNoTracking()
            .Include(p => p.Vendor).Include(p => p.Order).ThenInclude(o => o!.Customer)
            .Include(p => p.Lines.OrderBy(l => l.Number)).Include(p => p.Charges.OrderBy(c => c.Number))
            .AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (purchase is null)
        {
            return Result<PurchaseOrderPage>.NotFound("The purchase order");
        }

        var visible = db.VisiblePurchaseOrders(actor);
        var replaces = await visible.Where(p => p.Id == purchase.ReplacesId).Select(p => new RelatedPurchase(p.Id, p.Number)).SingleOrDefaultAsync(ct);
        var replacedBy = await visible.Where(p => p.ReplacesId == id).Select(p => new RelatedPurchase(p.Id, p.Number)).FirstOrDefaultAsync(ct);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == purchase.AccountId, ct);
        return Result<PurchaseOrderPage>.Done(new(
            purchase, PurchaseOrderTotals.Of(purchase.Lines, purchase.Charges), account, replaces, replacedBy,
            await statuses.OfAsync(actor, purchase, ct),
            actor.May(Permission.EditBooks, purchase.AccountId) && purchase.Status is PurchaseOrderStatus.Open or PurchaseOrderStatus.Received,
            actor.May(Permission.Export, purchase.AccountId)));
    }
}
