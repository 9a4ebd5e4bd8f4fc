using System.Globalization;
using Valance.Core.Records;

namespace Valance.Export.Translation;

/// <summary>Text as QuickBooks takes it.</summary>
internal static class PlainText
{
    /// <summary>Trimmed, single spaces; line breaks and tabs inside stay.</summary>
    public static string Collapse(string text) => DisplayNames.Collapse(text);

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

    public static string Join(string separator, params IEnumerable<string> parts) =>
        string.Join(separator, parts.Select(Collapse).Where(p => p.Length > 0));
}
