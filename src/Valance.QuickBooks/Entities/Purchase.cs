using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>
/// Money that left: a check, or an expense. A line to accounts receivable, with the customer as the payee, gives a customer's credit back; a payment then
/// links the two. No void is documented.
/// </summary>
/// <remarks>Source: Intuit, Accounting API, Purchase; Intuit's help, "Handle customer overpayments".</remarks>
public sealed record Purchase : IQuickBooksEntity
{
    public static string WireName => "Purchase";

    public static string Resource => "purchase";

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

    /// <summary><c>Cash</c> (an expense), <c>Check</c> or <c>CreditCard</c>; required.</summary>
    public string? PaymentType { get; init; }

    /// <summary>The Bank account that the money leaves; required.</summary>
    public Ref? AccountRef { get; init; }

    /// <summary>Who gets it, with the kind of record; a line to receivables needs a customer.</summary>
    public Ref? EntityRef { get; init; }

    /// <summary>The check's number, at most 21 characters.</summary>
    public string? DocNumber { get; init; }

    public IReadOnlyList<Line>? Line { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? PrivateNote { get; init; }

    /// <summary>Home currency; computed by QuickBooks.</summary>
    public decimal? TotalAmt { get; init; }
}
