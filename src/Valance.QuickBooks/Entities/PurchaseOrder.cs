using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A purchase order; needs a Plus or Advanced company with purchase orders on. Only a full update is documented; no void.</summary>
public sealed record PurchaseOrder : IQuickBooksEntity
{
    public static string WireName => "PurchaseOrder";

    public static string Resource => "purchaseorder";

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

    /// <summary>At most 21 characters; kept only where the company uses custom purchase numbers.</summary>
    public string? DocNumber { get; init; }

    public DateOnly? TxnDate { get; init; }

    public DateOnly? DueDate { get; init; }

    public Ref? VendorRef { get; init; }

    public Ref? APAccountRef { get; init; }

    public PhysicalAddress? VendorAddr { get; init; }

    public PhysicalAddress? ShipAddr { get; init; }

    public Ref? ShipTo { get; init; }

    public EmailAddress? POEmail { get; init; }

    public Ref? SalesTermRef { get; init; }

    public Ref? DepartmentRef { get; init; }

    public Ref? ClassRef { get; init; }

    /// <summary>At most 4000 characters; printed for the vendor.</summary>
    public string? Memo { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? PrivateNote { get; init; }

    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    public string? POStatus { get; init; }

    public IReadOnlyList<CustomField>? CustomField { get; init; }

    public IReadOnlyList<Line>? Line { get; init; }

    public decimal? TotalAmt { get; init; }

    public IReadOnlyList<LinkedTxn>? LinkedTxn { get; init; }

    public string? EmailStatus { get; init; }

    public Ref? CurrencyRef { get; init; }

    /// <summary>Fields that this type does not name, kept because the full update clears what it does not send.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
