using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>Calls an export off before it is sent. Those that wait for it as their parent fail with that reason: they must not wait for ever.</summary>
public sealed class CancelJob(JobWriter jobs, BulkControl bulk, TimeProvider time)
{
    public const string ParentCancelledCause = "parent-cancelled";

    /// <summary>A bulk export is cancelled with all that has not left yet.</summary>
    public async Task<Result<JobState>> HandleAsync(Actor actor, long jobId, CancellationToken ct) =>
        await bulk.CancelAsync(actor, jobId, ct) ?? await CancelOneAsync(actor, jobId, ct);

    /// <summary>All of a selection that can still be cancelled; answers how many were.</summary>
    public async Task<Result<int>> HandleAsync(Actor actor, IReadOnlyCollection<long> jobIds, CancellationToken ct)
    {
        var cancelled = 0;
        foreach (var id in jobIds.Distinct())
        {
            cancelled += (await HandleAsync(actor, id, ct)).IsDone ? 1 : 0;
        }

        return Result<int>.Done(cancelled);
    }

    private Task<Result<JobState>> CancelOneAsync(Actor actor, long jobId, CancellationToken ct) =>
        jobs.CommitAsync(
            async (db, ct) =>
            {
                var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId, ct);
                if (job is null)
                {
                    return Result<JobState>.NotFound("The job");
                }

                if (!JobRights.MayRetry(actor, job))
                {
                    return Result<JobState>.Forbidden("Your role may not cancel this job. A bookkeeper or the account administrator can.");
                }

                // An import looks again and again whether it may go on.
                if (job.State is not (JobState.Queued or JobState.Waiting) && job is not { Kind: JobKind.Import or JobKind.CompanyImport, State: JobState.Running })
                {
                    return Result<JobState>.Conflict(job.State == JobState.Running
                        ? "It is being sent just now and can no longer be cancelled."
                        : "It has ended already; there is nothing left to cancel.");
                }

                if (await db.JobAttempts.AnyAsync(a => a.JobId == jobId && a.Outcome == AttemptOutcome.Pending, ct))
                {
                    return Result<JobState>.Conflict(
                        "It was sent, but QuickBooks' answer was lost, so it may have arrived. It cannot be cancelled until Valance has looked there.");
                }

                await CancelAsync(db, job, actor.Name, time.GetUtcNow().UtcDateTime, ct);
                return Result<JobState>.Done(job.State);
            },
            ct);

    internal static async Task CancelAsync(ValanceDb db, Job job, string by, DateTime now, CancellationToken ct)
    {
        job.State = JobState.Cancelled;
        job.EndedAt = now;
        job.WaitsFor = null;
        job.WaitsForJobId = null;
        job.NotBefore = null;
        job.Summary = $"Cancelled by {by}.";
        db.History.Add(new Cancelled(by).ToEntry(job.Id, now));
        await FailChildrenAsync(db, job, by, now, ct);
    }

    private static async Task FailChildrenAsync(ValanceDb db, Job parent, string by, DateTime now, CancellationToken ct)
    {
        var failure = new Failure(ParentCancelledCause, FailureCategory.Fixable, Value: parent.Title);
        foreach (var child in await db.Jobs.Where(j => j.WaitsForJobId == parent.Id && j.State == JobState.Waiting).ToListAsync(ct))
        {
            child.State = JobState.Failed;
            child.EndedAt = now;
            child.WaitsFor = null;
            child.WaitsForJobId = null;
            child.Cause = failure.Cause;
            child.Failure = StoredFailures.Write([failure]);
            child.Summary = $"{parent.Title} must stand in QuickBooks first, and its export was cancelled.";
            child.RefreshSearch();
            db.History.Add(new ParentCancelled(parent.Id, parent.Title, by).ToEntry(child.Id, now));
            await FailChildrenAsync(db, child, by, now, ct);
        }
    }
}
