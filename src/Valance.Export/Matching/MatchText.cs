using System.Text;
using Valance.Core.Records;

namespace Valance.Export.Matching;

/// <summary>Names, phones, e-mail addresses and streets in the form in which two spellings of one thing are alike.</summary>
internal static class MatchText
{
    private const int PhoneDigits = 10;
    private const int FewestPhoneDigits = 7;

    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "incorporated", "llc", "llp", "lp", "pllc", "ltd", "limited", "corp", "corporation", "co", "company", "pc", "the",
    };

    private static readonly HashSet<string> Suffixes = new(StringComparer.Ordinal) { "jr", "sr", "ii", "iii", "iv" };

    /// <summary>Lower case, without accents and punctuation; '&amp;' and '+' are "and". "Last, First" is turned.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && comma == name.LastIndexOf(','))
        {
            var (before, after) = (Plain(name[..comma]), Plain(name[(comma + 1)..]));
            if (before.Count is 1 or 2 && after.Count > 0 && !after.All(IsNoName))
            {
                return [.. after, .. before];
            }
        }

        return Plain(name);
    }

    /// <summary>Without "Inc", "LLC", "the", "Jr": what two spellings of one name are most often told apart by.</summary>
    public static IReadOnlyList<string> Core(IReadOnlyList<string> words)
    {
        List<string> core = [.. words.Where(w => !IsNoName(w))];
        return core.Count > 0 ? core : words;
    }

    /// <summary>The last ten digits; empty where there are too few to tell anything by.</summary>
    public static string Phone(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        // "555-0100 x 12": an extension is no part of the number.
        var extension = number.IndexOfAny(['x', 'X']);
        if (extension > 0 && string.Concat(number[..extension].Where(char.IsAsciiDigit)) is { Length: >= FewestPhoneDigits } main)
        {
            digits = main;
        }

        return digits.Length < FewestPhoneDigits ? "" : digits.Length > PhoneDigits ? digits[^PhoneDigits..] : digits;
    }

    public static string Email(string address) => address.Trim().ToLowerInvariant();

    /// <summary>The first line and the ZIP code (else the city): two lines that say the same house.</summary>
    public static string Place(string line, string zip, string city)
    {
        var street = string.Join(' ', Plain(line).Select(StreetWord));
        var where = string.Concat(zip.Where(char.IsAsciiDigit).Take(5));
        where = where.Length == 5 ? where : string.Join(' ', Plain(city));
        return street.Length == 0 || where.Length == 0 ? "" : $"{street}, {where}";
    }

    private static string StreetWord(string word) => word switch
    {
        "street" => "st",
        "avenue" or "av" => "ave",
        "road" => "rd",
        "drive" => "dr",
        "lane" => "ln",
        "boulevard" => "blvd",
        "court" => "ct",
        "place" => "pl",
        "circle" => "cir",
        "highway" => "hwy",
        "parkway" => "pkwy",
        "terrace" => "ter",
        "suite" => "ste",
        "apartment" or "unit" => "apt",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        _ => word,
    };

    private static bool IsNoName(string word) => LegalForms.Contains(word) || Suffixes.Contains(word);

    private static List<string> Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        foreach (var c in SearchText.Of(text))
        {
            // "O'Neil" and "A.B.C." are one word each, "Smith-Jones" two.
            _ = c switch
            {
                '&' or '+' => plain.Append(" and "),
                '\'' or '’' or '.' => plain,
                _ when char.IsLetterOrDigit(c) => plain.Append(c),
                _ => plain.Append(' '),
            };
        }

        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
