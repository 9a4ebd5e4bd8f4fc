using Valance.Core.Records;
using Valance.Export.Holders;
using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes about names.</summary>
internal static class NameEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Of("duplicate-name", "Display name already used",
            t => $"{t.Record} was not exported: the display name{t.Value} is already in use.",
            t => t.Failure.Code is null && t.Failure.Detail is { } holder
                ? $"{holder} QuickBooks wants display names to be unique over customers, vendors and employees; capitals and needless spaces make no difference."
                : "QuickBooks wants display names to be unique over customers, vendors and employees, inactive ones too. Somebody there bears this name already.",
            _ => "Give the record another display name (the person's own name stays as it is), or, if both are the same person, link to the one in QuickBooks.",
            t => t.Failure.Value is { Length: > 0 } name
                ? [Rename(RenameSuggestions.Next(name)), Fixes.Link, Fixes.Retry]
                : [new Fix(FixKind.Rename, "Give it another display name", Fields.DisplayName), Fixes.Link, Fixes.Retry]),
        Of("name-missing", "No name",
            t => $"{t.Record} was not exported: it has no display name.",
            "QuickBooks needs a name for every customer and vendor.",
            "Enter a name, a company name or a display name.",
            _ => [new Fix(FixKind.Rename, "Enter a display name", Fields.DisplayName)]),
        Of("invalid-character", "A character that QuickBooks refuses",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} holds {(t.Failure.Value?.Contains(':', StringComparison.Ordinal) == true ? "a colon, which QuickBooks refuses" : "a character that QuickBooks refuses")}.",
            t => t.Failure.Value?.Contains(':', StringComparison.Ordinal) == true
                ? "QuickBooks uses the colon to part a customer from its sub-customers, so no name may hold one."
                : "QuickBooks refuses tabs, line breaks and other characters that cannot be seen in names and numbers.",
            _ => "Take the character out, or put another in its place.",
            t => RenameSuggestions.WithoutRefusedCharacters(t.Failure.Value) is { } clean
                ? [IsDisplayName(t) ? Rename(clean) : Fixes.Edit(t, clean), Fixes.Retry]
                : [Fixes.Edit(t), Fixes.Retry]),
        Of("inactive-mark", "It ends like an inactive record's name",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} ends in \"(deleted)\".",
            "QuickBooks puts \"(deleted)\" behind the name of a record that is made inactive. To QuickBooks such a name is the same as the one without it, and whoever reads it takes the record for an inactive one.",
            "Give the record the name without it. If somebody bears that name already, put something else in its place.",
            t => HeldRecord.WithoutMark(DisplayNames.Collapse(t.Failure.Value ?? "")) is { Length: > 0 } bare
                ? [Rename(bare), Rename(RenameSuggestions.Next(bare)), Fixes.Retry]
                : [new Fix(FixKind.Rename, "Give it another display name", Fields.DisplayName), Fixes.Retry]),
        Of("record-cancelled", "Cancelled here",
            t => $"{t.Record} was not exported: it is cancelled.",
            "What is cancelled here is not sent. If it stands in QuickBooks already, it stays there.",
            "Restore the record if it is still in use, then export it again.",
            Fixes.Edit("Open the record"), Fixes.Dismiss),
        Of("possible-duplicate", "It may be in QuickBooks already",
            t => $"{t.Record} was not sent again: QuickBooks holds one that looks the same.",
            "An answer of QuickBooks was lost, and a record with the same figures was found there, but without our mark. Sending again could make a second one.",
            "Look at both. If they are the same, link to it; if not, send ours.",
            Fixes.Link, new Fix(FixKind.Retry, "It is another one: send ours"), Fixes.Dismiss),
    ];

    private static Fix Rename(string name) => new(FixKind.Rename, $"Rename to \"{name}\"", Fields.DisplayName, name);

    private static bool IsDisplayName(Told told) => string.Equals(told.Failure.Field, Fields.DisplayName, StringComparison.Ordinal);
}
