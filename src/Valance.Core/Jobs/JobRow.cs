using System.Linq.Expressions;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>A job as lists show it.</summary>
public sealed record JobRow
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string AccountName { get; init; }

    public long? ConnectionId { get; init; }

    public required JobKind Kind { get; init; }

    public RecordKind? RecordKind { get; init; }

    public long? RecordId { get; init; }

    public required string Title { get; init; }

    public required JobState State { get; init; }

    public WaitReason? WaitsFor { get; init; }

    public long? WaitsForJobId { get; init; }

    public DateTime? NotBefore { get; init; }

    public required string RequestedBy { get; init; }

    public long? RequestedByUserId { get; init; }

    public long? NeededByJobId { get; init; }

    public long? BulkId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public int AttemptCount { get; init; }

    public required string Cause { get; init; }

    public required string Summary { get; init; }

    public bool HasWarnings { get; init; }

    public DateTime? DismissedAt { get; init; }

    public required string DismissedBy { get; init; }

    public required string DismissReason { get; init; }

    public long? ClearedByJobId { get; init; }

    /// <summary>The parent's job that holds this one up, followed to the root; null unless it waits for a parent.</summary>
    public JobBlocker? Blocker { get; init; }

    public bool IsOpen => State is JobState.Queued or JobState.Running or JobState.Waiting;

    /// <summary>A failure that still asks for a person.</summary>
    public bool NeedsPerson => State == JobState.Failed && DismissedAt is null && ClearedByJobId is null;

    public static Expression<Func<Job, JobRow>> From(ValanceDb db) => j => new JobRow
    {
        Id = j.Id,
        AccountId = j.AccountId,
        AccountName = db.Accounts.Where(a => a.Id == j.AccountId).Select(a => a.Name).First(),
        ConnectionId = j.ConnectionId,
        Kind = j.Kind,
        RecordKind = j.RecordKind,
        RecordId = j.RecordId,
        Title = j.Title,
        State = j.State,
        WaitsFor = j.WaitsFor,
        WaitsForJobId = j.WaitsForJobId,
        NotBefore = j.NotBefore,
        RequestedBy = j.RequestedBy,
        RequestedByUserId = j.RequestedByUserId,
        NeededByJobId = j.NeededByJobId,
        BulkId = j.BulkId,
        CreatedAt = j.CreatedAt,
        StartedAt = j.StartedAt,
        EndedAt = j.EndedAt,
        AttemptCount = j.AttemptCount,
        Cause = j.Cause,
        Summary = j.Summary,
        HasWarnings = j.HasWarnings,
        DismissedAt = j.DismissedAt,
        DismissedBy = j.DismissedBy,
        DismissReason = j.DismissReason,
        ClearedByJobId = j.ClearedByJobId,
    };
}

/// <summary>The job at the root of a wait: its failure is shown instead of a copy in each child.</summary>
public sealed record JobBlocker(long JobId, string Title, JobState State, string Cause, string Summary);
