using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A ledger account of the company's chart of accounts; <c>Account</c> on the wire.</summary>
public sealed record LedgerAccount : IQuickBooksEntity
{
    public static string WireName => "Account";

    public static string Resource => "account";

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

    /// <summary>At most 100 characters, without quotation mark and colon.</summary>
    public string? Name { get; init; }

    public string? FullyQualifiedName { get; init; }

    public string? AcctNum { get; init; }

    public string? Description { get; init; }

    public bool? Active { get; init; }

    /// <summary>Asset, Equity, Expense, Liability or Revenue.</summary>
    public string? Classification { get; init; }

    /// <summary>Such as <c>Accounts Receivable</c>, <c>Bank</c>, <c>Other Current Asset</c>, <c>Income</c>.</summary>
    public string? AccountType { get; init; }

    /// <summary>Such as <c>UndepositedFunds</c> or <c>DiscountsRefundsGiven</c>.</summary>
    public string? AccountSubType { get; init; }

    public bool? SubAccount { get; init; }

    public Ref? ParentRef { get; init; }

    public decimal? CurrentBalance { get; init; }

    public Ref? CurrencyRef { get; init; }
}
