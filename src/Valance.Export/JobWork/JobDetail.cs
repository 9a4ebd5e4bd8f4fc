using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Planning;

namespace Valance.Export.JobWork;

/// <summary>Everything that a job's page shows.</summary>
/// <param name="Failures">Facts of what went wrong, the first being the main one; empty unless it failed.</param>
/// <param name="History">What happened, in order.</param>
/// <param name="WaitingForThis">Jobs that go on when this one succeeds.</param>
/// <param name="MayRetry">Retry and cancel are allowed to the viewer.</param>
/// <param name="MayWork">So are fixes and dismissal.</param>
/// <param name="QuickBooksId">The linked record in QuickBooks, if there is one.</param>
public sealed record JobDetail(
    JobRow Job,
    IReadOnlyList<Failure> Failures,
    IReadOnlyList<AttemptRow> Attempts,
    IReadOnlyList<HistoryLine> History,
    IReadOnlyList<JobBlocker> WaitingForThis,
    bool MayRetry,
    bool MayWork,
    string? QuickBooksId)
{
    /// <summary>What QuickBooks booked otherwise than it was sent at last; empty where nothing, or where a person settled it.</summary>
    public IReadOnlyList<PlanNote> Differences { get; init; } = [];

    /// <summary>How many other failed jobs of the Account wait for a person with the same cause.</summary>
    public int SameCause { get; init; }
}

/// <summary>One try of the job.</summary>
public sealed record AttemptRow(int Number, string Operation, AttemptOutcome Outcome, int? HttpStatus, string IntuitTid, string RequestId, DateTime StartedAt, DateTime? EndedAt);
