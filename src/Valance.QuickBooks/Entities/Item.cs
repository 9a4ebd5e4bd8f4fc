using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A product or service that lines name. Categories come back in queries, have no accounts and cannot be sold.</summary>
public sealed record Item : IQuickBooksEntity
{
    public static string WireName => "Item";

    public static string Resource => "item";

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

    /// <summary>At most 100 characters, unique.</summary>
    public string? Name { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? Sku { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? Description { get; init; }

    public string? PurchaseDesc { get; init; }

    public bool? Active { get; init; }

    public string? FullyQualifiedName { get; init; }

    /// <summary><c>Service</c>, <c>NonInventory</c>, <c>Inventory</c>, or <c>Category</c>.</summary>
    public string? Type { get; init; }

    public bool? Taxable { get; init; }

    public decimal? UnitPrice { get; init; }

    public decimal? PurchaseCost { get; init; }

    public Ref? IncomeAccountRef { get; init; }

    /// <summary>Needed where the item is bought.</summary>
    public Ref? ExpenseAccountRef { get; init; }

    public Ref? AssetAccountRef { get; init; }

    public bool? TrackQtyOnHand { get; init; }

    public decimal? QtyOnHand { get; init; }

    /// <summary>Inventory lines dated before it are refused with 6270.</summary>
    public DateOnly? InvStartDate { get; init; }

    public bool? SubItem { get; init; }

    public Ref? ParentRef { get; init; }
}
