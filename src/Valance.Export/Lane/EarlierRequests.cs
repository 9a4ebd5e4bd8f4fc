using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>
/// What a process that has ended sent within the last minute counts in QuickBooks still. Without a ledger the new process would begin with a whole budget, and the
/// first batch over the limit would cost a minute.
/// </summary>
internal static class EarlierRequests
{
    /// <summary>The newest batches and attempts, among which those of one company are looked for: a minute's single requests of twenty companies.</summary>
    private const int Newest = 10_000;

    public static async Task RememberAsync(IDbContextFactory<ValanceDb> store, LaneSession lane, RequestBudget budget, CancellationToken ct)
    {
        if (!budget.ForgetsAtTheEnd || budget.Remembers)
        {
            return;
        }

        var since = lane.Now - budget.Use.Limits.Minute;
        await using var db = await store.CreateDbContextAsync(ct);
        var batches = await db.SentBatches.OrderByDescending(b => b.Id).Take(Newest).Where(b => b.ConnectionId == lane.ConnectionId && b.SentAt > since)
            .Select(b => b.SentAt).ToListAsync(ct);
        var newest = db.JobAttempts.OrderByDescending(a => a.Id).Take(Newest).Where(a => a.BatchId == null && a.StartedAt > since);
        var singles = await (from attempt in newest
                             join job in db.Jobs on attempt.JobId equals job.Id
                             where job.ConnectionId == lane.ConnectionId
                             select attempt.StartedAt).ToListAsync(ct);
        budget.Remember([.. batches.Select(at => Earlier(at, true)).Concat(singles.Select(at => Earlier(at, false))).OrderBy(r => r.At)]);
    }

    private static EarlierRequest Earlier(DateTime utc, bool isBatch) => new(new DateTimeOffset(utc, TimeSpan.Zero), isBatch);
}
