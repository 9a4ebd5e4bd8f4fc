using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A vendor; shares the name space of customers and employees. Only a full update is documented.</summary>
/// <remarks>Source: Intuit, Accounting API, Vendor.</remarks>
public sealed record Vendor : IQuickBooksEntity
{
    public static string WireName => "Vendor";

    public static string Resource => "vendor";

    public static bool TakesSparseUpdate => false;

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

    /// <summary>At most 100 characters.</summary>
    public string? PrintOnCheckName { get; init; }

    public bool? Active { get; init; }

    public EmailAddress? PrimaryEmailAddr { get; init; }

    public TelephoneNumber? PrimaryPhone { get; init; }

    public TelephoneNumber? AlternatePhone { get; init; }

    public TelephoneNumber? Mobile { get; init; }

    public TelephoneNumber? Fax { get; init; }

    public WebSiteAddress? WebAddr { get; init; }

    public PhysicalAddress? BillAddr { get; init; }

    public Ref? TermRef { get; init; }

    /// <summary>The dealer's number with the vendor.</summary>
    public string? AcctNum { get; init; }

    /// <summary>Home currency; read it, never send it: on create it is an opening balance.</summary>
    public decimal? Balance { get; init; }

    public Ref? CurrencyRef { get; init; }

    /// <summary>Fields that this type does not name, kept because the full update clears what it does not send.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
