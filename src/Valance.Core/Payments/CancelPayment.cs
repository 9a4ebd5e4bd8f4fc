using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records.Saving;

namespace Valance.Core.Payments;

/// <summary>Undoes a payment for good: a check that bounced, an entry by mistake. Its orders are open again by what it had applied.</summary>
public sealed class CancelPayment(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long paymentId, int version, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var held = await db.VisiblePayments(actor).Where(p => p.Id == paymentId).SelectMany(p => p.Applications).Select(a => a.OrderId).ToListAsync(ct);
        await OrderBalance.HoldAsync(db, held, ct);
        var save = new RecordSave<Payment>(db, actor, Permission.EditBooks, p => new { p.Status });
        var visible = db.VisiblePayments(actor).Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order);
        var begun = await save.BeginAsync(visible, SaveTarget.Edit(paymentId, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        // What it had applied stays with it, to be read; it no longer counts.
        begun.Value.Status = PaymentStatus.Cancelled;
        var saved = await save.CommitAsync(begun.Value, time, ct);
        if (saved.IsDone)
        {
            await OrderBalance.RefreshAsync(db, held, ct);
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
