using Valance.Core.Records;
using Valance.Export.Catalogue;
using Customer = Valance.Core.Customers.Customer;
using Wanted = Valance.QuickBooks.Entities.Customer;

namespace Valance.Export.Translation;

/// <summary>A customer. The balance is never sent: on create it would be an opening balance.</summary>
public static class CustomerToQuickBooks
{
    public static Translated<Wanted> Translate(Customer customer, CompanyProfile company, NameReferences references)
    {
        var notes = new Notebook();
        var (primary, mobile, fax) = Phones.Translate(customer.Phones, notes);
        var email = Emails.Translate(customer.Emails, notes);
        var exemption = Exemption(customer, company, notes);
        foreach (var more in customer.ShippingAddresses.Skip(1).Where(a => !a.IsEmpty))
        {
            notes.LeftOut(Fields.ShippingAddress, Addresses.OneLine(more), "Only the primary shipping address is sent.");
        }

        var wanted = new Wanted
        {
            DisplayName = notes.Text(Fields.DisplayName, DisplayNames.Of(customer)),
            GivenName = notes.Text(Fields.FirstName, customer.FirstName),
            MiddleName = notes.Text(Fields.MiddleInitial, customer.MiddleInitial),
            FamilyName = notes.Text(Fields.LastName, customer.LastName),
            CompanyName = notes.Text(Fields.CompanyName, customer.CompanyName),
            Taxable = customer.Taxable,
            TaxExemptionReasonId = exemption,
            PrimaryEmailAddr = email,
            PrimaryPhone = primary,
            Mobile = mobile,
            Fax = fax,
            BillAddr = notes.Address(Fields.BillingAddress, customer.BillingAddress),
            ShipAddr = customer.ShippingAddresses.FirstOrDefault() is { } shipping ? notes.Address(Fields.ShippingAddress, shipping) : null,
            SalesTermRef = references.Terms,
        };
        return new(wanted with { Notes = notes.PrivateNote(Marker.Of(customer)) }, notes.Notes);
    }

    /// <summary>The reason has an id with automated sales tax alone; else it is kept in the notes.</summary>
    private static string? Exemption(Customer customer, CompanyProfile company, Notebook notes)
    {
        var reason = PlainText.Collapse(customer.TaxExemptReason);
        if (customer.Taxable || reason.Length == 0)
        {
            return null;
        }

        if (company.HasAutomatedSalesTax && ExemptionReasons.IdOf(reason) is { } id)
        {
            return id;
        }

        notes.Keep(Fields.TaxExemptReason, reason);
        notes.Changed(Fields.TaxExemptReason, reason, "", company.HasAutomatedSalesTax
            ? "It is none of QuickBooks' reasons: the customer is sent as not taxable, and the reason stands in the notes."
            : "QuickBooks keeps reasons with automated sales tax alone: the customer is sent as not taxable, and the reason stands in the notes.");
        return null;
    }
}
