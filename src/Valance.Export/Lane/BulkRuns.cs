using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.JobWork;
using Valance.Export.Schedules;

namespace Valance.Export.Lane;

/// <summary>The lane's part in bulk exports: it makes the records' jobs from the selection, holds back what was paused, and says when nothing moves any more.</summary>
internal static class BulkRuns
{
    /// <summary>One long transaction would starve every other writer.</summary>
    public const int ChunkSize = 500;

    /// <summary>Makes the next jobs of a bulk export that is not complete yet; false where there is none.</summary>
    public static async Task<bool> PrepareAsync(IDbContextFactory<ValanceDb> store, LaneSession lane, CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            if (!await Incomplete(db, lane).AnyAsync(ct))
            {
                return false;
            }
        }

        return await lane.CommitAsync((db, ct) => PrepareNextAsync(db, lane, ct), ct);
    }

    /// <summary>Bulk exports whose jobs must not be taken now. Those that were cancelled too, until the last of their jobs is.</summary>
    public static async Task<List<long>> HeldAsync(ValanceDb db, long connectionId, CancellationToken ct) =>
        await (from bulk in db.BulkExports
               join job in db.Jobs on bulk.JobId equals job.Id
               where job.ConnectionId == connectionId
                   && ((job.State == JobState.Waiting && job.WaitsFor == WaitReason.Person)
                       || (job.State == JobState.Cancelled && db.Jobs.Any(j => j.BulkId == job.Id && j.EndedAt == null)))
               select job.Id).ToListAsync(ct);

    /// <summary>Ends bulk exports of which nothing moves any more without a person. Call it when the lane is quiet.</summary>
    public static async Task EndAsync(IDbContextFactory<ValanceDb> store, LaneSession lane, CancellationToken ct)
    {
        List<long> ended;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            ended = await (from bulk in db.BulkExports
                           join job in db.Jobs on bulk.JobId equals job.Id
                           where job.ConnectionId == lane.ConnectionId && job.EndedAt == null && job.State != JobState.Waiting && bulk.Prepared >= bulk.Wanted
                               && !db.Jobs.Any(j => j.BulkId == job.Id && j.EndedAt == null
                                   && (j.WaitsFor != WaitReason.Parent
                                       || db.Jobs.Any(p => p.Id == j.WaitsForJobId && p.EndedAt == null && p.BulkId != job.Id && p.WaitsFor != WaitReason.Parent)))
                           select job.Id).ToListAsync(ct);
        }

        foreach (var id in ended)
        {
            await lane.CommitAsync((db, ct) => EndAsync(db, id, lane.Now, ct), ct);
        }
    }

    /// <summary>Cancels the next jobs of bulk exports that were cancelled, children before parents; false where none is left. What was sent in doubt stays until it is known.</summary>
    public static async Task<bool> CancelNextAsync(ValanceDb db, long connectionId, DateTime now, CancellationToken ct)
    {
        var left = await (from bulk in db.BulkExports
                          join job in db.Jobs on bulk.JobId equals job.Id
                          where job.ConnectionId == connectionId && job.State == JobState.Cancelled
                          from child in db.Jobs
                          where child.BulkId == job.Id && child.EndedAt == null && (child.State == JobState.Queued || child.State == JobState.Waiting)
                              && !db.JobAttempts.Any(a => a.JobId == child.Id && a.Outcome == AttemptOutcome.Pending)
                          orderby child.RecordKind descending, child.Id descending
                          select new { child, job.Summary }).Take(ChunkSize).ToListAsync(ct);
        foreach (var one in left)
        {
            if (one.child.IsOpen)
            {
                await CancelJob.CancelAsync(db, one.child, CancelledBy(one.Summary), now, ct);
            }
        }

        return left.Count == ChunkSize;
    }

    /// <summary>The summary of a cancelled bulk export; it bears who did it, for the jobs that are cancelled after a restart.</summary>
    public static string CancelledSummary(string by, int inQuickBooks) => $"Cancelled by {by}. " + (inQuickBooks switch
    {
        0 => "Nothing had been exported.",
        1 => "1 record had been exported and stays in QuickBooks.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{inQuickBooks:N0} records had been exported and stay in QuickBooks."),
    });

    private static string CancelledBy(string summary) => summary["Cancelled by ".Length..summary.LastIndexOf(". ", StringComparison.Ordinal)];

    private static IQueryable<BulkExport> Incomplete(ValanceDb db, LaneSession lane) =>
        from bulk in db.BulkExports
        join job in db.Jobs on bulk.JobId equals job.Id
        where job.ConnectionId == lane.ConnectionId && (job.State == JobState.Queued || (job.State == JobState.Running && bulk.Prepared < bulk.Wanted))
        orderby job.Id
        select bulk;

    private static async Task<bool> PrepareNextAsync(ValanceDb db, LaneSession lane, CancellationToken ct)
    {
        if (await Incomplete(db, lane).FirstOrDefaultAsync(ct) is not { } bulk)
        {
            return false;
        }

        var job = await db.Jobs.SingleAsync(j => j.Id == bulk.JobId, ct);
        var isIncomplete = bulk.Prepared < bulk.Wanted;
        job.State = JobState.Running;
        job.StartedAt ??= lane.Now;
        if (BulkSelection.Next(bulk.Selection, bulk.Prepared, ChunkSize) is { } next)
        {
            bulk.HadJob += await MakeAsync(db, lane, job, next.Kind, next.Ids, ct);
            bulk.Prepared += next.Ids.Count;
            CrashPoint.Pass("prepared");
        }

        if (isIncomplete && bulk.Prepared >= bulk.Wanted)
        {
            await db.SaveChangesAsync(ct);
            db.History.Add(new BulkPrepared(await db.Jobs.CountAsync(j => j.BulkId == job.Id, ct), bulk.HadJob).ToEntry(job.Id, lane.Now));
        }

        return true;
    }

    /// <summary>Gives how many had an open job already: that one goes on as it is.</summary>
    private static async Task<int> MakeAsync(ValanceDb db, LaneSession lane, Job bulk, RecordKind kind, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var open = await db.Jobs.Where(j => j.ConnectionId == lane.ConnectionId && j.RecordKind == kind && ids.Contains(j.RecordId!.Value) && j.EndedAt == null)
            .Select(j => j.RecordId!.Value).ToHashSetAsync(ct);
        var records = await db.RecordsOf(kind).AsNoTracking().Where(r => r.AccountId == lane.AccountId && ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
        foreach (var record in records.Where(r => !open.Contains(r.Id)))
        {
            var job = RequestExport.NewJob(record, lane.ConnectionId, bulk.RequestedByUserId, bulk.RequestedBy, 0, lane.Now);
            job.BulkId = bulk.Id;
            db.Jobs.Add(job);
        }

        return open.Count;
    }

    private static async Task EndAsync(ValanceDb db, long id, DateTime now, CancellationToken ct)
    {
        var job = await db.Jobs.SingleAsync(j => j.Id == id, ct);
        if (!job.IsOpen || job.State == JobState.Waiting)
        {
            return;
        }

        var states = await db.Jobs.Where(j => j.BulkId == id).GroupBy(j => j.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var ended = new BulkEnded(states.GetValueOrDefault(JobState.Succeeded), states.GetValueOrDefault(JobState.Failed), states.GetValueOrDefault(JobState.Waiting));
        (job.State, job.EndedAt) = (JobState.Succeeded, now);
        job.HasWarnings = ended.Failed + ended.HeldUp > 0;
        job.Summary = job.Kind == JobKind.Undo ? BulkReadings.UndoEnded(ended) : BulkReadings.Ended(ended);
        job.RefreshSearch();
        db.History.Add((job.Kind == JobKind.Undo ? new UndoEnded(ended.Succeeded, ended.Failed, ended.HeldUp) : (JobEvent)ended).ToEntry(id, now));
        await NightDigests.AddAsync(db, job, now, ct);
    }
}
