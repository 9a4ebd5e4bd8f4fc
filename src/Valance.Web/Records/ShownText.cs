using Valance.Core.Records;

namespace Valance.Web.Records;

/// <summary>Addresses and phones as lines of text.</summary>
public static class ShownText
{
    public static string Address(Address address)
    {
        var town = string.Join(", ", new[] { address.City, $"{address.State} {address.Zip}" }.Select(t => t.Trim()).Where(t => t.Length > 0));
        return string.Join('\n', new[] { address.Line1, address.Line2, town, address.Country }.Where(t => t.Length > 0));
    }

    public static string Phones(IEnumerable<Phone> phones) => string.Join('\n', phones.Select(p => $"{p.Label}: {p.Number}"));
}
