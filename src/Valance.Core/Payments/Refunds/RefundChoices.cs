using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;

namespace Valance.Core.Payments.Refunds;

/// <summary>A payment that a refund can be about.</summary>
/// <param name="MayUndo">What of it still stands.</param>
/// <param name="Credit">What of it no order has taken.</param>
public sealed record RefundablePayment(long Id, string Label, DateOnly ReceivedOn, decimal Amount, decimal MayUndo, decimal Credit);

/// <summary>What a customer's refund can be about, newest first.</summary>
public sealed record RefundChoicesOf(IReadOnlyList<RefundablePayment> Payments, IReadOnlyList<RefundableOrder> Orders);

/// <summary>The customer's payments and orders that a refund can be about.</summary>
public sealed class RefundChoices(IDbContextFactory<ValanceDb> store)
{
    private const int Most = 200;

    public async Task<RefundChoicesOf> HandleAsync(Actor actor, long customerId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var payments = await db.VisiblePayments(actor).AsNoTracking().Include(p => p.Applications)
            .Where(p => p.CustomerId == customerId && p.Status == PaymentStatus.Received && (p.Refund == RefundKind.None || p.Refund == RefundKind.GrantsCredit))
            .OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(Most).ToListAsync(ct);
        var orders = await db.VisibleOrders(actor).AsNoTracking()
            .Where(o => o.CustomerId == customerId && o.Status == OrderStatus.Open)
            .OrderByDescending(o => o.CreatedOn).ThenByDescending(o => o.Id).Take(Most).ToListAsync(ct);
        var refundable = new List<RefundableOrder>();
        foreach (var order in orders)
        {
            refundable.Add(await RefundableOrder.ReadAsync(db, order, ct));
        }

        return new(
            [.. payments.Select(p => new RefundablePayment(p.Id, p.Label, p.ReceivedOn, p.Amount, p.IsRefund ? 0m : p.Amount - p.Undone - p.Returned, p.Credit))],
            [.. refundable.Where(o => o.Left > 0m)]);
    }
}
