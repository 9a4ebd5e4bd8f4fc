using Valance.Core.Vendors;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.Vendors;

/// <summary>A vendor's fields as two versions are compared by them.</summary>
public static class VendorFields
{
    public static IReadOnlyList<ConflictField<VendorInput>> All { get; } =
    [
        new("Company", v => v.CompanyName, (from, to) => to.CompanyName = from.CompanyName),
        new("Full name", v => v.Name, (from, to) => to.Name = from.Name),
        new("Display name", v => v.DisplayName, (from, to) => to.DisplayName = from.DisplayName),
        new("First name", v => v.FirstName, (from, to) => to.FirstName = from.FirstName),
        new("Last name", v => v.LastName, (from, to) => to.LastName = from.LastName),
        new("E-mail", v => v.Email, (from, to) => to.Email = from.Email),
        new("Phones", v => ShownText.Phones(v.Phones), (from, to) => to.Phones = from.Phones),
        new("Address", v => ShownText.Address(v.Address), (from, to) => to.Address = from.Address),
        new("Terms", v => v.Terms, (from, to) => to.Terms = from.Terms),
        new("Account number", v => v.AccountNumber, (from, to) => to.AccountNumber = from.AccountNumber),
    ];
}
