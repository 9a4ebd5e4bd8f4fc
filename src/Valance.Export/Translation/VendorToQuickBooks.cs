using Valance.Core.Records;
using Vendor = Valance.Core.Vendors.Vendor;
using Wanted = Valance.QuickBooks.Entities.Vendor;

namespace Valance.Export.Translation;

/// <summary>A vendor: shares the name space of customers, so the same rules for names.</summary>
public static class VendorToQuickBooks
{
    public static Translated<Wanted> Translate(Vendor vendor, NameReferences references)
    {
        var notes = new Notebook();
        var (primary, mobile, fax) = Phones.Translate(vendor.Phones, notes);
        var wanted = new Wanted
        {
            DisplayName = notes.Text(Fields.DisplayName, DisplayNames.Of(vendor)),
            GivenName = notes.Text(Fields.FirstName, vendor.FirstName),
            FamilyName = notes.Text(Fields.LastName, vendor.LastName),
            CompanyName = notes.Text(Fields.CompanyName, vendor.CompanyName),
            PrimaryPhone = primary,
            Mobile = mobile,
            Fax = fax,
            BillAddr = notes.Address(Fields.Address, vendor.Address),
            PrimaryEmailAddr = Emails.Translate([vendor.Email], notes, hasNotes: false),
            TermRef = references.Terms,
            AcctNum = notes.Text(Fields.AccountNumber, vendor.AccountNumber),
        };
        return new(wanted, notes.Notes);
    }
}
