using Valance.Core.Records;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>Postal addresses, there and back.</summary>
public static class Addresses
{
    internal static PhysicalAddress? Translate(Address ours)
    {
        var address = new PhysicalAddress
        {
            Line1 = Part(ours.Line1),
            Line2 = Part(ours.Line2),
            City = Part(ours.City),
            CountrySubDivisionCode = Part(ours.State),
            PostalCode = Part(ours.Zip),
            Country = Part(ours.Country),
        };
        return address == new PhysicalAddress() ? null : address;
    }

    /// <summary>In our form. Free lines that QuickBooks has beyond our two are joined to the second.</summary>
    internal static Address Ours(PhysicalAddress? theirs) => theirs is null ? new() : new()
    {
        Line1 = theirs.Line1 ?? "",
        Line2 = PlainText.Join(", ", theirs.Line2 ?? "", theirs.Line3 ?? "", theirs.Line4 ?? "", theirs.Line5 ?? ""),
        City = theirs.City ?? "",
        State = theirs.CountrySubDivisionCode ?? "",
        Zip = theirs.PostalCode ?? "",
        Country = theirs.Country ?? "",
    };

    /// <summary>Whether the two say the same, however they part it: QuickBooks may give an address back as free lines.</summary>
    public static bool Same(PhysicalAddress? a, PhysicalAddress? b) => string.Equals(Words(a), Words(b), StringComparison.Ordinal);

    internal static string OneLine(Address ours) => PlainText.Join(", ", ours.Line1, ours.Line2, ours.City, $"{ours.State} {ours.Zip}", ours.Country);

    private static string? Part(string text) => OneLined(text) is { Length: > 0 } part ? part : null;

    // A line break in a field of one line is a needless space too.
    private static string OneLined(string text) =>
        PlainText.Collapse(PlainText.Visible(text).ReplaceLineEndings(" ").Replace('\t', ' '));

    private static string Words(PhysicalAddress? a)
    {
        if (a is null)
        {
            return "";
        }

        var text = SearchText.Of([a.Line1, a.Line2, a.Line3, a.Line4, a.Line5, a.City, a.CountrySubDivisionCode, a.PostalCode, a.Country]);
        return string.Concat(text.Where(char.IsLetterOrDigit).Order());
    }
}
