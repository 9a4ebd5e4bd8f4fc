using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A customer. Errors: 6240 name taken, 2040 character, 2050 length, 6080 no name, 2210 e-mail.</summary>
/// <remarks>Source: Intuit, Accounting API, Customer. A deactivated one is named <c>X (deleted)</c>.</remarks>
public sealed record Customer : IQuickBooksEntity
{
    public static string WireName => "Customer";

    public static string Resource => "customer";

    public string? Id { get; init; }

    public string? SyncToken { get; init; }

    /// <summary>True in a request: what is not sent stays as it is.</summary>
    [JsonPropertyName("sparse")]
    public bool? Sparse { get; init; }

    [JsonPropertyName("domain")]
    public string? Domain { get; init; }

    /// <summary><c>Deleted</c> in the answer to a deletion and in change data; else null.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    public MetaData? MetaData { get; init; }

    /// <summary>At most 500 characters, without colon, tab or line break; unique over customers, vendors and employees (6240).</summary>
    public string? DisplayName { get; init; }

    /// <summary>At most 16 characters.</summary>
    public string? Title { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? GivenName { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? MiddleName { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? FamilyName { get; init; }

    /// <summary>At most 16 characters.</summary>
    public string? Suffix { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? CompanyName { get; init; }

    /// <summary>At most 110 characters.</summary>
    public string? PrintOnCheckName { get; init; }

    /// <summary>Parents and name, parted by colons; read-only.</summary>
    public string? FullyQualifiedName { get; init; }

    public bool? Active { get; init; }

    public bool? Taxable { get; init; }

    /// <summary>1 to 15, with automated sales tax alone; setting one makes <see cref="Taxable"/> false.</summary>
    [JsonConverter(typeof(TextOrNumber))]
    public string? TaxExemptionReasonId { get; init; }

    public EmailAddress? PrimaryEmailAddr { get; init; }

    public TelephoneNumber? PrimaryPhone { get; init; }

    public TelephoneNumber? AlternatePhone { get; init; }

    public TelephoneNumber? Mobile { get; init; }

    public TelephoneNumber? Fax { get; init; }

    public WebSiteAddress? WebAddr { get; init; }

    public PhysicalAddress? BillAddr { get; init; }

    public PhysicalAddress? ShipAddr { get; init; }

    public Ref? SalesTermRef { get; init; }

    public Ref? PaymentMethodRef { get; init; }

    public Ref? DefaultTaxCodeRef { get; init; }

    /// <summary>At most 16 characters.</summary>
    public string? ResaleNum { get; init; }

    /// <summary>At most 2000 characters.</summary>
    public string? Notes { get; init; }

    public bool? Job { get; init; }

    public Ref? ParentRef { get; init; }

    /// <summary>Home currency; read it, never send it: on create it is an opening balance.</summary>
    public decimal? Balance { get; init; }

    public decimal? BalanceWithJobs { get; init; }

    public Ref? CurrencyRef { get; init; }
}
