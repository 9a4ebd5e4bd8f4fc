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
        foreach (var c in text.Normalize(NormalizationForm.FormD))
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
}
