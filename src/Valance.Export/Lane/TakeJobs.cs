using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Export.Lane;

/// <summary>Takes what is ready, in the lane's order: priority, parents before children, oldest first.</summary>
internal static class TakeJobs
{
    /// <summary>Jobs that are ready and lean on none of each other, now Running. A blocked company gets one, to see whether it answers again.</summary>
    public static Task<List<Job>> TakeAsync(LaneSession lane, LaneSettings settings, CancellationToken ct) =>
        lane.CommitAsync(
            async (db, ct) =>
            {
                var doubtful = await DoubtfulRecordsAsync(db, lane, ct);
                var ready = await Ready(db, lane)
                    .OrderByDescending(j => j.Priority).ThenBy(j => j.RecordKind).ThenBy(j => j.Id)
                    .Take((lane.State == ConnectionState.CompanyBlocked ? 1 : settings.ChunkSize) + doubtful.Count)
                    .ToListAsync(ct);
                ready.RemoveAll(j => doubtful.Contains((j.RecordKind, j.RecordId)));
                var taken = ready.TakeWhile(j => j.Priority == ready[0].Priority
                    && KindOfRecord.Level(j.RecordKind!.Value) == KindOfRecord.Level(ready[0].RecordKind!.Value)).Take(settings.ChunkSize).ToList();
                foreach (var job in taken)
                {
                    job.State = JobState.Running;
                    job.WaitsFor = null;
                    job.NotBefore = null;
                    job.StartedAt ??= lane.Now;
                }

                return taken;
            },
            ct);

    public static IQueryable<Job> Ready(ValanceDb db, LaneSession lane)
    {
        var now = lane.Now;
        var connected = lane.State == ConnectionState.Connected;
        return db.Jobs.Where(j => j.ConnectionId == lane.ConnectionId && j.EndedAt == null && j.Kind == JobKind.Export
            && (j.State == JobState.Queued
                || (j.State == JobState.Waiting && j.WaitsFor == WaitReason.Time && j.NotBefore <= now)
                || (j.State == JobState.Waiting && j.WaitsFor == WaitReason.Connection && (connected || j.NotBefore <= now))));
    }

    /// <summary>When the next job that waits for a time is due.</summary>
    public static async Task<DateTime?> NextDueAsync(ValanceDb db, long connectionId, CancellationToken ct) =>
        await db.Jobs.Where(j => j.ConnectionId == connectionId && j.EndedAt == null && j.State == JobState.Waiting && j.NotBefore != null)
            .MinAsync(j => j.NotBefore, ct);

    /// <summary>Records that may stand in QuickBooks although no answer came: they are looked up before anything of them is sent.</summary>
    private static async Task<HashSet<(Core.Records.RecordKind?, long?)>> DoubtfulRecordsAsync(ValanceDb db, LaneSession lane, CancellationToken ct)
    {
        var records = await (from attempt in db.JobAttempts
                             join job in db.Jobs on attempt.JobId equals job.Id
                             where attempt.Outcome == AttemptOutcome.Pending && job.ConnectionId == lane.ConnectionId
                             select new { job.RecordKind, job.RecordId }).ToListAsync(ct);
        return [.. records.Select(r => (r.RecordKind, r.RecordId))];
    }
}
