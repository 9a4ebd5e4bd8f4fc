using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;

namespace Valance.Core.Payments.Refunds;

/// <summary>What a refund's input is held against; read while the payment and the orders are held.</summary>
/// <param name="Before">The refund as it stands; null for a new one.</param>
/// <param name="Payment">The payment that it names, if it is the customer's.</param>
/// <param name="Order">The order that it names, if it is the customer's.</param>
internal sealed record RefundFacts(Payment? Before, Payment? Payment, RefundableOrder? Order)
{
    public static async Task<RefundFacts> ReadAsync(ValanceDb db, Actor actor, PaymentInput input, Payment record, CancellationToken ct)
    {
        var payment = await db.VisiblePayments(actor).Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order)
            .SingleOrDefaultAsync(p => p.Id == input.RefundsPaymentId && p.CustomerId == input.CustomerId && p.AccountId == record.AccountId && p.Id != record.Id, ct);
        var order = await db.VisibleOrders(actor).AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == input.RefundsOrderId && o.CustomerId == input.CustomerId && o.AccountId == record.AccountId, ct);
        return new(record.Id == 0 ? null : record, payment, order is null ? null : await RefundableOrder.ReadAsync(db, order, ct));
    }
}

/// <summary>An order, and what of it may still be taken back.</summary>
/// <param name="Left">Its total less the refunds that lowered it already.</param>
/// <param name="LeftPaid">What payments apply to it less the money that was given back for it.</param>
/// <param name="LeftTax">Its tax less that of those refunds.</param>
public sealed record RefundableOrder(long Id, string Number, DateOnly CreatedOn, bool IsCancelled, decimal TaxRatePercent, decimal Left, decimal LeftPaid, decimal LeftTax)
{
    /// <summary>The part of an amount that is sales tax, as the order has it: what is proposed.</summary>
    public decimal TaxOf(decimal amount) => Left <= 0m ? 0m : Math.Min(LeftTax, Money.Round(LeftTax * Math.Abs(amount) / Left));

    internal static async Task<RefundableOrder> ReadAsync(ValanceDb db, Order order, CancellationToken ct)
    {
        var refunds = await db.Payments.Where(p => p.RefundsOrderId == order.Id && p.Status == PaymentStatus.Received)
            .Select(p => new { p.Refund, p.Amount, p.RefundTax }).ToListAsync(ct);
        var paid = await OrderBalance.PaidAsync(db, order.Id, ct);
        return new(
            order.Id, order.Number, order.CreatedOn, order.Status == OrderStatus.Cancelled, order.EffectiveTaxRate,
            order.Total + refunds.Sum(r => r.Amount),
            paid + refunds.Where(r => r.Refund == RefundKind.ReturnsMoney).Sum(r => r.Amount),
            order.TaxAmount - refunds.Sum(r => r.RefundTax));
    }
}
