using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Jobs.Bulk;

/// <summary>How the records of one kind stand in a bulk export.</summary>
/// <param name="Total">Those asked for, and the parents that they needed.</param>
/// <param name="HeldUp">Waiting for a record that goes first, for a time, or for the connection.</param>
public sealed record BulkCounts(int Total, int Succeeded, int Failed, int Cancelled, int HeldUp)
{
    public int Ended => Succeeded + Failed + Cancelled;

    public int Left => Total - Ended;
}

/// <summary>How far a bulk export is.</summary>
/// <param name="HadJob">Records that were on their way by themselves and are not counted.</param>
/// <param name="PerMinute">Records that ended in the last minute.</param>
/// <param name="TimeLeft">Null while nothing moves, or at the end.</param>
public sealed record BulkProgress(JobRow Job, IReadOnlyDictionary<RecordKind, BulkCounts> Kinds, int HadJob, int PerMinute, TimeSpan? TimeLeft)
{
    public int Total => Kinds.Values.Sum(k => k.Total);

    public int Ended => Kinds.Values.Sum(k => k.Ended);

    public int Succeeded => Kinds.Values.Sum(k => k.Succeeded);

    public int Failed => Kinds.Values.Sum(k => k.Failed);

    public int HeldUp => Kinds.Values.Sum(k => k.HeldUp);

    public bool IsPaused => Job is { State: JobState.Waiting, WaitsFor: WaitReason.Person };
}

/// <summary>Counts a bulk export's jobs; they are counted anew each time, so that what was fixed after its end counts too.</summary>
public sealed class GetBulkProgress(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public async Task<Result<BulkProgress>> HandleAsync(Actor actor, long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var job = await db.VisibleJobs(actor).Where(j => j.Id == jobId && (j.Kind == JobKind.BulkExport || (j.Kind == JobKind.Undo && j.RecordId == null))).Select(JobRow.From(db)).SingleOrDefaultAsync(ct);
        if (job is null)
        {
            return Result<BulkProgress>.NotFound("The bulk export");
        }

        var bulk = await db.BulkExports.AsNoTracking().SingleAsync(b => b.JobId == jobId, ct);
        var states = await db.Jobs.Where(j => j.BulkId == jobId).GroupBy(j => new { j.RecordKind, j.State })
            .Select(g => new { g.Key.RecordKind, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var planned = BulkSelection.Counts(bulk.Selection);
        var kinds = new SortedDictionary<RecordKind, BulkCounts>();
        foreach (var kind in planned.Keys.Concat(states.Select(s => s.RecordKind!.Value)).Distinct())
        {
            int Of(JobState state) => states.Find(s => s.RecordKind == kind && s.State == state)?.Count ?? 0;
            var made = states.Where(s => s.RecordKind == kind).Sum(s => s.Count);
            // Until all of its jobs are made, the selection says how many there will be.
            var total = bulk.Prepared < bulk.Wanted && job.IsOpen ? Math.Max(made, planned.GetValueOrDefault(kind)) : made;
            kinds[kind] = new BulkCounts(total, Of(JobState.Succeeded), Of(JobState.Failed), Of(JobState.Cancelled), Of(JobState.Waiting));
        }

        var since = time.GetUtcNow().UtcDateTime - Window;
        var ended = job.IsOpen ? await db.Jobs.CountAsync(j => j.BulkId == jobId && j.EndedAt >= since, ct) : 0;
        var left = kinds.Values.Sum(k => k.Left);
        return Result<BulkProgress>.Done(new(job, kinds, bulk.HadJob, Rate(ended, job, time.GetUtcNow().UtcDateTime), TimeLeft(ended, left, job)));
    }

    private static int Rate(int ended, JobRow job, DateTime now)
    {
        // In the first minute the window is not full yet.
        var ran = job.StartedAt is { } start && now - start < Window ? now - start : Window;
        return ran < TimeSpan.FromSeconds(1) ? ended : (int)Math.Round(ended * (Window / ran));
    }

    private TimeSpan? TimeLeft(int ended, int left, JobRow job)
    {
        var rate = Rate(ended, job, time.GetUtcNow().UtcDateTime);
        return !job.IsOpen || job.State == JobState.Waiting || rate == 0 || left == 0 ? null : Window * ((double)left / rate);
    }
}
