using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.Lane;

/// <summary>How a job passes from one state to the next, each with its line in History.</summary>
internal static class JobMoves
{
    public static void Succeed(Job job, string summary, DateTime now)
    {
        Leave(job);
        job.State = JobState.Succeeded;
        job.EndedAt = now;
        job.Cause = "";
        job.Failure = "";
        job.Summary = summary;
        job.RefreshSearch();
    }

    /// <summary>Nothing was sent and nothing is wrong: the record is not to be exported.</summary>
    public static void LeaveOut(Job job, string summary, DateTime now)
    {
        Succeed(job, summary, now);
        job.State = JobState.Cancelled;
    }

    /// <param name="failures">The first one names the cause.</param>
    public static void Fail(Job job, IReadOnlyList<Failure> failures, DateTime now)
    {
        Leave(job);
        job.State = JobState.Failed;
        job.EndedAt = now;
        Remember(job, failures);
    }

    public static void WaitForTime(ValanceDb db, Job job, Failure failure, DateTime notBefore, DateTime now)
    {
        job.State = JobState.Waiting;
        job.WaitsFor = WaitReason.Time;
        job.WaitsForJobId = null;
        job.NotBefore = notBefore;
        job.Waits++;
        Remember(job, [failure]);
        db.History.Add(new WaitingForTime(notBefore, failure.Cause).ToEntry(job.Id, now));
    }

    public static void WaitForParent(ValanceDb db, Job job, Job parent, DateTime now)
    {
        job.State = JobState.Waiting;
        job.WaitsFor = WaitReason.Parent;
        job.WaitsForJobId = parent.Id;
        job.NotBefore = null;
        db.History.Add(new WaitingForParent(parent.Id, parent.Title).ToEntry(job.Id, now));
    }

    public static void Queue(Job job)
    {
        Leave(job);
        job.State = JobState.Queued;
        job.Cause = "";
        job.Failure = "";
        job.Summary = "";
    }

    private static void Leave(Job job)
    {
        job.WaitsFor = null;
        job.WaitsForJobId = null;
        job.NotBefore = null;
    }

    private static void Remember(Job job, IReadOnlyList<Failure> failures)
    {
        job.Cause = failures[0].Cause;
        job.Failure = StoredFailures.Write(failures);
        job.Summary = FailureWords.Sentence(failures[0], job.Title);
        job.RefreshSearch([.. failures.SelectMany(f => new[] { f.Code, f.IntuitTid, f.Value, f.Detail })]);
    }
}
