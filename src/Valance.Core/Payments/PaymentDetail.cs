using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Payments;

/// <summary>A payment's page; its customer and orders are loaded with it.</summary>
public sealed record PaymentPage(Payment Payment, Account Account, ExportStatus Export, bool MayEdit, bool MayExport)
{
    /// <summary>The customer's credit.</summary>
    public decimal Unapplied => Payment.Credit;

    /// <summary>The refunds that took something of it, oldest first.</summary>
    public IReadOnlyList<Payment> Refunds => [.. Payment.Refunds.Where(r => r.Status == PaymentStatus.Received).OrderBy(r => r.ReceivedOn).ThenBy(r => r.Id)];
}

/// <summary>One payment with what belongs to it.</summary>
public sealed class PaymentDetail(IDbContextFactory<ValanceDb> store, ExportStatuses statuses)
{
    public async Task<Result<PaymentPage>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var payment = await db.VisiblePayments(actor).AsNoTracking()
            .Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order)
            .Include(p => p.RefundsPayment).Include(p => p.RefundsOrder).Include(p => p.Refunds).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (payment is null)
        {
            return Result<PaymentPage>.NotFound("The payment");
        }

        payment.Applications.Sort((a, b) => a.OrderId.CompareTo(b.OrderId));
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == payment.AccountId, ct);
        return Result<PaymentPage>.Done(new(
            payment, account, await statuses.OfAsync(actor, payment, ct),
            actor.May(Permission.EditBooks, payment.AccountId) && payment.Status != PaymentStatus.Cancelled && !payment.IsUndone,
            actor.May(Permission.Export, payment.AccountId)));
    }
}
