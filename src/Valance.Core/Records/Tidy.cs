namespace Valance.Core.Records;

/// <summary>Input as it is kept: trimmed at both ends, blank rows dropped. Spaces within a text stay as they were typed.</summary>
public static class Tidy
{
    public static Address Address(Address a) => new()
    {
        Line1 = a.Line1.Trim(),
        Line2 = a.Line2.Trim(),
        City = a.City.Trim(),
        State = a.State.Trim(),
        Zip = a.Zip.Trim(),
        Country = a.Country.Trim(),
    };

    public static List<Address> Addresses(IEnumerable<Address> addresses) => [.. addresses.Select(Address).Where(a => !a.IsEmpty)];

    public static List<Phone> Phones(IEnumerable<Phone> phones) =>
        [.. phones.Where(p => p.Number.Trim().Length > 0).Select(p => new Phone { Label = Label(p.Label), Number = p.Number.Trim() })];

    public static List<string> Texts(IEnumerable<string> texts) => [.. texts.Select(t => t.Trim()).Where(t => t.Length > 0)];

    /// <summary>The list's own spelling of a name that was typed in another case.</summary>
    public static string Listed(string name, IEnumerable<string> list)
    {
        var typed = name.Trim();
        return list.FirstOrDefault(l => string.Equals(l, typed, StringComparison.OrdinalIgnoreCase)) ?? typed;
    }

    private static string Label(string label) => Listed(label, PhoneLabels.All);
}
