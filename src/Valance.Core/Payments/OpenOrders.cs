using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;

namespace Valance.Core.Payments;

/// <param name="Open">What a payment may apply to it.</param>
public sealed record OpenOrder(long Id, string Number, DateOnly CreatedOn, string Sidemark, decimal Total, decimal Open);

/// <summary>The customer's orders that a payment can settle, oldest first.</summary>
public sealed class OpenOrders(IDbContextFactory<ValanceDb> store)
{
    private const int Most = 200;

    /// <param name="paymentId">The payment that is being edited: what it applies now counts as open. 0 for a new one.</param>
    public async Task<IReadOnlyList<OpenOrder>> HandleAsync(Actor actor, long customerId, long paymentId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var own = await db.VisiblePayments(actor).Where(p => p.Id == paymentId && p.Status == PaymentStatus.Received)
            .SelectMany(p => p.Applications).ToDictionaryAsync(a => a.OrderId, a => a.Amount, ct);
        var orders = await db.VisibleOrders(actor)
            .Where(o => o.CustomerId == customerId && o.Status != OrderStatus.Cancelled && (o.Balance > 0m || own.Keys.Contains(o.Id)))
            .OrderBy(o => o.CreatedOn).ThenBy(o => o.Id).Take(Most)
            .Select(o => new OpenOrder(o.Id, o.Number, o.CreatedOn, o.Sidemark, o.Total, o.Balance)).ToListAsync(ct);
        return orders.ConvertAll(o => o with { Open = o.Open + own.GetValueOrDefault(o.Id) });
    }

    /// <summary>Spreads an amount: the named order first, then from the oldest on, until nothing is left of it.</summary>
    public static List<AppliedInput> Split(decimal amount, IReadOnlyList<OpenOrder> orders, long firstOrderId = 0)
    {
        var split = new List<AppliedInput>();
        foreach (var order in orders.OrderByDescending(o => o.Id == firstOrderId))
        {
            var part = Math.Min(amount, order.Open);
            if (part > 0m)
            {
                split.Add(new AppliedInput { OrderId = order.Id, Amount = part });
                amount -= part;
            }
        }

        return split;
    }
}
