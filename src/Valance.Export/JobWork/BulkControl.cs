using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.Export.Lane;

namespace Valance.Export.JobWork;

/// <summary>Pauses, resumes and cancels a bulk export as one. What is under way just then is finished; what was sent stays in QuickBooks.</summary>
public sealed class BulkControl(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<Result<JobState>> PauseAsync(Actor actor, long jobId, CancellationToken ct) => ChangeAsync(
        actor,
        jobId,
        (db, job) =>
        {
            if (!job.IsOpen || job.WaitsFor == WaitReason.Person)
            {
                return Result<JobState>.Conflict(job.IsOpen ? "It is paused already." : "It has ended already; there is nothing left to pause.");
            }

            (job.State, job.WaitsFor, job.NotBefore) = (JobState.Waiting, WaitReason.Person, null);
            job.Summary = $"Paused by {actor.Name}.";
            db.History.Add(new BulkPaused(actor.Name).ToEntry(job.Id, Now));
            return Result<JobState>.Done(job.State);
        },
        ct);

    public Task<Result<JobState>> ResumeAsync(Actor actor, long jobId, CancellationToken ct) => ChangeAsync(
        actor,
        jobId,
        (db, job) =>
        {
            if (!job.IsOpen || job.WaitsFor != WaitReason.Person)
            {
                return Result<JobState>.Conflict(job.IsOpen ? "It is not paused." : "It has ended already.");
            }

            // Queued wakes the lane, which makes it Running.
            (job.State, job.WaitsFor, job.Summary) = (JobState.Queued, null, "");
            db.History.Add(new BulkResumed(actor.Name).ToEntry(job.Id, Now));
            return Result<JobState>.Done(job.State);
        },
        ct);

    /// <summary>Null where the job is no bulk export.</summary>
    public async Task<Result<JobState>?> CancelAsync(Actor actor, long jobId, CancellationToken ct)
    {
        long connection;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            if (await db.VisibleJobs(actor).Where(j => j.Id == jobId && (j.Kind == JobKind.BulkExport || (j.Kind == JobKind.Undo && j.RecordId == null))).Select(j => j.ConnectionId).SingleOrDefaultAsync(ct) is not { } found)
            {
                return null;
            }

            connection = found;
        }

        var cancelled = await ChangeAsync(actor, jobId, async (db, job) =>
        {
            if (!job.IsOpen)
            {
                return Result<JobState>.Conflict("It has ended already; there is nothing left to cancel.");
            }

            var sent = await db.Jobs.CountAsync(j => j.BulkId == jobId && j.State == JobState.Succeeded, ct);
            (job.State, job.WaitsFor, job.NotBefore, job.EndedAt) = (JobState.Cancelled, null, null, Now);
            job.Summary = BulkRuns.CancelledSummary(actor.Name, sent);
            job.RefreshSearch();
            db.History.Add(new BulkCancelled(actor.Name, sent).ToEntry(job.Id, Now));
            return Result<JobState>.Done(job.State);
        }, ct);
        // In chunks; should the program end between two, the lane's next run goes on.
        while (cancelled.IsDone && await jobs.CommitAsync((db, ct) => BulkRuns.CancelNextAsync(db, connection, Now, ct), ct))
        {
        }

        return cancelled;
    }

    private Task<Result<JobState>> ChangeAsync(Actor actor, long jobId, Func<ValanceDb, Job, Result<JobState>> change, CancellationToken ct) =>
        ChangeAsync(actor, jobId, (db, job) => Task.FromResult(change(db, job)), ct);

    private Task<Result<JobState>> ChangeAsync(Actor actor, long jobId, Func<ValanceDb, Job, Task<Result<JobState>>> change, CancellationToken ct) =>
        jobs.CommitAsync(
            async (db, ct) =>
            {
                var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId && (j.Kind == JobKind.BulkExport || (j.Kind == JobKind.Undo && j.RecordId == null)), ct);
                return job is null ? Result<JobState>.NotFound("The bulk export")
                    : !JobRights.MayRetry(actor, job) ? Result<JobState>.Forbidden("Your role may not do this with another's export. A bookkeeper or the account administrator can.")
                    : await change(db, job);
            },
            ct);
}
