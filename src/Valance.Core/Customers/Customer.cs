using Valance.Core.Records;

namespace Valance.Core.Customers;

/// <summary>Who buys. The display name is what QuickBooks calls them, a field of its own: a rename there does not change the person's name.</summary>
public sealed class Customer : Record
{
    /// <summary>The id in the system that it was imported from; unique in the Account.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Full name: the person's, or the company's.</summary>
    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>By which an index finds records that QuickBooks would call the same: see <see cref="DisplayNames.Key"/>.</summary>
    public string DisplayNameKey { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string MiddleInitial { get; set; } = "";

    public string LastName { get; set; } = "";

    public string CompanyName { get; set; } = "";

    public bool Taxable { get; set; } = true;

    public string TaxExemptReason { get; set; } = "";

    /// <summary>In order; only the first is exported.</summary>
    public List<string> Emails { get; set; } = [];

    public List<Phone> Phones { get; set; } = [];

    public Address BillingAddress { get; set; } = new();

    /// <summary>The first is the primary one, the only one that is exported.</summary>
    public List<Address> ShippingAddresses { get; set; } = [];

    public string Terms { get; set; } = "";

    public string Notes { get; set; } = "";

    public bool IsCancelled { get; set; }

    public override RecordKind Kind => RecordKind.Customer;

    public override string Label => $"Customer {Name}";

    protected override void RefreshKeys() => DisplayNameKey = DisplayNames.Key(DisplayNames.Of(this));

    protected override IEnumerable<string?> SearchedFields() =>
        [Name, DisplayName, CompanyName, FirstName, LastName, ExternalId, BillingAddress.City, BillingAddress.Zip, .. Emails, .. Phones.Select(p => p.Number)];
}
