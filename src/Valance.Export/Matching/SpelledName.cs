using Valance.Core.Records;

namespace Valance.Export.Matching;

/// <summary>A name with the forms in which it is compared, made once.</summary>
internal sealed class SpelledName
{
    public SpelledName(string text)
    {
        Text = DisplayNames.Collapse(text);
        Words = MatchText.Words(text);
        Core = MatchText.Core(Words);
        Plain = string.Join(' ', Words);
        CoreText = string.Join(' ', Core);
        Sorted = string.Join(' ', Core.Order(StringComparer.Ordinal));
        List<string> full = [.. Core.Where(w => w.Length > 1)];
        WithoutInitials = full.Count >= 2 ? string.Join(' ', full) : CoreText;
    }

    public string Text { get; }

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<string> Core { get; }

    public string Plain { get; }

    public string CoreText { get; }

    public string Sorted { get; }

    public string WithoutInitials { get; }

    public bool IsEmpty => Plain.Length == 0;
}

/// <summary>How much two names say that they are one, and in which words.</summary>
/// <param name="Points">0 to 85.</param>
internal sealed record NameLikeness(int Points, string Words)
{
    public const int Same = 85;
    public const int SameButForSpelling = 80;
    public const int SameButForInitial = 72;

    /// <summary>Below this the names alone say too little: people of one house share a last name, a phone and an address.</summary>
    public const int Alike = 50;

    private const int Misspelled = 60;
    private const int SameLastAndInitial = 35;
    private const int SameLast = 20;

    public static readonly NameLikeness None = new(0, "other name");

    public static NameLikeness Of(SpelledName ours, SpelledName theirs)
    {
        if (ours.IsEmpty || theirs.IsEmpty)
        {
            return None;
        }

        if (string.Equals(ours.Text, theirs.Text, StringComparison.OrdinalIgnoreCase))
        {
            return new(Same, "same name");
        }

        if (string.Equals(ours.Plain, theirs.Plain, StringComparison.Ordinal))
        {
            return new(SameButForSpelling, $"name differs by {Spelling(ours.Text, theirs.Text)}");
        }

        if (string.Equals(ours.CoreText, theirs.CoreText, StringComparison.Ordinal))
        {
            var more = ours.Words.Except(theirs.Words, StringComparer.Ordinal).Concat(theirs.Words.Except(ours.Words, StringComparer.Ordinal));
            return new(SameButForSpelling, $"name differs by {string.Join(", ", more.Select(w => $"'{Shown(w)}'"))}");
        }

        if (string.Equals(ours.WithoutInitials, theirs.WithoutInitials, StringComparison.Ordinal))
        {
            return new(SameButForInitial, "name differs by an initial");
        }

        return Sorted(ours, theirs) ?? Loosely(ours, theirs);
    }

    private static NameLikeness? Sorted(SpelledName ours, SpelledName theirs)
    {
        if (ours.Core.Count < 2 || theirs.Core.Count < 2)
        {
            return null;
        }

        if (string.Equals(ours.Sorted, theirs.Sorted, StringComparison.Ordinal))
        {
            return new(SameButForInitial, "same words in another order");
        }

        return !ours.Core.Except(theirs.Core, StringComparer.Ordinal).Any() ? new(Alike, "longer name in QuickBooks")
            : !theirs.Core.Except(ours.Core, StringComparer.Ordinal).Any() ? new(Alike, "shorter name in QuickBooks")
            : null;
    }

    private static NameLikeness Loosely(SpelledName ours, SpelledName theirs)
    {
        var longest = Math.Max(ours.CoreText.Length, theirs.CoreText.Length);
        var allowed = longest >= 10 ? 2 : longest >= 5 ? 1 : 0;
        if (allowed > 0 && Distance.Within(ours.CoreText, theirs.CoreText, allowed))
        {
            return new(Misspelled, "name differs by a letter or two");
        }

        var (last, theirLast) = (ours.Core[^1], theirs.Core[^1]);
        if (ours.Core.Count < 2 || theirs.Core.Count < 2 || last.Length < 3 || !string.Equals(last, theirLast, StringComparison.Ordinal))
        {
            return None;
        }

        return ours.Core[0][0] == theirs.Core[0][0] ? new(SameLastAndInitial, "same last name and first letter") : new(SameLast, "same last name only");
    }

    /// <summary>The names are alike but for what is compared away: which of it is it?</summary>
    private static string Spelling(string ours, string theirs)
    {
        var both = ours + theirs;
        return ours.Contains(',', StringComparison.Ordinal) != theirs.Contains(',', StringComparison.Ordinal) ? "the order of first and last name"
            : ours.Contains('&', StringComparison.Ordinal) != theirs.Contains('&', StringComparison.Ordinal) ? "'&' / 'and'"
            : ours.Contains('+', StringComparison.Ordinal) != theirs.Contains('+', StringComparison.Ordinal) ? "'+' / 'and'"
            : both.Any(c => c > 127 && char.IsLetter(c)) ? "accents"
            : "punctuation";
    }

    private static string Shown(string word) => word switch
    {
        "llc" or "llp" or "lp" or "pllc" or "pc" or "ii" or "iii" or "iv" => word.ToUpperInvariant(),
        "the" => "The",
        _ => char.ToUpperInvariant(word[0]) + word[1..],
    };
}
