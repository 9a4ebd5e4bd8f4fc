namespace Valance.Export.Failures;

public enum FixKind
{
    Retry,
    /// <summary>Give the record another display name, with suggestions.</summary>
    Rename,
    /// <summary>Open the record at the field.</summary>
    EditRecord,
    OpenMappings,
    Reconnect,
    /// <summary>Our record is the one that QuickBooks holds already.</summary>
    LinkToExisting,
    /// <summary>What was deleted in QuickBooks is made there anew.</summary>
    SendAnew,
    /// <summary>What was sent last, ours and QuickBooks' side by side, to choose from field by field.</summary>
    Compare,
    Dismiss,
}

/// <summary>An action that cures a failure.</summary>
/// <param name="Field">The field that it is about, for EditRecord and Rename.</param>
/// <param name="Suggestion">A value that would be accepted, if one is known.</param>
public sealed record Fix(FixKind Kind, string Label, string? Field = null, string? Suggestion = null);

/// <summary>A failure in a bookkeeper's words.</summary>
/// <param name="Title">A few words: "Display name already used".</param>
/// <param name="What">One sentence with field and value, for the message at the upper right.</param>
public sealed record Explanation(string Cause, string Title, string What, string Why, string ToDo, IReadOnlyList<Fix> Fixes);
