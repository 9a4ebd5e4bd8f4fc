using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>Marks a failed job as one that nobody need mend, with the reason. It stays Failed, and the mark can be taken back.</summary>
public sealed class DismissJob(JobWriter jobs, TimeProvider time)
{
    private const int LongestReason = 500;

    public Task<Result<JobState>> HandleAsync(Actor actor, long jobId, string reason, CancellationToken ct)
    {
        var said = reason.Trim();
        return said.Length switch
        {
            0 => Task.FromResult(Result<JobState>.Invalid("Reason", "Say why this failure needs nothing done, so that others understand it later.")),
            > LongestReason => Task.FromResult(Result<JobState>.Invalid("Reason", "Please keep the reason to 500 characters.")),
            _ => ChangeAsync(actor, jobId, dismissed: false, (db, job, now) =>
            {
                job.DismissedAt = now;
                job.DismissedBy = actor.Name;
                job.DismissReason = said;
                db.History.Add(new Dismissed(actor.Name, said).ToEntry(job.Id, now));
            }, ct),
        };
    }

    public Task<Result<JobState>> TakeBackAsync(Actor actor, long jobId, CancellationToken ct) =>
        ChangeAsync(actor, jobId, dismissed: true, (db, job, now) =>
        {
            job.DismissedAt = null;
            job.DismissedBy = "";
            job.DismissReason = "";
            db.History.Add(new DismissalTakenBack(actor.Name).ToEntry(job.Id, now));
        }, ct);

    private Task<Result<JobState>> ChangeAsync(Actor actor, long jobId, bool dismissed, Action<ValanceDb, Job, DateTime> change, CancellationToken ct) =>
        jobs.CommitAsync(
            async (db, ct) =>
            {
                var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId, ct);
                if (job is null)
                {
                    return Result<JobState>.NotFound("The job");
                }

                if (!JobRights.MayWork(actor, job.AccountId))
                {
                    return Result<JobState>.Forbidden("Your role may not dismiss failures. A bookkeeper or the account administrator can.");
                }

                if (job.State != JobState.Failed || job.DismissedAt is not null != dismissed)
                {
                    return Result<JobState>.Conflict(dismissed ? "This job is not dismissed." : "Only a failed job that is not dismissed yet can be dismissed.");
                }

                change(db, job, time.GetUtcNow().UtcDateTime);
                return Result<JobState>.Done(job.State);
            },
            ct);
}
