using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Failures;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>What is to happen with a record now, decided before anything of it is sent.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome()
    {
    }

    /// <summary>Send this.</summary>
    public sealed record Send(ExportPlan Plan) : PlanOutcome;

    /// <summary>QuickBooks already holds what would be sent.</summary>
    public sealed record NothingToSend(string Fingerprint) : PlanOutcome
    {
        /// <summary>What the job says of it, where it is more than that.</summary>
        public string? Summary { get; init; }

        /// <summary>QuickBooks' id of another record's document, whose lower amount is all that there is of this one.</summary>
        public string? PartOf { get; init; }

        /// <summary>With <see cref="PartOf"/>: taken back, since the record was cancelled.</summary>
        public bool IsTakenBack { get; init; }
    }

    /// <summary>Checks found it not ready: every problem at once, each as a failure with its own cause.</summary>
    public sealed record NotReady(IReadOnlyList<Failure> Problems) : PlanOutcome;

    /// <summary>Part of the opening balances: it stays here, and that is no failure.</summary>
    public sealed record BeforeCutOff(EarlyDay Early) : PlanOutcome;

    /// <summary>A parent must stand in QuickBooks first, or anew because it changed.</summary>
    public sealed record NeedsParent(RecordKind Kind, long RecordId) : PlanOutcome;

    /// <summary>Something it points at could not be found or made: a mapping, a list entry, or QuickBooks gave no answer.</summary>
    public sealed record Stopped(Failure Failure) : PlanOutcome;
}

public enum ExportOperation
{
    Create,
    Update,
    Void,
    Delete,
}

/// <summary>One request to be.</summary>
/// <param name="Payload">A record of the client that <see cref="Translation.Wire"/> writes.</param>
/// <param name="Fingerprint">Over the payload without Id and SyncToken; equal ones are not sent twice.</param>
/// <param name="Notes">What was cut, changed or left out, for preview and History.</param>
/// <param name="RecordVersion">The record's version that this stands for.</param>
public sealed record ExportPlan(
    RecordKind Kind, ExportOperation Operation, IQuickBooksEntity Payload, string Fingerprint, IReadOnlyList<PlanNote> Notes, int RecordVersion)
{
    /// <summary>
    /// Ours alone, without what an update carries along of QuickBooks' own: what a link keeps as its sent payload, so that a later update knows which
    /// fields are ours to clear. Null for a void.
    /// </summary>
    public IQuickBooksEntity? Wanted { get; init; }

    /// <summary>Of an update: what QuickBooks holds now. Null for what is new.</summary>
    public IQuickBooksEntity? Held { get; init; }

    /// <summary>The API's name of what is sent, where it is not the usual of the kind: see <see cref="Core.Links.Link.Document"/>.</summary>
    public string Document { get; init; } = "";

    /// <summary>More is to be sent for the record after this: the next plan says what.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Of a preview alone: QuickBooks holds this already, nothing would be sent.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>QuickBooks is asked to take a number that another of its documents bears: a voided one of ours, or one that got it after ours.</summary>
    public bool AllowsSameNumber { get; init; }
}

public enum PlanNoteKind
{
    Cut,
    Changed,
    LeftOut,
    Warning,
}

/// <summary>Says that QuickBooks gets something other than what stands in the record, and why.</summary>
/// <param name="Field">Ours, as the screen calls it.</param>
public sealed record PlanNote(PlanNoteKind Kind, string Field, string Ours, string Sent, string Reason);
