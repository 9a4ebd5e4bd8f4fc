using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.JobWork;
using Valance.Web.Shell;

namespace Valance.Web.BackgroundJobs;

/// <summary>How jobs read on screens.</summary>
public static class JobWords
{
    public static string Of(JobState state) => state switch
    {
        JobState.Queued => "Queued",
        JobState.Running => "Running",
        JobState.Waiting => "Waiting",
        JobState.Succeeded => "Succeeded",
        JobState.Failed => "Failed",
        JobState.Cancelled => "Cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(JobKind kind) => kind switch
    {
        JobKind.Export => "Export to QuickBooks",
        JobKind.Import => "Import",
        JobKind.Matching => "Match with QuickBooks",
        JobKind.Reconcile => "Reconcile",
        JobKind.CompanyImport => "Import from QuickBooks",
        JobKind.BulkExport => "Export of many records",
        JobKind.Undo => "Undo of an export",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A run of many jobs: an export or undo of many records.</summary>
    public static bool IsRun(JobRow job) => job.Kind == JobKind.BulkExport || job is { Kind: JobKind.Undo, RecordId: null };

    public static string Plural(RecordKind kind) => kind switch
    {
        RecordKind.Customer => "Customers",
        RecordKind.Vendor => "Vendors",
        RecordKind.Order => "Orders",
        RecordKind.Payment => "Payments",
        RecordKind.PurchaseOrder => "Purchase orders",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(JobsRetried retried)
    {
        var again = retried.JobIds.Count == 1 ? "1 job is tried again." : $"{retried.JobIds.Count} jobs are tried again.";
        return retried.AlreadyUnderWay == 0 ? again : $"{again} {retried.AlreadyUnderWay} more are under way already.";
    }

    /// <summary>One sentence: why it stands where it stands.</summary>
    public static string Reason(JobRow job, TimeZoneInfo zone) => job.State switch
    {
        JobState.Waiting when job.Blocker is { State: JobState.Failed } parent => $"Waits for {parent.Title}, which failed: {parent.Summary}",
        JobState.Waiting when job.Blocker is { } parent => $"Waits for {parent.Title} to go first.",
        JobState.Waiting when job is { WaitsFor: WaitReason.Time, NotBefore: { } at } => $"{job.Summary} Tried again by itself at {AccountTime.Show(at, zone)}.".TrimStart(),
        JobState.Waiting when job is { WaitsFor: WaitReason.Connection, Summary.Length: > 0 } => $"{job.Summary} When QuickBooks answers again it goes on by itself.",
        JobState.Waiting when job.WaitsFor == WaitReason.Connection => "Waits until QuickBooks is connected again; then it goes on by itself.",
        JobState.Waiting when job.WaitsFor == WaitReason.Account => "Waits because the Account is deactivated; when it is in use again, this goes on by itself.",
        JobState.Waiting when job.WaitsFor == WaitReason.Person => job.Summary,
        JobState.Queued => "",
        JobState.Running => "",
        _ => job.Summary,
    };
}
