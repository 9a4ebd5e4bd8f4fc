using System.Text.RegularExpressions;

namespace Valance.Export.Translation;

/// <summary>QuickBooks refuses a raw card number in memos and references (6530): masked before, all but the last four digits.</summary>
public static partial class CardNumbers
{
    public static string Mask(string text) => Candidate().Replace(text, match => IsCard(match.Value) ? Masked(match.Value) : match.Value);

    public static bool IsIn(string text) => !string.Equals(Mask(text), text, StringComparison.Ordinal);

    private static string Masked(string number)
    {
        var digitsLeft = number.Count(char.IsAsciiDigit);
        return string.Create(number.Length, (number, digitsLeft), static (result, from) =>
        {
            var left = from.digitsLeft;
            for (var i = 0; i < result.Length; i++)
            {
                var c = from.number[i];
                result[i] = char.IsAsciiDigit(c) && left-- > 4 ? '*' : c;
            }
        });
    }

    /// <summary>13 to 19 digits whose check digit is right (Luhn).</summary>
    private static bool IsCard(string text)
    {
        var (sum, digits) = (0, 0);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                var digit = (text[at] - '0') * (digits++ % 2 == 1 ? 2 : 1);
                sum += digit > 9 ? digit - 9 : digit;
            }
        }

        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }

    [GeneratedRegex("""(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidate();
}
