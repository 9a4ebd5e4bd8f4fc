using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.Payments.Refunds;

/// <summary>
/// What a refund does to the payment that it names. Whoever saves or cancels a refund holds that payment's row first, so that two refunds cannot both take
/// the last dollar of it.
/// </summary>
internal static class RefundedPayment
{
    public static Task HoldAsync(ValanceDb db, long? paymentId, CancellationToken ct) => paymentId is { } id
        ? db.Payments.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Undone, p => p.Undone), ct)
        : Task.CompletedTask;

    /// <summary>The orders that an undone payment may open again.</summary>
    public static async Task<List<long>> OrdersOfAsync(ValanceDb db, long? paymentId, CancellationToken ct) =>
        await db.Payments.Where(p => p.Id == paymentId).SelectMany(p => p.Applications).Select(a => a.OrderId).ToListAsync(ct);

    /// <summary>Its own content changes, so it goes out again: it is touched.</summary>
    public static void Take(Payment source, RefundKind kind, decimal amount, DateTime now, string by)
    {
        if (kind == RefundKind.ReturnsCredit)
        {
            source.Returned += amount;
        }
        else
        {
            source.Undone += amount;
            LetGo(source);
        }

        source.Touch(now, by);
    }

    /// <summary>A refund that was cancelled takes nothing any more. What its payment had applied to orders is not put back: nobody can know whether they still want it.</summary>
    public static void GiveBack(Payment source, RefundKind kind, decimal amount, DateTime now, string by)
    {
        (source.Undone, source.Returned) = kind == RefundKind.ReturnsCredit ? (source.Undone, source.Returned - amount) : (source.Undone - amount, source.Returned);
        source.Touch(now, by);
    }

    /// <summary>What no longer stands settles no order: the newest orders are open again first.</summary>
    private static void LetGo(Payment source)
    {
        foreach (var applied in source.Applications.OrderByDescending(a => a.OrderId).ToList())
        {
            var missing = Math.Max(0m, -source.Credit);
            applied.Amount -= Math.Min(missing, applied.Amount);
            if (applied.Amount == 0m)
            {
                source.Applications.Remove(applied);
            }
        }
    }
}
