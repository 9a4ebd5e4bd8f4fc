using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Planning;

namespace Valance.Export.Previewing;

/// <summary>What an export of a record would do now: ours beside what would be sent, and beside what QuickBooks holds.</summary>
/// <param name="Summary">One sentence: "It would be entered in QuickBooks as a new invoice."</param>
/// <param name="HasHeld">QuickBooks holds it already, and that is shown.</param>
public sealed record RecordPreview(RecordKind Kind, long RecordId, string Label, string Summary, bool HasHeld)
{
    public IReadOnlyList<PreviewField> Fields { get; init; } = [];

    public IReadOnlyList<PreviewLine> Lines { get; init; } = [];

    /// <summary>What is said about no single field that is shown.</summary>
    public IReadOnlyList<PlanNote> OtherNotes { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Every check that was made, and how it went.</summary>
    public IReadOnlyList<CheckOutcome> Checks { get; init; } = [];

    /// <summary>Why what would be sent, or what QuickBooks holds, cannot be shown.</summary>
    public Explanation? Stopped { get; init; }

    public bool IsReady => Findings.All(f => !f.Blocks);
}

/// <summary>One field three times.</summary>
/// <param name="Held">What QuickBooks holds now; null where nothing stands there yet.</param>
/// <param name="Notes">Why it is sent other than it stands here.</param>
public sealed record PreviewField(string Field, string Ours, string Sent, string? Held, IReadOnlyList<PlanNote> Notes)
{
    /// <summary>The export would change what QuickBooks holds here.</summary>
    public bool ChangesHeld => Held is not null && !string.Equals(Held, Sent, StringComparison.Ordinal);

    public bool IsEmpty => Ours.Length == 0 && Sent.Length == 0 && string.IsNullOrEmpty(Held);
}

/// <summary>One line three times; a side that has fewer lines is empty there.</summary>
public sealed record PreviewLine(string Ours, string Sent, string? Held);

/// <param name="Rule">What holds where it passed.</param>
public sealed record CheckOutcome(string Field, string Rule, bool Passed, bool Blocks);
