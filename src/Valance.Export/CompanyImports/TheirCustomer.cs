using Valance.Core;
using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Customer = Valance.QuickBooks.Entities.Customer;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.CompanyImports;

/// <summary>A customer of the company. What it is called there is its full name here too: by that people know it.</summary>
internal sealed class TheirCustomer(Customer theirs, NamedTerms? terms) : TheirName
{
    public override RecordKind Kind => RecordKind.Customer;

    public override IQuickBooksEntity Entity => theirs;

    public override ListedName Listed { get; } = ListedName.Of(theirs) ?? new ListedName(NameKind.Customer, theirs.Id ?? "", theirs.SyncToken ?? "", "");

    public override string? Currency => theirs.CurrencyRef?.Value;

    public override NamedTerms? Terms => terms;

    public override IReadOnlyList<string> Remarks =>
    [
        .. theirs.ParentRef is null && theirs.Job != true ? Array.Empty<string>() : [$"In QuickBooks it is a sub-customer{ParentName}. Here it stands by itself; there it stays where it is."],
        .. RemarkOn(terms),
    ];

    public override IReadOnlyList<Problem> Check() => Read().Check([NameOf(terms)]);

    public override Record ToNew()
    {
        var customer = new Core.Customers.Customer();
        Read().WriteTo(customer, [NameOf(terms)]);
        return customer;
    }

    public override IReadOnlyList<Problem> PutInto(Record ours, IReadOnlyCollection<string> fields)
    {
        var customer = (Core.Customers.Customer)ours;
        var (input, whole) = (CustomerInput.From(customer), Read());
        foreach (var field in fields)
        {
            Put(input, whole, field);
        }

        if (fields.Contains(Fields.DisplayName) && DisplayNames.Same(customer.Name, customer.DisplayName))
        {
            input.Name = input.DisplayName;
        }

        var problems = input.Check([input.Terms]);
        if (problems.Count == 0)
        {
            input.WriteTo(customer, [input.Terms]);
        }

        return problems;
    }

    private void Put(CustomerInput input, CustomerInput whole, string field)
    {
        switch (field)
        {
            case Fields.Taxable:
                (input.Taxable, input.TaxExemptReason) = (whole.Taxable, whole.TaxExemptReason);
                break;
            case Fields.Terms:
                input.Terms = whole.Terms;
                break;
            default:
                TheirsIntoOurs.OfCustomers[field](input, theirs);
                break;
        }
    }

    private CustomerInput Read() => new()
    {
        Name = theirs.DisplayName ?? "",
        DisplayName = theirs.DisplayName ?? "",
        FirstName = theirs.GivenName ?? "",
        MiddleInitial = theirs.MiddleName ?? "",
        LastName = theirs.FamilyName ?? "",
        CompanyName = theirs.CompanyName ?? "",
        Taxable = theirs.Taxable != false,
        TaxExemptReason = theirs.Taxable == false ? ExemptionReasons.NameOf(theirs.TaxExemptionReasonId) : "",
        Emails = [.. Emails(theirs.PrimaryEmailAddr)],
        Phones = Phones(("Main", theirs.PrimaryPhone), ("Mobile", theirs.Mobile), ("Fax", theirs.Fax), ("Other", theirs.AlternatePhone)),
        BillingAddress = Addresses.Ours(theirs.BillAddr),
        ShippingAddresses = theirs.ShipAddr is null ? [] : [Addresses.Ours(theirs.ShipAddr)],
        Terms = NameOf(terms),
        Notes = theirs.Notes ?? "",
    };

    /// <summary>The parent's name stands in the reference, or before the last colon of the whole name.</summary>
    private string ParentName
    {
        get
        {
            var whole = theirs.FullyQualifiedName ?? "";
            var parent = theirs.ParentRef?.Name ?? (whole.LastIndexOf(':') is > 0 and var colon ? whole[..colon] : "");
            return parent.Length > 0 ? $" of {parent}" : "";
        }
    }
}
