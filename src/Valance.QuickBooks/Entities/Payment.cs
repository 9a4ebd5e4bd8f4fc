using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A customer's payment. Without lines it is a credit; lines are replaced all or none, even in a sparse update.</summary>
/// <remarks>Source: Intuit, Accounting API, Payment. Errors: 6540 deposited, 6530 card number.</remarks>
public sealed record Payment : IQuickBooksEntity
{
    public static string WireName => "Payment";

    public static string Resource => "payment";

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

    /// <summary>Home currency, two decimals.</summary>
    public decimal? TotalAmt { get; init; }

    /// <summary>What no line applies; read-only.</summary>
    public decimal? UnappliedAmt { get; init; }

    /// <summary>Ours: at most 21 characters; the limit of QuickBooks is not documented.</summary>
    public string? PaymentRefNum { get; init; }

    public Ref? PaymentMethodRef { get; init; }

    /// <summary>A Bank or Other Current Asset account; Undeposited Funds by default.</summary>
    public Ref? DepositToAccountRef { get; init; }

    /// <summary>An Accounts Receivable account.</summary>
    public Ref? ARAccountRef { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? PrivateNote { get; init; }

    public IReadOnlyList<Line>? Line { get; init; }

    public bool? ProcessPayment { get; init; }

    public IReadOnlyList<LinkedTxn>? LinkedTxn { get; init; }

    public Ref? CurrencyRef { get; init; }
}
