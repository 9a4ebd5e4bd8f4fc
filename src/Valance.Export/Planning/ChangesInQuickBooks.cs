using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>A customer or vendor as it would be sent, beside what QuickBooks holds: the fields in which it is another.</summary>
internal static class ChangesInQuickBooks
{
    public static IEnumerable<PlanNote> Notes(IQuickBooksEntity? before, IQuickBooksEntity held) => ((object?)before, (object)held) switch
    {
        (Customer b, Customer h) => Of(
            (Fields.DisplayName, b.DisplayName, h.DisplayName), (Fields.FirstName, b.GivenName, h.GivenName), (Fields.LastName, b.FamilyName, h.FamilyName),
            (Fields.CompanyName, b.CompanyName, h.CompanyName), (Fields.Email, b.PrimaryEmailAddr?.Address, h.PrimaryEmailAddr?.Address),
            (Fields.Phone, b.PrimaryPhone?.FreeFormNumber, h.PrimaryPhone?.FreeFormNumber), (Fields.BillingAddress, Text(b.BillAddr, h.BillAddr), Text(h.BillAddr))),
        (Vendor b, Vendor h) => Of(
            (Fields.DisplayName, b.DisplayName, h.DisplayName), (Fields.CompanyName, b.CompanyName, h.CompanyName),
            (Fields.Email, b.PrimaryEmailAddr?.Address, h.PrimaryEmailAddr?.Address),
            (Fields.Phone, b.PrimaryPhone?.FreeFormNumber, h.PrimaryPhone?.FreeFormNumber), (Fields.AccountNumber, b.AcctNum, h.AcctNum)),
        _ => [],
    };

    private static IEnumerable<PlanNote> Of(params IEnumerable<(string Field, string? Sent, string? Held)> values) => values
        .Where(v => !string.IsNullOrEmpty(v.Sent) && !string.Equals(v.Sent, v.Held ?? "", StringComparison.Ordinal))
        .Select(v => new PlanNote(PlanNoteKind.Warning, v.Field, v.Sent!, v.Held ?? "", "QuickBooks holds something else."));

    private static string? Text(PhysicalAddress? address) => address is null ? null : string.Join(", ", new[]
    {
        address.Line1, address.Line2, address.Line3, address.Line4, address.Line5, address.City, address.CountrySubDivisionCode, address.PostalCode, address.Country,
    }.Where(part => !string.IsNullOrEmpty(part)));

    // QuickBooks may part an address in another way: what says the same did not change.
    private static string? Text(PhysicalAddress? sent, PhysicalAddress? held) => Addresses.Same(sent, held) ? Text(held) : Text(sent);
}
