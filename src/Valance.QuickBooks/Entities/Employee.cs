using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>An employee, read only to find who holds a display name.</summary>
public sealed record Employee : IQuickBooksEntity
{
    public static string WireName => "Employee";

    public static string Resource => "employee";

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

    public string? PrintOnCheckName { get; init; }

    public bool? Active { get; init; }

    public EmailAddress? PrimaryEmailAddr { get; init; }

    public TelephoneNumber? PrimaryPhone { get; init; }

    public TelephoneNumber? Mobile { get; init; }
}
