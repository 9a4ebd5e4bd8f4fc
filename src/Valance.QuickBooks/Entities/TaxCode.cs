using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A tax code. It cannot be created through the API; change data does not cover it.</summary>
public sealed record TaxCode : IQuickBooksEntity
{
    public static string WireName => "TaxCode";

    public static string Resource => "taxcode";

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

    /// <summary>At most 100 characters.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool? Active { get; init; }

    public bool? Hidden { get; init; }

    public bool? Taxable { get; init; }

    public bool? TaxGroup { get; init; }

    public TaxRateList? SalesTaxRateList { get; init; }

    public TaxRateList? PurchaseTaxRateList { get; init; }
}

/// <summary>The rates that make up a tax code.</summary>
public sealed record TaxRateList
{
    public IReadOnlyList<TaxRateDetail>? TaxRateDetail { get; init; }
}

/// <summary>One rate of a tax code.</summary>
public sealed record TaxRateDetail
{
    public Ref? TaxRateRef { get; init; }

    public string? TaxTypeApplicable { get; init; }

    public int? TaxOrder { get; init; }
}
