using Valance.Core.Customers;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.Customers;

/// <summary>A customer's fields as two versions are compared by them.</summary>
public static class CustomerFields
{
    public static IReadOnlyList<ConflictField<CustomerInput>> All { get; } =
    [
        new("First name", c => c.FirstName, (from, to) => to.FirstName = from.FirstName),
        new("Middle initial", c => c.MiddleInitial, (from, to) => to.MiddleInitial = from.MiddleInitial),
        new("Last name", c => c.LastName, (from, to) => to.LastName = from.LastName),
        new("Company", c => c.CompanyName, (from, to) => to.CompanyName = from.CompanyName),
        new("Full name", c => c.Name, (from, to) => to.Name = from.Name),
        new("Display name", c => c.DisplayName, (from, to) => to.DisplayName = from.DisplayName),
        new("E-mail addresses", c => string.Join('\n', c.Emails), (from, to) => to.Emails = from.Emails),
        new("Phones", c => ShownText.Phones(c.Phones), (from, to) => to.Phones = from.Phones),
        new("Billing address", c => ShownText.Address(c.BillingAddress), (from, to) => to.BillingAddress = from.BillingAddress),
        new("Shipping addresses", c => string.Join("\n\n", c.ShippingAddresses.Select(ShownText.Address)), (from, to) => to.ShippingAddresses = from.ShippingAddresses),
        new("Taxable", c => c.Taxable ? "Yes" : "No", (from, to) => to.Taxable = from.Taxable),
        new("Tax exempt reason", c => c.TaxExemptReason, (from, to) => to.TaxExemptReason = from.TaxExemptReason),
        new("Terms", c => c.Terms, (from, to) => to.Terms = from.Terms),
        new("Notes", c => c.Notes, (from, to) => to.Notes = from.Notes),
    ];
}
