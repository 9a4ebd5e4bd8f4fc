using System.Globalization;
using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Holders;
using Valance.Export.Translation;

namespace Valance.Export.Failures;

/// <summary>Display names that tell two of one name apart. The person's own name stays as it is.</summary>
public static class RenameSuggestions
{
    private const int Most = 500;

    /// <summary>Free names, the most telling first: with the city, the phone's last four digits, the e-mail's beginning, a number.</summary>
    /// <param name="isTaken">Whether a name is in use, here or in the company, as far as that is known.</param>
    /// <param name="most">So many at most, filled up with numbers where the record tells too little of itself.</param>
    public static IReadOnlyList<string> For(Record record, Func<string, bool> isTaken, int most = int.MaxValue)
    {
        var name = HeldRecord.WithoutMark(WithoutRefusedCharacters(DisplayNames.Of(record)) ?? DisplayNames.Collapse(DisplayNames.Of(record)));
        var suggestions = Parts(record)
            .Select(part => With(name, PlainText.Collapse(part)))
            .Concat(Numbered(name, isTaken).Take(most == int.MaxValue ? 1 : most))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(suggestion => !isTaken(suggestion));
        return [.. suggestions.Take(most)];
    }

    /// <summary>"George Foreman" becomes "George Foreman (2)", that one "George Foreman (3)".</summary>
    public static string Next(string name)
    {
        var collapsed = HeldRecord.WithoutMark(DisplayNames.Collapse(name));
        var open = collapsed.LastIndexOf(" (", StringComparison.Ordinal);
        return open > 0 && collapsed.EndsWith(')')
            && int.TryParse(collapsed.AsSpan(open + 2, collapsed.Length - open - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < int.MaxValue
                ? With(collapsed[..open], (number + 1).ToString(CultureInfo.InvariantCulture))
                : With(collapsed, "2");
    }

    /// <summary>The name without what QuickBooks refuses in one; null where nothing was refused, or nothing would be left.</summary>
    public static string? WithoutRefusedCharacters(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var replaced = name.Replace(": ", " - ", StringComparison.Ordinal).Replace(":", " - ", StringComparison.Ordinal);
        var clean = PlainText.Collapse(string.Concat(replaced.EnumerateRunes().Select(r => Rune(r))));
        return clean.Length == 0 || string.Equals(clean, PlainText.Collapse(name), StringComparison.Ordinal) ? null : clean;
    }

    // A half of a character reads as U+FFFD here: it goes too.
    private static string Rune(System.Text.Rune rune) =>
        System.Text.Rune.IsControl(rune) || rune == System.Text.Rune.ReplacementChar ? " " : rune.ToString();

    private static IEnumerable<string> Numbered(string name, Func<string, bool> isTaken)
    {
        var candidate = Next(name);
        for (var tries = 0; tries < 1000; tries++)
        {
            if (!isTaken(candidate))
            {
                yield return candidate;
            }

            candidate = Next(candidate);
        }
    }

    private static IEnumerable<string> Parts(Record record)
    {
        var (city, company, phones, email) = record switch
        {
            Customer c => (c.BillingAddress.City, c.CompanyName, c.Phones, c.Emails.FirstOrDefault() ?? ""),
            Vendor v => (v.Address.City, v.CompanyName, v.Phones, v.Email),
            _ => ("", "", [], ""),
        };
        if (!string.IsNullOrWhiteSpace(city))
        {
            yield return city;
        }

        if (!string.IsNullOrWhiteSpace(company) && !DisplayNames.Same(company, DisplayNames.Of(record)))
        {
            yield return company;
        }

        if (phones.Select(p => string.Concat(p.Number.Where(char.IsAsciiDigit))).FirstOrDefault(d => d.Length >= 4) is { } digits)
        {
            yield return digits[^4..];
        }

        if (email.Split('@') is [{ Length: > 0 } start, _])
        {
            yield return start;
        }
    }

    private static string With(string name, string part)
    {
        var end = $" ({part.Replace(":", "", StringComparison.Ordinal)})";
        return PlainText.Cut(name, Most - end.Length) + end;
    }
}
