using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A sale taken back whose money is given back at once: it lowers income and the account that the money leaves. Receivables are not touched; no void is documented.</summary>
/// <remarks>Source: Intuit, Accounting API, RefundReceipt.</remarks>
public sealed record RefundReceipt : IQuickBooksEntity
{
    public static string WireName => "RefundReceipt";

    public static string Resource => "refundreceipt";

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

    /// <summary>Where the money leaves, in spite of its name: a Bank or Other Current Asset account; required.</summary>
    public Ref? DepositToAccountRef { get; init; }

    public Ref? PaymentMethodRef { get; init; }

    /// <summary>At most 21 characters.</summary>
    public string? PaymentRefNum { get; init; }
}
