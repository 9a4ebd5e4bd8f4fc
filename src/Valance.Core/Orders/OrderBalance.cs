using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Payments;

namespace Valance.Core.Orders;

/// <summary>
/// An order's balance is its total less what payments apply to it. Whoever changes either holds the order's row first, so that two payments at the same
/// moment cannot both take the last dollar. A balance is not an edit: it leaves the version alone, else every payment would mark its orders as changed since export.
/// </summary>
internal static class OrderBalance
{
    /// <summary>Makes other transactions wait until this one ends. In the order of ids, so that two never wait for each other.</summary>
    public static async Task HoldAsync(ValanceDb db, IEnumerable<long> orderIds, CancellationToken ct)
    {
        foreach (var id in orderIds.Distinct().Order())
        {
            await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Balance, o => o.Balance), ct);
        }
    }

    public static Task<decimal> PaidAsync(ValanceDb db, long orderId, CancellationToken ct) =>
        Applications(db).Where(a => a.OrderId == orderId).SumAsync(a => a.Amount, ct);

    /// <summary>What each of the held orders has been paid, by its id; by payments other than the one named.</summary>
    public static Task<Dictionary<long, decimal>> PaidByOthersAsync(ValanceDb db, List<long> orderIds, long exceptPaymentId, CancellationToken ct) =>
        Applications(db).Where(a => orderIds.Contains(a.OrderId) && a.PaymentId != exceptPaymentId)
            .GroupBy(a => a.OrderId)
            .Select(g => new { g.Key, Sum = g.Sum(a => a.Amount) })
            .ToDictionaryAsync(g => g.Key, g => g.Sum, ct);

    /// <summary>Writes the balances of held orders anew from what the transaction has saved.</summary>
    public static async Task RefreshAsync(ValanceDb db, IEnumerable<long> orderIds, CancellationToken ct)
    {
        foreach (var id in orderIds.Distinct().Order())
        {
            var paid = await PaidAsync(db, id, ct);
            await db.Orders.Where(o => o.Id == id && o.Status != OrderStatus.Cancelled)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.Balance, o => o.Total - paid), ct);
        }
    }

    private static IQueryable<PaymentApplication> Applications(ValanceDb db) =>
        db.Payments.Where(p => p.Status == PaymentStatus.Received).SelectMany(p => p.Applications);
}
