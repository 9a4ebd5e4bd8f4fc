using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Payments;

/// <summary>Undoes a payment or a refund for good: a check that bounced, an entry by mistake. Its orders are open again by what it had applied.</summary>
public sealed class CancelPayment(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long paymentId, int version, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var held = await db.VisiblePayments(actor).Where(p => p.Id == paymentId).SelectMany(p => p.Applications).Select(a => a.OrderId).ToListAsync(ct);
        await OrderBalance.HoldAsync(db, held, ct);
        await RefundedPayment.HoldAsync(db, await db.VisiblePayments(actor).Where(p => p.Id == paymentId).Select(p => p.RefundsPaymentId).SingleOrDefaultAsync(ct), ct);
        var save = new RecordSave<Payment>(db, actor, Permission.EditBooks, p => new { p.Status });
        var visible = db.VisiblePayments(actor).Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order)
            .Include(p => p.RefundsPayment!.Applications).ThenInclude(a => a.Order).Include(p => p.RefundsPayment!.Customer).AsSplitQuery();
        var begun = await save.BeginAsync(visible, SaveTarget.Edit(paymentId, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        if (begun.Value is { Status: PaymentStatus.Received } payment)
        {
            if (await WhyNotAsync(db, payment, ct) is { } reason)
            {
                return Result<Saved>.Invalid("", reason);
            }

            if (payment.RefundsPayment is { } refunded)
            {
                RefundedPayment.GiveBack(refunded, payment.Refund, -payment.Amount, time.GetUtcNow().UtcDateTime, actor.Name);
            }
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

    private static async Task<string?> WhyNotAsync(ValanceDb db, Payment payment, CancellationToken ct)
    {
        if (payment.Undone + payment.Returned > 0m)
        {
            return $"Refunds took {UsDollars.Of(payment.Undone + payment.Returned)} of {payment.Label}. Cancel them first.";
        }

        // A void cannot be taken back in QuickBooks.
        return payment is { Refund: RefundKind.UndoesPayment, RefundsPayment: { IsUndone: true } undone }
            && await db.Links.AnyAsync(l => l.AccountId == payment.AccountId && l.RecordKind == RecordKind.Payment && l.RecordId == undone.Id && l.IsVoided, ct)
                ? $"{undone.Label} was voided in QuickBooks, which cannot be taken back. If its money came after all, enter it as a new payment."
                : null;
    }
}
