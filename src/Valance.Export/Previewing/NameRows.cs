using System.Globalization;
using Valance.Core.Records;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Previewing;

/// <summary>Customers and vendors field by field, in the order of their forms.</summary>
internal static class NameRows
{
    public static FieldRows Of(Core.Customers.Customer c, ListNames names)
    {
        var phones = Phones.Of(c.Phones);
        return new FieldRows<Customer>(
        [
            new(Fields.DisplayName, DisplayNames.Of(c), q => q.DisplayName),
            new(Fields.FirstName, c.FirstName, q => q.GivenName),
            new(Fields.MiddleInitial, c.MiddleInitial, q => q.MiddleName),
            new(Fields.LastName, c.LastName, q => q.FamilyName),
            new(Fields.CompanyName, c.CompanyName, q => q.CompanyName),
            new(Fields.Taxable, YesNo(c.Taxable), q => q.Taxable is { } taxable ? YesNo(taxable) : ""),
            new(Fields.TaxExemptReason, c.Taxable ? "" : c.TaxExemptReason, q => Reason(q.TaxExemptionReasonId)),
            new(Fields.Email, c.Emails.FirstOrDefault(e => e.Trim().Length > 0) ?? "", q => q.PrimaryEmailAddr?.Address),
            new(Fields.Phone, phones.Primary?.Number ?? "", q => q.PrimaryPhone?.FreeFormNumber),
            new(Fields.MobilePhone, phones.Mobile?.Number ?? "", q => q.Mobile?.FreeFormNumber),
            new(Fields.Fax, phones.Fax?.Number ?? "", q => q.Fax?.FreeFormNumber),
            new(Fields.BillingAddress, Addresses.OneLine(c.BillingAddress), q => ListNames.Address(q.BillAddr)),
            new(Fields.ShippingAddress, c.ShippingAddresses.FirstOrDefault() is { } ship ? Addresses.OneLine(ship) : "", q => ListNames.Address(q.ShipAddr)),
            new(Fields.Terms, c.Terms, q => names.Terms(q.SalesTermRef)),
            new(Fields.QuickBooksNote, Fields.AddedByValance, q => q.Notes),
        ]);
    }

    public static FieldRows Of(Core.Vendors.Vendor v, ListNames names)
    {
        var phones = Phones.Of(v.Phones);
        return new FieldRows<Vendor>(
        [
            new(Fields.DisplayName, DisplayNames.Of(v), q => q.DisplayName),
            new(Fields.FirstName, v.FirstName, q => q.GivenName),
            new(Fields.LastName, v.LastName, q => q.FamilyName),
            new(Fields.CompanyName, v.CompanyName, q => q.CompanyName),
            new(Fields.Phone, phones.Primary?.Number ?? "", q => q.PrimaryPhone?.FreeFormNumber),
            new(Fields.MobilePhone, phones.Mobile?.Number ?? "", q => q.Mobile?.FreeFormNumber),
            new(Fields.Fax, phones.Fax?.Number ?? "", q => q.Fax?.FreeFormNumber),
            new(Fields.Address, Addresses.OneLine(v.Address), q => ListNames.Address(q.BillAddr)),
            new(Fields.Email, v.Email, q => q.PrimaryEmailAddr?.Address),
            new(Fields.Terms, v.Terms, q => names.Terms(q.TermRef)),
            new(Fields.AccountNumber, v.AccountNumber, q => q.AcctNum),
        ]);
    }

    private static string YesNo(bool value) => value ? "Yes" : "No";

    private static string Reason(string? id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= ExemptionReasons.Names.Count
            ? ExemptionReasons.Names[number - 1] : "";
}
