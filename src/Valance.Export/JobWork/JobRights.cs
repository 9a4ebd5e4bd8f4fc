using Valance.Core.Access;
using Valance.Core.Jobs;

namespace Valance.Export.JobWork;

/// <summary>Who may do what with a job that they see.</summary>
public static class JobRights
{
    /// <summary>A salesperson too, with their own jobs: pressing Export again does the same.</summary>
    public static bool MayRetry(Actor actor, Job job) => MayWork(actor, job.AccountId) || IsOwn(actor, job.AccountId, job.RequestedByUserId);

    public static bool MayRetry(Actor actor, JobRow job) => MayWork(actor, job.AccountId) || IsOwn(actor, job.AccountId, job.RequestedByUserId);

    /// <summary>Dismiss, fix, cancel another's.</summary>
    public static bool MayWork(Actor actor, long accountId) => actor.May(Permission.WorkOnJobs, accountId);

    private static bool IsOwn(Actor actor, long accountId, long? requestedBy) =>
        actor.UserId is not null && requestedBy == actor.UserId && actor.May(Permission.Export, accountId);
}
