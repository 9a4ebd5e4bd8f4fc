using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A tax rate of one agency; read only.</summary>
public sealed record TaxRate : IQuickBooksEntity
{
    public static string WireName => "TaxRate";

    public static string Resource => "taxrate";

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

    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool? Active { get; init; }

    /// <summary>Percent: 8.25 is 8.25 %.</summary>
    public decimal? RateValue { get; init; }

    public Ref? AgencyRef { get; init; }

    public string? SpecialTaxType { get; init; }

    public string? DisplayType { get; init; }
}
