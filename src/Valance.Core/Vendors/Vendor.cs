using Valance.Core.Records;

namespace Valance.Core.Vendors;

/// <summary>Who sells to the dealer. Shares QuickBooks' unique display names with customers and employees.</summary>
public sealed class Vendor : Record
{
    public string? ExternalId { get; set; }

    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>By which an index finds records that QuickBooks would call the same: see <see cref="DisplayNames.Key"/>.</summary>
    public string DisplayNameKey { get; set; } = "";

    public string CompanyName { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public List<Phone> Phones { get; set; } = [];

    public Address Address { get; set; } = new();

    public string Terms { get; set; } = "";

    /// <summary>The dealer's number with the vendor.</summary>
    public string AccountNumber { get; set; } = "";

    public bool IsCancelled { get; set; }

    public override RecordKind Kind => RecordKind.Vendor;

    public override string Label => $"Vendor {Name}";

    protected override void RefreshKeys() => DisplayNameKey = DisplayNames.Key(DisplayNames.Of(this));

    protected override IEnumerable<string?> SearchedFields() =>
        [Name, DisplayName, CompanyName, FirstName, LastName, ExternalId, Email, AccountNumber, Address.City, .. Phones.Select(p => p.Number)];
}
