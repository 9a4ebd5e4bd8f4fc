using Valance.Core.Records;
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
    public const string Unseen = "Characters that cannot be seen are taken out.";

    private readonly List<PlanNote> _notes = [];
    private readonly List<string> _kept = [];

    public IReadOnlyList<PlanNote> Notes => _notes;

    public void Cut(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Cut, field, ours, sent, reason));

    public void Changed(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Changed, field, ours, sent, reason));

    public void LeftOut(string field, string ours, string reason) => _notes.Add(new(PlanNoteKind.LeftOut, field, ours, "", reason));

    public void Warning(string field, string ours, string sent, string reason) => _notes.Add(new(PlanNoteKind.Warning, field, ours, sent, reason));

    /// <summary>Puts a whole value into the note that QuickBooks keeps with the record.</summary>
    public void Keep(string label, string value) => _kept.Add($"{label}: {PlainText.Visible(value)}");

    public void KeepText(string text)
    {
        if (text.Length > 0)
        {
            _kept.Add(PlainText.Visible(text));
        }
    }

    /// <summary>An address as QuickBooks takes it; said where more than needless spaces was taken out.</summary>
    public PhysicalAddress? Address(string field, Address ours)
    {
        if (!new[] { ours.Line1, ours.Line2, ours.City, ours.State, ours.Zip, ours.Country }.All(PlainText.IsVisible))
        {
            var clean = Addresses.OneLine(ours);
            Changed(field, clean, clean, Unseen);
        }

        return Addresses.Translate(ours);
    }

    /// <summary>What was kept, a line each, the record's marker last.</summary>
    public string PrivateNote(string marker) => string.Join("\n", [.. _kept, marker]);

    /// <summary>Trims, collapses spaces, takes out what cannot be seen: a cure that loses nothing, so it is made and said. Of names a check finds the unseen before.</summary>
    public string? Text(string field, string ours)
    {
        var clean = PlainText.Collapse(PlainText.Visible(ours));
        if (!string.Equals(clean, ours, StringComparison.Ordinal))
        {
            Changed(field, ours, clean, PlainText.IsVisible(ours) ? "Needless spaces are taken out." : Unseen);
        }

        return clean.Length > 0 ? clean : null;
    }
}
