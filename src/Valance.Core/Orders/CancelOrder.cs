using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Records.Saving;

namespace Valance.Core.Orders;

/// <summary>Cancels an order for good. Payments that applied to it stay with the customer as a credit; its purchase orders stay as they are.</summary>
public sealed class CancelOrder(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long orderId, int version, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OrderBalance.HoldAsync(db, [orderId], ct);
        var save = new RecordSave<Order>(db, actor, Permission.EditCustomersAndOrders, o => new { o.Status });
        var begun = await save.BeginAsync(db.VisibleOrders(actor).Include(o => o.Customer), SaveTarget.Edit(orderId, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var order = begun.Value;
        if (await db.Payments.FirstOrDefaultAsync(p => p.RefundsOrderId == orderId && p.Status == PaymentStatus.Received, ct) is { } refund)
        {
            return Result<Saved>.Invalid("", $"{refund.Label} lowered {order.Label} by {UsDollars.Of(-refund.Amount)}. Cancel that refund first.");
        }

        var payments = await db.Payments.Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order)
            .Where(p => p.Applications.Any(a => a.OrderId == orderId)).ToListAsync(ct);
        if (payments.Count > 0 && !actor.May(Permission.EditBooks, order.AccountId))
        {
            return Result<Saved>.Forbidden($"Payments apply to {order.Label}. A bookkeeper or the account administrator can cancel it.");
        }

        foreach (var payment in payments)
        {
            payment.Applications.RemoveAll(a => a.OrderId == orderId);
            payment.Touch(time.GetUtcNow().UtcDateTime, actor.Name);
        }

        order.Status = OrderStatus.Cancelled;
        order.Balance = 0m;
        var saved = await save.CommitAsync(order, time, ct);
        if (saved.IsDone)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
