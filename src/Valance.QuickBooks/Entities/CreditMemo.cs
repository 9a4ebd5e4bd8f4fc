using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A credit for the customer: it lowers income and what is owed. A payment of amount 0 puts it to use. Only a full update is documented; no void.</summary>
/// <remarks>Source: Intuit, Accounting API, CreditMemo.</remarks>
public sealed record CreditMemo : IQuickBooksEntity
{
    public static string WireName => "CreditMemo";

    public static string Resource => "creditmemo";

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

    public DateOnly? TxnDate { get; init; }

    public Ref? CustomerRef { get; init; }

    /// <summary>Needs location tracking in the company.</summary>
    public Ref? DepartmentRef { get; init; }

    public IReadOnlyList<Line>? Line { get; init; }

    public TxnTaxDetail? TxnTaxDetail { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? PrivateNote { get; init; }

    /// <summary>Home currency; computed by QuickBooks, positive.</summary>
    public decimal? TotalAmt { get; init; }

    /// <summary>What of it is not used up; read-only.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Fields that this type does not name, kept because the full update clears what it does not send.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
