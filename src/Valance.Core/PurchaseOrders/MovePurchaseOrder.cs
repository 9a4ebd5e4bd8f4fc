using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.PurchaseOrders;

/// <summary>The goods came, or not after all, or the purchase order is cancelled. What is cancelled or replaced stays so.</summary>
public sealed class MovePurchaseOrder(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long id, int version, PurchaseOrderStatus status, CancellationToken ct)
    {
        if (status == PurchaseOrderStatus.Replaced)
        {
            return Result<Saved>.Invalid("", "A purchase order is replaced by entering the new one from its page.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var save = new RecordSave<PurchaseOrder>(db, actor, Permission.EditBooks, p => new { p.Status });
        var visible = db.VisiblePurchaseOrders(actor).Include(p => p.Vendor).Include(p => p.Order);
        var begun = await save.BeginAsync(visible, SaveTarget.Edit(id, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var purchase = begun.Value;
        if (purchase.Status is PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced && purchase.Status != status)
        {
            return Result<Saved>.Invalid("", $"{purchase.Label} is {purchase.Status.ToString().ToLowerInvariant()} and stays so.");
        }

        purchase.Status = status;
        return await save.CommitAsync(purchase, time, ct);
    }
}
