using Valance.Core.Customers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Customers;

/// <summary>A customer as it is sent. What is left out is empty.</summary>
public record CustomerContent
{
    /// <summary>Full name. Left empty, it is made of the name's parts, else of the company.</summary>
    public string Name { get; init; } = "";

    /// <summary>What QuickBooks calls the customer: unique there over customers, vendors and employees. Left empty, it is the full name.</summary>
    public string DisplayName { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string MiddleInitial { get; init; } = "";

    public string LastName { get; init; } = "";

    public string CompanyName { get; init; } = "";

    public bool Taxable { get; init; } = true;

    /// <summary>Only of a customer who is not taxable.</summary>
    public string TaxExemptReason { get; init; } = "";

    /// <summary>In order; the first one goes to QuickBooks.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<PhoneContent> Phones { get; init; } = [];

    public AddressContent BillingAddress { get; init; } = new();

    /// <summary>The first one is the primary one, which goes to QuickBooks.</summary>
    public IReadOnlyList<AddressContent> ShippingAddresses { get; init; } = [];

    /// <summary>By name, from the Account's list: see /api/v1/account.</summary>
    public string Terms { get; init; } = "";

    public string Notes { get; init; } = "";

    public CustomerInput ToInput() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        FirstName = FirstName,
        MiddleInitial = MiddleInitial,
        LastName = LastName,
        CompanyName = CompanyName,
        Taxable = Taxable,
        TaxExemptReason = TaxExemptReason,
        Emails = [.. Emails],
        Phones = [.. Phones.Select(p => p.ToPhone())],
        BillingAddress = BillingAddress.ToAddress(),
        ShippingAddresses = [.. ShippingAddresses.Select(a => a.ToAddress())],
        Terms = Terms,
        Notes = Notes,
    };
}

/// <summary>A customer as it stands.</summary>
public sealed record CustomerAnswer : CustomerContent
{
    public required long Id { get; init; }

    /// <summary>Raised by every change; the same as the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>The id in the files that it was imported from.</summary>
    public string? ExternalId { get; init; }

    public bool IsCancelled { get; init; }

    public int OpenOrders { get; init; }

    /// <summary>Open on the customer's orders, in dollars.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(Answers.Dollars))]
    public decimal Balance { get; init; }

    public required ExportAnswer Export { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public static CustomerAnswer Of(CustomerPage page, ExportAnswer export)
    {
        var c = page.Customer;
        return new()
        {
            Id = c.Id,
            Version = c.Version,
            ExternalId = c.ExternalId,
            Name = c.Name,
            DisplayName = c.DisplayName,
            FirstName = c.FirstName,
            MiddleInitial = c.MiddleInitial,
            LastName = c.LastName,
            CompanyName = c.CompanyName,
            Taxable = c.Taxable,
            TaxExemptReason = c.TaxExemptReason,
            Emails = c.Emails,
            Phones = [.. c.Phones.Select(PhoneContent.Of)],
            BillingAddress = AddressContent.Of(c.BillingAddress),
            ShippingAddresses = [.. c.ShippingAddresses.Select(AddressContent.Of)],
            Terms = c.Terms,
            Notes = c.Notes,
            IsCancelled = c.IsCancelled,
            OpenOrders = page.OpenOrders,
            Balance = page.Balance,
            Export = export,
            CreatedAt = c.CreatedAt,
            UpdatedAt = c.UpdatedAt,
            UpdatedBy = c.UpdatedBy,
        };
    }
}

/// <summary>A customer as lists show it.</summary>
public sealed record CustomerSummary(
    long Id, int Version, string Name, string DisplayName, string CompanyName, string? Email, string City, string State, bool IsCancelled,
    DateTime UpdatedAt, string UpdatedBy, ExportAnswer Export)
{
    public static CustomerSummary Of(CustomerRow r, ExportAnswer export) =>
        new(r.Id, r.Version, r.Name, r.DisplayName, r.CompanyName, r.Email, r.City, r.State, r.IsCancelled, r.UpdatedAt, r.UpdatedBy, export);
}
