using System.Globalization;
using Valance.Core.Records;
using Valance.Export.Checks;

namespace Valance.Export.Translation;

/// <summary>Text as QuickBooks takes it.</summary>
internal static class PlainText
{
    /// <summary>Trimmed, single spaces; line breaks and tabs inside stay.</summary>
    public static string Collapse(string text) => DisplayNames.Collapse(text);

    /// <summary>
    /// Without what QuickBooks refuses and nobody can see: control characters, halves of characters, code points that are none. Line breaks and tabs stay.
    /// </summary>
    public static string Visible(string text) => IsVisible(text)
        ? text
        : string.Concat(text.EnumerateRunes().Where(r => !IsUnseen(r)).Select(r => r.ToString()));

    public static bool IsVisible(string text) => !Characters.AreIllegal(text, lineBreaks: true);

    /// <summary>At most so many characters, never half of a surrogate pair, no space at the end.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..end].TrimEnd();
    }

    public static string Dollars(decimal amount) => amount < 0
        ? string.Create(CultureInfo.InvariantCulture, $"-${-amount:#,##0.00#####}")
        : string.Create(CultureInfo.InvariantCulture, $"${amount:#,##0.00#####}");

    public static string Number(decimal number) => number.ToString("0.#######", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    /// <summary>What is left of the parts after needless spaces and unseen characters are gone.</summary>
    public static string Join(string separator, params IEnumerable<string> parts) =>
        string.Join(separator, parts.Select(p => Collapse(Visible(p))).Where(p => p.Length > 0));

    // Halves of characters read as U+FFFD here.
    private static bool IsUnseen(System.Text.Rune rune) =>
        (System.Text.Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')) || rune.Value is 0xFFFE or 0xFFFF || rune == System.Text.Rune.ReplacementChar;
}
