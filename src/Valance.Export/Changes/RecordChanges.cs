using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Failures;

namespace Valance.Export.Changes;

/// <summary>An exported record three times: as it was sent last, as it stands here, as QuickBooks holds it.</summary>
/// <param name="SyncToken">QuickBooks' version that was compared; empty where QuickBooks was not asked or gave none.</param>
public sealed record RecordChanges(RecordKind Kind, long RecordId, string Label, string SyncToken)
{
    public DateTime SentAt { get; init; }

    /// <summary>The fields in which one side differs, in the order of the form.</summary>
    public IReadOnlyList<ChangedField> Fields { get; init; } = [];

    /// <summary>What became of it in QuickBooks, where it does not stand there any more as it was.</summary>
    public SeenInQuickBooks Seen { get; init; }

    /// <summary>It was cancelled here: what is to be done there is no question of fields.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>It was found in QuickBooks and linked; nothing of ours was sent yet.</summary>
    public bool WasNeverSent { get; init; }

    /// <summary>Why QuickBooks' side cannot be shown, or nothing can be sent.</summary>
    public Explanation? Stopped { get; init; }

    public bool NeedsChoice => Fields.Any(f => f.NeedsChoice);
}

/// <summary>One field three times.</summary>
/// <param name="Theirs">Null where QuickBooks was not asked.</param>
/// <param name="NeedsChoice">Both sides differ, and QuickBooks' was changed since the last send: a person chooses.</param>
/// <param name="TheirsStands">QuickBooks' value stands by a person's choice.</param>
public sealed record ChangedField(string Field, string Sent, string Ours, string? Theirs, bool OursChanged, bool TheirsChanged, bool NeedsChoice, bool TheirsStands);
