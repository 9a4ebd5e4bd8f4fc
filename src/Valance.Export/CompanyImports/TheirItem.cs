using Valance.Core.Accounts;
using Valance.Export.Catalogue;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <summary>An item of the company as a product here.</summary>
internal static class TheirItem
{
    /// <summary>Its own name; where another item bears that too, the whole one with its categories.</summary>
    public static string NameOf(Item item, CompanyLists lists)
    {
        var name = item.Name ?? "";
        var isShared = lists.Items.Any(i => !string.Equals(i.Id, item.Id, StringComparison.Ordinal) && ListLookups.CanBeSold(i) && ListLookups.Same(i.Name, name));
        return isShared && item.FullyQualifiedName is { Length: > 0 } whole ? whole : name;
    }

    /// <summary>What stands before the last colon of the whole name.</summary>
    public static string CategoryOf(Item item)
    {
        var whole = item.FullyQualifiedName ?? "";
        return whole.LastIndexOf(':') is > 0 and var colon ? whole[..colon] : "";
    }

    public static Product ToProduct(Item item, long accountId, CompanyLists lists) => new()
    {
        AccountId = accountId,
        Name = NameOf(item, lists),
        Category = CategoryOf(item),
        UnitPrice = Math.Max(0m, item.UnitPrice ?? 0m),
        UnitCost = Math.Max(0m, item.PurchaseCost ?? 0m),
        Taxable = item.Taxable != false,
    };

    public static string DetailOf(Item item)
    {
        var (sold, bought) = (item.UnitPrice is > 0m and var price ? PlainText.Dollars(price) : "", item.PurchaseCost is > 0m and var cost ? $"costs {PlainText.Dollars(cost)}" : "");
        return PlainText.Join(" · ", CategoryOf(item), sold, bought);
    }

    /// <summary>Null where it can be a product.</summary>
    public static string? WhyNot(Item item) => item switch
    {
        { Type: "Group" } => "It is a bundle. Valance sells its parts one by one.",
        _ when ListLookups.CanBeSold(item) => null,
        { Active: false } => Words.Inactive,
        _ => $"QuickBooks calls it a {item.Type}, which no order's line can name.",
    };
}
