using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Payments;
using Valance.Core.Records;

namespace Valance.Export.Lane;

/// <summary>
/// Payments that settle the same order go one after another. Each applies at most what is open on the invoice, and only the answer to the one before it
/// says how much that is: together they would apply more than there is, and QuickBooks would refuse the second.
/// </summary>
internal static class PaymentsInTurn
{
    /// <summary>Those that may go now; the others stay in the queue until what they wait for has arrived.</summary>
    public static async Task<List<Job>> OfAsync(ValanceDb db, LaneSession lane, List<Job> ready, CancellationToken ct)
    {
        var payments = ready.Where(IsPayment).Select(j => j.RecordId!.Value).ToList();
        if (payments.Count == 0)
        {
            return ready;
        }

        var settled = (await db.Set<PaymentApplication>().Where(a => payments.Contains(a.PaymentId)).Select(a => new { a.PaymentId, a.OrderId }).ToListAsync(ct))
            .ToLookup(a => a.PaymentId, a => a.OrderId);
        var busy = await BusyOrdersAsync(db, lane, [.. settled.SelectMany(orders => orders).Distinct()], ct);
        return ready.FindAll(job =>
        {
            if (!IsPayment(job) || !settled.Contains(job.RecordId!.Value))
            {
                return true;
            }

            var orders = settled[job.RecordId.Value];
            if (orders.Any(busy.Contains))
            {
                return false;
            }

            busy.UnionWith(orders);
            return true;
        });
    }

    /// <summary>Orders that a payment settles which is under way, or of which QuickBooks' answer is missing.</summary>
    private static async Task<HashSet<long>> BusyOrdersAsync(ValanceDb db, LaneSession lane, List<long> orders, CancellationToken ct)
    {
        var busy = await (from application in db.Set<PaymentApplication>()
                          join job in db.Jobs on application.PaymentId equals job.RecordId
                          where orders.Contains(application.OrderId) && job.ConnectionId == lane.ConnectionId && job.RecordKind == RecordKind.Payment
                              && job.Kind == JobKind.Export && job.EndedAt == null
                              && (job.State == JobState.Running || db.JobAttempts.Any(t => t.JobId == job.Id && t.Outcome == AttemptOutcome.Pending))
                          select application.OrderId).ToListAsync(ct);
        return [.. busy];
    }

    private static bool IsPayment(Job job) => job is { Kind: JobKind.Export, RecordKind: RecordKind.Payment };
}
