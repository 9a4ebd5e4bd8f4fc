using Valance.Export.Planning;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>Our record in QuickBooks' words, and what had to be cut, changed or left out on the way.</summary>
/// <param name="Ours">As if it were created: without Id, SyncToken and what QuickBooks holds beside.</param>
public sealed record Translated<T>(T Ours, IReadOnlyList<PlanNote> Notes)
    where T : class, IQuickBooksEntity;

/// <summary>Collects what must be said about a record while it is translated, and what must be kept whole in a note of QuickBooks.</summary>
internal sealed class Notebook
{
    private readonly List<PlanNote> _notes = [];
    private readonly List<string> _kept = [];

    public IReadOnlyList<PlanNote> Notes => _notes;

    public void Cut(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Cut, field, ours, sent, reason));

    public void Changed(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Changed, field, ours, sent, reason));

    public void LeftOut(string field, string ours, string reason) => _notes.Add(new(PlanNoteKind.LeftOut, field, ours, "", reason));

    public void Warning(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Warning, field, ours, sent, reason));

    /// <summary>Puts a whole value into the note that QuickBooks keeps with the record.</summary>
    public void Keep(string label, string value) => _kept.Add($"{label}: {value}");

    public void KeepText(string text)
    {
        if (text.Length > 0)
        {
            _kept.Add(text);
        }
    }

    /// <summary>What was kept, a line each, the record's marker last.</summary>
    public string PrivateNote(string marker) => string.Join("\n", [.. _kept, marker]);

    /// <summary>Trims and collapses spaces: a cure that loses nothing, so it is made and said.</summary>
    public string? Text(string field, string ours)
    {
        var clean = PlainText.Collapse(ours);
        if (!string.Equals(clean, ours, StringComparison.Ordinal))
        {
            Changed(field, ours, clean, "Needless spaces are taken out.");
        }

        return clean.Length > 0 ? clean : null;
    }
}
