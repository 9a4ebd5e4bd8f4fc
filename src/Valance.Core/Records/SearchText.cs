using System.Globalization;
using System.Text;

namespace Valance.Core.Records;

/// <summary>Text as it is searched: lower case, without accents, single spaces. SQLite's LIKE ignores case for ASCII only, so both sides are normalised here.</summary>
public static class SearchText
{
    public static string Of(IEnumerable<string?> fields) => Of(string.Join(' ', fields.Where(f => !string.IsNullOrWhiteSpace(f))));

    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(c))
            {
                space = result.Length > 0;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                if (space)
                {
                    result.Append(' ');
                    space = false;
                }

                result.Append(char.ToLowerInvariant(c));
            }
        }

        return result.ToString();
    }

    /// <summary>Whether the text can be kept in any store: no NUL, no half of a character.</summary>
    public static bool CanBeKept(string text) => !text.Contains('\0', StringComparison.Ordinal) && !HasHalves(text);

    /// <summary>At most so many characters, never half of one.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Normalising refuses halves of characters, and U+FFFE, which is none.</summary>
    private static string Whole(string text)
    {
        if (!HasHalves(text) && !text.Contains('\uFFFE', StringComparison.Ordinal))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // What is no character reads as U+FFFD.
            whole.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        }

        return whole.ToString();
    }

    private static bool HasHalves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
