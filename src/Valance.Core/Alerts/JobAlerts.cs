using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Jobs;

namespace Valance.Core.Alerts;

/// <summary>What a job's end is worth telling. One export among many tells nothing by itself: the export of many does.</summary>
public static class JobAlerts
{
    /// <summary>Null where nobody need hear of it.</summary>
    public static Alert? Of(Job job) => (job.Kind, job.State) switch
    {
        (_, JobState.Failed) when job.BulkId is null => New(job, AlertKind.JobFailed, $"{job.Title}: failed"),
        (JobKind.Reconcile, JobState.Succeeded) when job.HasWarnings => New(job, AlertKind.BooksDiffer, "The two books differ"),
        (JobKind.BulkExport or JobKind.Undo, JobState.Succeeded) when job.HasWarnings && job.RequestedBy != Actor.Schedule.Name => New(job, AlertKind.JobFailed, $"{job.Title}: not all went through"),
        _ => null,
    };

    internal static string PathOf(long jobId) => string.Create(CultureInfo.InvariantCulture, $"/background-jobs/{jobId}");

    private static Alert New(Job job, AlertKind kind, string title) => new()
    {
        AccountId = job.AccountId,
        Kind = kind,
        At = job.EndedAt!.Value,
        Title = title,
        Text = job.Summary,
        Path = PathOf(job.Id),
        JobId = job.Id,
        ConcernsUserId = job.RequestedByUserId,
    };
}
