using System.Text.Json.Serialization;
using Valance.Core.Vendors;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Vendors;

/// <summary>A vendor as it is sent. What is left out is empty.</summary>
public record VendorContent
{
    /// <summary>Full name. Left empty, it is the company, else the contact's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What QuickBooks calls the vendor: unique there over customers, vendors and employees. Left empty, it is the full name.</summary>
    public string DisplayName { get; init; } = "";

    public string CompanyName { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Email { get; init; } = "";

    public IReadOnlyList<PhoneContent> Phones { get; init; } = [];

    public AddressContent Address { get; init; } = new();

    /// <summary>By name, from the Account's list: see /api/v1/account.</summary>
    public string Terms { get; init; } = "";

    /// <summary>The dealer's number with the vendor.</summary>
    public string AccountNumber { get; init; } = "";

    public VendorInput ToInput() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        CompanyName = CompanyName,
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        Phones = [.. Phones.Select(p => p.ToPhone())],
        Address = Address.ToAddress(),
        Terms = Terms,
        AccountNumber = AccountNumber,
    };
}

/// <summary>A vendor as it stands.</summary>
public sealed record VendorAnswer : VendorContent
{
    public required long Id { get; init; }

    /// <summary>Raised by every change; the same as the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>The id in the files that it was imported from.</summary>
    public string? ExternalId { get; init; }

    public bool IsCancelled { get; init; }

    public int OpenPurchaseOrders { get; init; }

    /// <summary>Of the open purchase orders, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal OpenTotal { get; init; }

    public required ExportAnswer Export { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public static VendorAnswer Of(VendorPage page, ExportAnswer export)
    {
        var v = page.Vendor;
        return new()
        {
            Id = v.Id,
            Version = v.Version,
            ExternalId = v.ExternalId,
            Name = v.Name,
            DisplayName = v.DisplayName,
            CompanyName = v.CompanyName,
            FirstName = v.FirstName,
            LastName = v.LastName,
            Email = v.Email,
            Phones = [.. v.Phones.Select(PhoneContent.Of)],
            Address = AddressContent.Of(v.Address),
            Terms = v.Terms,
            AccountNumber = v.AccountNumber,
            IsCancelled = v.IsCancelled,
            OpenPurchaseOrders = page.OpenPurchaseOrders,
            OpenTotal = page.OpenTotal,
            Export = export,
            CreatedAt = v.CreatedAt,
            UpdatedAt = v.UpdatedAt,
            UpdatedBy = v.UpdatedBy,
        };
    }
}

/// <summary>A vendor as lists show it.</summary>
public sealed record VendorSummary(
    long Id, int Version, string Name, string DisplayName, string CompanyName, string Email, string City, string State, bool IsCancelled,
    DateTime UpdatedAt, string UpdatedBy, ExportAnswer Export)
{
    public static VendorSummary Of(VendorRow r, ExportAnswer export) =>
        new(r.Id, r.Version, r.Name, r.DisplayName, r.CompanyName, r.Email, r.City, r.State, r.IsCancelled, r.UpdatedAt, r.UpdatedBy, export);
}
