using Valance.Export.Planning;

namespace Valance.Web.Records.Previewing;

/// <summary>How a preview says that QuickBooks gets something else.</summary>
public static class PreviewWords
{
    public static string Of(PlanNoteKind kind) => kind switch
    {
        PlanNoteKind.Cut => "Cut",
        PlanNoteKind.Changed => "Changed",
        PlanNoteKind.LeftOut => "Left out",
        PlanNoteKind.Warning => "Note",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(PlanNote note) => note switch
    {
        { Kind: PlanNoteKind.LeftOut } => $"“{note.Ours}”. {note.Reason}",
        { Ours.Length: > 0 } when !string.Equals(note.Ours, note.Sent, StringComparison.Ordinal) && note.Sent.Length > 0 => $"“{note.Ours}” goes as “{note.Sent}”. {note.Reason}",
        { Ours.Length: > 0 } => $"“{note.Ours}”. {note.Reason}",
        _ => note.Reason,
    };

    /// <summary>Where the values stand beside it: the reason, and of what is left out that too.</summary>
    public static string Beside(PlanNote note) => note.Kind == PlanNoteKind.LeftOut ? Of(note) : note.Reason;
}
