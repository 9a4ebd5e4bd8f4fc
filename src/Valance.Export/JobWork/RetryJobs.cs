using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>What "try again" set going.</summary>
/// <param name="JobIds">The jobs that are tried again; for one that waits for a parent, the parent's.</param>
/// <param name="AlreadyUnderWay">How many need no retry: they are open, or another job of the record is.</param>
public sealed record JobsRetried(IReadOnlyList<long> JobIds, int AlreadyUnderWay);

/// <summary>Gives failed jobs another try, and waiting ones theirs at once. One job, a selection, or all that failed for one cause.</summary>
public sealed class RetryJobs(JobWriter jobs, JobSearch search, TimeProvider time)
{
    private const int ChunkSize = 200;

    public Task<Result<JobsRetried>> HandleAsync(Actor actor, long jobId, CancellationToken ct) => HandleAsync(actor, [jobId], ct);

    public async Task<Result<JobsRetried>> HandleAsync(Actor actor, IReadOnlyCollection<long> jobIds, CancellationToken ct)
    {
        var retried = new List<long>();
        var underWay = 0;
        var seen = 0;
        foreach (var chunk in jobIds.Distinct().Chunk(ChunkSize))
        {
            var (found, started) = await jobs.CommitAsync((db, ct) => RetryAsync(db, actor, chunk, jobIds.Count == 1, ct), ct);
            if (found < 0)
            {
                return Result<JobsRetried>.Forbidden("Your role may not retry this job. A bookkeeper or the account administrator can.");
            }

            retried.AddRange(started);
            underWay += found - started.Count;
            seen += found;
        }

        return seen == 0 ? Result<JobsRetried>.NotFound("The job") : Result<JobsRetried>.Done(new(retried, underWay));
    }

    /// <summary>All unsettled failures of one cause, within the filter that the person looks at.</summary>
    public async Task<Result<JobsRetried>> AllWithCauseAsync(Actor actor, string cause, JobFilter filter, CancellationToken ct)
    {
        var ids = await search.IdsAsync(actor, filter with { Causes = [cause], States = [JobState.Failed], OnlyUnsettled = true }, ct);
        return ids.Count == 0 ? Result<JobsRetried>.NotFound("A failed job with this cause") : await HandleAsync(actor, ids, ct);
    }

    /// <summary>Makes one failed or time-waiting job ready again, within somebody's commit. False where another job of the record is open.</summary>
    internal static async Task<bool> TryAgainAsync(ValanceDb db, Job job, bool first, CancellationToken ct)
    {
        // Only a record has one open job at most; imports and matchings are about none.
        if (!job.IsOpen && job.RecordId is not null && await db.Jobs.AnyAsync(
            j => j.ConnectionId == job.ConnectionId && j.RecordKind == job.RecordKind && j.RecordId == job.RecordId && j.EndedAt == null, ct))
        {
            return false;
        }

        job.State = JobState.Queued;
        job.EndedAt = null;
        job.WaitsFor = null;
        job.WaitsForJobId = null;
        job.NotBefore = null;
        job.Waits = 0;
        job.Cause = "";
        job.Failure = "";
        job.Summary = "";
        job.DismissedAt = null;
        job.DismissedBy = "";
        job.DismissReason = "";
        job.ClearedByJobId = null;
        job.Priority = first ? RequestExport.SinglePriority : job.Priority;
        return true;
    }

    private async Task<(int Found, List<long> Started)> RetryAsync(ValanceDb db, Actor actor, long[] ids, bool isSingle, CancellationToken ct)
    {
        var wanted = await db.VisibleJobs(actor).Where(j => ids.Contains(j.Id)).ToListAsync(ct);
        if (wanted.Exists(j => !JobRights.MayRetry(actor, j)))
        {
            return (-1, []);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var started = new List<long>();
        var tried = new HashSet<long>();
        foreach (var asked in wanted)
        {
            var job = await RootAsync(db, asked, ct);
            if (!tried.Add(job.Id) || !(job.State == JobState.Failed || job is { State: JobState.Waiting, WaitsFor: WaitReason.Time }))
            {
                continue;
            }

            if (await TryAgainAsync(db, job, isSingle, ct))
            {
                db.History.Add(new RetryRequested(actor.Name).ToEntry(job.Id, now));
                // The next one of the chunk must see that this record has an open job now.
                await db.SaveChangesAsync(ct);
                started.Add(job.Id);
            }
        }

        return (wanted.Count, started);
    }

    private static async Task<Job> RootAsync(ValanceDb db, Job job, CancellationToken ct)
    {
        for (var depth = 0; depth < 5 && job is { State: JobState.Waiting, WaitsFor: WaitReason.Parent, WaitsForJobId: { } parent }; depth++)
        {
            if (await db.Jobs.SingleOrDefaultAsync(j => j.Id == parent, ct) is not { } found)
            {
                break;
            }

            job = found;
        }

        return job;
    }
}
