using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>One unit of work. The row holds the present state; attempts and History are append-only.</summary>
public sealed class Job
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>Null for jobs that need no QuickBooks, such as an import.</summary>
    public long? ConnectionId { get; set; }

    public JobKind Kind { get; set; }

    public RecordKind? RecordKind { get; set; }

    public long? RecordId { get; set; }

    /// <summary>What it is about, as it was called when the job was made: "Customer George Foreman".</summary>
    public string Title { get; set; } = "";

    public JobState State { get; set; }

    /// <summary>Set while Waiting.</summary>
    public WaitReason? WaitsFor { get; set; }

    /// <summary>The parent's job, while it waits for a parent.</summary>
    public long? WaitsForJobId { get; set; }

    /// <summary>Not before this time, UTC, while it waits for a time.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>Higher goes first: 10 for a person's single export, 0 for bulk.</summary>
    public int Priority { get; set; }

    public int AttemptCount { get; set; }

    /// <summary>How often it waited for a time since a person last asked: the backoff grows with it, and it does not go on for ever.</summary>
    public int Waits { get; set; }

    public long? RequestedByUserId { get; set; }

    /// <summary>The person's name, else "API key X", "command line", "schedule".</summary>
    public string RequestedBy { get; set; } = "";

    /// <summary>The job that needed this one first, if no person asked for it.</summary>
    public long? NeededByJobId { get; set; }

    /// <summary>The bulk export that this job is part of; see <see cref="Bulk.BulkExport"/>.</summary>
    public long? BulkId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    /// <summary>Null while the job is open (Queued, Running, Waiting): the unique index on open jobs leans on it.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>How far a job is that goes through many rows by itself, as every node sees it; zero of zero before the first look.</summary>
    public int ProgressDone { get; set; }

    public int ProgressTotal { get; set; }

    /// <summary>What it is at, in a word that its screen knows.</summary>
    public string ProgressOf { get; set; } = "";

    /// <summary>When that was; with <see cref="StartedAt"/> it tells how fast it goes. Null while it does not move.</summary>
    public DateTime? ProgressAt { get; set; }

    /// <summary>The key of the failure's cause in the catalogue of explanations; empty without a failure.</summary>
    public string Cause { get; set; } = "";

    /// <summary>The failure's facts as JSON (code, message, detail, element, field, value, intuit_tid): the words are made when it is read.</summary>
    public string Failure { get; set; } = "";

    /// <summary>One sentence as told when it happened, for lists and search.</summary>
    public string Summary { get; set; } = "";

    public bool HasWarnings { get; set; }

    /// <summary>Normalised text over title, summary, code and intuit_tid.</summary>
    public string Search { get; set; } = "";

    public DateTime? DismissedAt { get; set; }

    public string DismissedBy { get; set; } = "";

    public string DismissReason { get; set; } = "";

    /// <summary>The later job whose success made this failure void.</summary>
    public long? ClearedByJobId { get; set; }

    /// <summary>The change counter's value when the row was last written (see <see cref="JobWriter"/>): tells other processes what moved, and fences two writers.</summary>
    public long Change { get; set; }

    /// <summary>The trace in which it was asked for, as W3C's traceparent, so that its sending shows in the same one; empty where nobody traces.</summary>
    public string Trace { get; set; } = "";

    public bool IsOpen => State is JobState.Queued or JobState.Running or JobState.Waiting;

    public void RefreshSearch(params string?[] more) => Search = SearchText.Of([Title, Summary, Cause, RequestedBy, .. more]);
}
