using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Export.Lane;

/// <summary>Takes what is ready, in the lane's order: priority, parents before children, oldest first.</summary>
internal static class TakeJobs
{
    /// <summary>Jobs that are ready and lean on none of each other, now Running. A blocked company gets one, to see whether it answers again.</summary>
    /// <param name="level">While jobs of this level are on their way, no bulk of another is taken: what leans on them would only find its parents missing.</param>
    /// <param name="peopleOnly">Only what a person asked for by itself.</param>
    public static async Task<Taken> TakeAsync(
        IDbContextFactory<ValanceDb> store, LaneSession lane, LaneSettings settings, int? level, bool peopleOnly, CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            // A look costs no writer's turn.
            var held = await BulkRuns.HeldAsync(db, lane.ConnectionId, ct);
            if (!await Wanted(Ready(db, lane), held, level, peopleOnly).AnyAsync(ct))
            {
                return new Taken([], held);
            }
        }

        return await lane.CommitAsync((db, ct) => TakeAsync(db, lane, settings, level, peopleOnly, ct), ct);
    }

    private static async Task<Taken> TakeAsync(ValanceDb db, LaneSession lane, LaneSettings settings, int? level, bool peopleOnly, CancellationToken ct)
    {
        var held = await BulkRuns.HeldAsync(db, lane.ConnectionId, ct);
        var doubtful = await DoubtfulRecordsAsync(db, lane, ct);
        var ready = await Wanted(Ready(db, lane), held, level, peopleOnly)
            .OrderByDescending(j => j.Priority)
            // Exports go parents first; what is taken back goes the other way round.
            .ThenBy(j => j.Kind).ThenBy(j => j.Kind == JobKind.Undo ? -(int)j.RecordKind! : (int)j.RecordKind!).ThenBy(j => j.Id)
            .Take((lane.State == ConnectionState.CompanyBlocked ? 1 : settings.ChunkSize) + doubtful.Count)
            .ToListAsync(ct);
        ready.RemoveAll(j => doubtful.Contains((j.RecordKind, j.RecordId)));
        var taken = ready.TakeWhile(j => j.Priority == ready[0].Priority
            && KindOfRecord.Level(j.RecordKind!.Value) == KindOfRecord.Level(ready[0].RecordKind!.Value)).Take(settings.ChunkSize).ToList();
        taken = await PaymentsInTurn.OfAsync(db, lane, taken, ct);
        foreach (var job in taken)
        {
            job.State = JobState.Running;
            job.WaitsFor = null;
            job.NotBefore = null;
            job.StartedAt ??= lane.Now;
        }

        return new Taken(taken, held);
    }

    private static IQueryable<Job> Wanted(IQueryable<Job> ready, List<long> held, int? level, bool peopleOnly)
    {
        ready = peopleOnly ? ready.Where(j => j.Priority > 0) : ready;
        if (level is { } only)
        {
            var kinds = Enum.GetValues<RecordKind>().Where(k => KindOfRecord.Level(k) == only).ToList();
            ready = ready.Where(j => j.Priority > 0 || kinds.Contains(j.RecordKind!.Value));
        }

        // What a person asks for by itself goes although its bulk export is paused.
        return held.Count == 0 ? ready : ready.Where(j => j.BulkId == null || j.Priority > 0 || !held.Contains(j.BulkId.Value));
    }

    public static IQueryable<Job> Ready(ValanceDb db, LaneSession lane)
    {
        var now = lane.Now;
        var connected = lane.State == ConnectionState.Connected;
        return db.Jobs.Where(j => j.ConnectionId == lane.ConnectionId && j.EndedAt == null && j.RecordId != null
            && db.Accounts.Any(a => a.Id == lane.AccountId && a.DeactivatedAt == null) && (j.Kind == JobKind.Export || j.Kind == JobKind.Undo)
            && (j.State == JobState.Queued
                || (j.State == JobState.Waiting && j.WaitsFor == WaitReason.Time && j.NotBefore <= now)
                || (j.State == JobState.Waiting && j.WaitsFor == WaitReason.Connection && (connected || j.NotBefore <= now))));
    }

    /// <summary>When the next job that waits for a time is due.</summary>
    public static async Task<DateTime?> NextDueAsync(ValanceDb db, long connectionId, CancellationToken ct) =>
        await db.Jobs.Where(j => j.ConnectionId == connectionId && j.EndedAt == null && j.State == JobState.Waiting && j.NotBefore != null)
            .MinAsync(j => j.NotBefore, ct);

    /// <summary>Records that may stand in QuickBooks although no answer came: they are looked up before anything of them is sent.</summary>
    private static async Task<HashSet<(RecordKind?, long?)>> DoubtfulRecordsAsync(ValanceDb db, LaneSession lane, CancellationToken ct)
    {
        var records = await (from attempt in db.JobAttempts
                             join job in db.Jobs on attempt.JobId equals job.Id
                             where attempt.Outcome == AttemptOutcome.Pending && job.ConnectionId == lane.ConnectionId
                             select new { job.RecordKind, job.RecordId }).ToListAsync(ct);
        return [.. records.Select(r => (r.RecordKind, r.RecordId))];
    }
}

/// <summary>What was taken, and the bulk exports of which nothing may be.</summary>
internal sealed record Taken(IReadOnlyList<Job> Jobs, IReadOnlyList<long> HeldBulks);
