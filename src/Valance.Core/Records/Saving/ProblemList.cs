using System.Globalization;
using System.Text.RegularExpressions;

namespace Valance.Core.Records.Saving;

/// <summary>
/// Gathers all problems of an input at once, each at its field. The limits are our store's, wide on purpose: what QuickBooks alone refuses
/// (a colon, a name over 500) may be kept here and is told by the checks before an export.
/// </summary>
public sealed partial class ProblemList
{
    public const int NameLength = 1000;
    public const int PartLength = 500;
    public const int NotesLength = 8000;

    /// <summary>RFC 5321's longest path that a mail server must take.</summary>
    public const int EmailLength = 254;

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool Any => _problems.Count > 0;

    public void Add(string field, string message) => _problems.Add(new(field, message));

    public void Text(string field, string label, string value, int most = PartLength)
    {
        if (value.Length > most)
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} has {value.Length:N0} characters; at most {most:N0} can be kept."));
        }
        else if (!SearchText.CanBeKept(value))
        {
            Add(field, $"{label} contains a character that cannot be kept.");
        }
    }

    public void Email(string field, string value)
    {
        var email = value.Trim();
        Text(field, "The e-mail address", email, EmailLength);
        if (email.Length is > 0 and <= EmailLength && !EmailShape().IsMatch(email))
        {
            Add(field, $"“{email}” is not an e-mail address. It looks like name@example.com.");
        }
    }

    public void Phone(string field, Phone phone)
    {
        var number = phone.Number.Trim();
        if (number.Length == 0)
        {
            return;
        }

        if (!PhoneLabels.All.Contains(phone.Label, StringComparer.OrdinalIgnoreCase))
        {
            Add($"{field}.Label", $"“{phone.Label}” is not a phone label. Use one of {string.Join(", ", PhoneLabels.All)}.");
        }

        Text($"{field}.Number", "The phone number", number, 60);
        if (number.Length <= 60 && (!PhoneShape().IsMatch(number) || number.Count(char.IsAsciiDigit) < 3))
        {
            Add($"{field}.Number", $"“{number}” is not a phone number. Use digits, spaces, ( ) + - . and an extension such as x12.");
        }
    }

    public void Address(string field, Address address)
    {
        Text($"{field}.Line1", "Address 1", address.Line1);
        Text($"{field}.Line2", "Address 2", address.Line2);
        Text($"{field}.City", "The city", address.City, 255);
        Text($"{field}.State", "The state", address.State, 255);
        Text($"{field}.Country", "The country", address.Country, 255);
        Text($"{field}.Zip", "The zip code", address.Zip, 30);
        var zip = address.Zip.Trim();
        if (zip.Length is > 0 and <= 30 && IsUnitedStates(address.Country) && !ZipShape().IsMatch(zip))
        {
            Add($"{field}.Zip", $"“{zip}” is not a US zip code. It has 5 digits, or 5 and 4: 78701 or 78701-1234. For another country, fill in the country.");
        }
    }

    /// <summary>A name that must stand in one of the Account's lists; what stood there before may stay.</summary>
    public void Listed(string field, string label, string value, IEnumerable<string> list, string before = "")
    {
        var name = value.Trim();
        if (name.Length > 0 && !string.Equals(name, before, StringComparison.Ordinal) && !list.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            Add(field, $"{label} “{name}” is not in your list. Choose one that is.");
        }
    }

    private static bool IsUnitedStates(string country) =>
        country.Trim().Replace(".", "", StringComparison.Ordinal).ToUpperInvariant() is "" or "US" or "USA" or "UNITED STATES" or "UNITED STATES OF AMERICA";

    [GeneratedRegex(@"^[^\s@,;<>""]+@[^\s@,;<>""]+\.[^\s@,;<>"".]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^[0-9 ()+\-./#*]+((ext\.?|x)\s*[0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneShape();

    [GeneratedRegex(@"^[0-9]{5}([- ]?[0-9]{4})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZipShape();
}
