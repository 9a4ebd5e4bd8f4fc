using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>How a payment was made.</summary>
public sealed record PaymentMethod : IQuickBooksEntity
{
    public static string WireName => "PaymentMethod";

    public static string Resource => "paymentmethod";

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

    /// <summary>At most 31 characters; not documented as a filter.</summary>
    public string? Name { get; init; }

    public bool? Active { get; init; }

    /// <summary><c>CREDIT_CARD</c> or <c>NON_CREDIT_CARD</c>.</summary>
    public string? Type { get; init; }
}
