using System.Text.RegularExpressions;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Matching;

/// <summary>One side of a comparison, ours or QuickBooks': what it may be called, and how it is reached.</summary>
/// <param name="Names">The display name first.</param>
/// <param name="Emails">As <see cref="MatchText"/> compares them, as are phones and places.</param>
internal sealed partial record MatchSubject(
    IReadOnlyList<SpelledName> Names, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> Places)
{
    public static MatchSubject Of(Record record) => record switch
    {
        Customer c => Of(
            [DisplayNames.Of(c), c.Name, $"{c.FirstName} {c.MiddleInitial} {c.LastName}", c.CompanyName],
            c.Emails, c.Phones, [c.BillingAddress, .. c.ShippingAddresses.Take(1)]),
        Vendor v => Of([DisplayNames.Of(v), v.Name, $"{v.FirstName} {v.LastName}", v.CompanyName], [v.Email], v.Phones, [v.Address]),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "Only customers and vendors are matched."),
    };

    public static MatchSubject Of(ListedName name) => new(
        Spelled([name.DisplayName, $"{name.First} {name.Middle} {name.Last}", name.Company]),
        Filled([MatchText.Email(name.Email)]),
        Filled(name.Phones.Select(MatchText.Phone)),
        Filled(name.Addresses.Select(Place)));

    private static MatchSubject Of(IEnumerable<string> names, IEnumerable<string> emails, IEnumerable<Phone> phones, IEnumerable<Address> addresses) => new(
        Spelled(names),
        Filled(emails.Select(MatchText.Email)),
        Filled(phones.Where(p => !string.Equals(p.Label, "Fax", StringComparison.OrdinalIgnoreCase)).Select(p => MatchText.Phone(p.Number))),
        Filled(addresses.Select(a => MatchText.Place(a.Line1, a.Zip, a.City))));

    /// <summary>QuickBooks may give an address back as free lines: then the ZIP code is the last five digits of what follows the street.</summary>
    private static string Place(PhysicalAddress a)
    {
        var rest = string.Join(' ', a.Line2, a.Line3, a.Line4, a.Line5, a.City, a.CountrySubDivisionCode, a.PostalCode);
        var zip = a.PostalCode is { Length: > 0 } given ? given : ZipCode().Matches(rest).LastOrDefault()?.Groups["zip"].Value ?? "";
        return MatchText.Place(a.Line1 ?? "", zip, a.City ?? "");
    }

    private static IReadOnlyList<SpelledName> Spelled(IEnumerable<string> names) =>
        [.. names.Select(n => new SpelledName(n)).Where(n => !n.IsEmpty).DistinctBy(n => n.Text, StringComparer.OrdinalIgnoreCase)];

    private static IReadOnlyList<string> Filled(IEnumerable<string> values) => [.. values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b(?<zip>[0-9]{5})(-[0-9]{4})?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ZipCode();
}
