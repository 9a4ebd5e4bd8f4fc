using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>An invoice: at least one line, at most 750 if taxable. The receivable account is not writable.</summary>
/// <remarks>Source: Intuit, Accounting API, Invoice. Errors: 6070 amount, 6140 number, 2500 reference, 6200/6210 closed books.</remarks>
public sealed record Invoice : IQuickBooksEntity
{
    public static string WireName => "Invoice";

    public static string Resource => "invoice";

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

    /// <summary>At most 21 characters. A duplicate is refused with 6140 only where the company uses custom numbers and warns of duplicates.</summary>
    public string? DocNumber { get; init; }

    public DateOnly? TxnDate { get; init; }

    public DateOnly? DueDate { get; init; }

    public Ref? CustomerRef { get; init; }

    public PhysicalAddress? BillAddr { get; init; }

    public PhysicalAddress? ShipAddr { get; init; }

    public PhysicalAddress? ShipFromAddr { get; init; }

    public EmailAddress? BillEmail { get; init; }

    public Ref? SalesTermRef { get; init; }

    /// <summary>Needs location tracking in the company.</summary>
    public Ref? DepartmentRef { get; init; }

    public Ref? ClassRef { get; init; }

    public IReadOnlyList<CustomField>? CustomField { get; init; }

    public IReadOnlyList<Line>? Line { get; init; }

    public TxnTaxDetail? TxnTaxDetail { get; init; }

    /// <summary>False, the default, taxes the sum before the discount.</summary>
    public bool? ApplyTaxAfterDiscount { get; init; }

    public string? GlobalTaxCalculation { get; init; }

    /// <summary>At most 4000 characters; QuickBooks shows it as the statement memo. A voided invoice has "Voided" before it.</summary>
    public string? PrivateNote { get; init; }

    public MemoRef? CustomerMemo { get; init; }

    /// <summary><c>NotSet</c>, <c>NeedToSend</c> (needs <see cref="BillEmail"/>) or <c>EmailSent</c>.</summary>
    public string? EmailStatus { get; init; }

    public string? PrintStatus { get; init; }

    public decimal? Deposit { get; init; }

    /// <summary>Home currency; computed by QuickBooks.</summary>
    public decimal? TotalAmt { get; init; }

    /// <summary>Home currency; what is open. Read-only.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Names its payments.</summary>
    public IReadOnlyList<LinkedTxn>? LinkedTxn { get; init; }

    public Ref? CurrencyRef { get; init; }
}
