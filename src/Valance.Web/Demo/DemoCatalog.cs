using Valance.Core.Accounts;

namespace Valance.Web.Demo;

/// <summary>What the demo's dealers sell, and the words of an order.</summary>
internal static class DemoCatalog
{
    public const string TaxCode = "State Sales Tax";
    public const decimal TaxPercent = 8m;
    public const string LongPaymentMethod = "Wells Fargo Outdoor Solutions, 12 Months";

    public static IReadOnlyList<(string Name, int Days)> Terms { get; } = [("Due on receipt", 0), ("Net 15", 15), ("Net 30", 30), ("50% deposit, rest at install", 0)];

    public static IReadOnlyList<string> PaymentMethods { get; } = ["Check", "Cash", "Visa", "Mastercard", "ACH transfer", LongPaymentMethod];

    public static IReadOnlyList<DemoProduct> Products { get; } =
    [
        new("Shades", "Roller Shade, Light Filtering", 189m, ["White Linen", "Oatmeal", "Pewter"], "Inside mount, cordless"),
        new("Shades", "Roller Shade, Blackout", 224m, ["Snow", "Charcoal", "Sandstone"], "Outside mount, cassette valance"),
        new("Shades", "Cellular Shade, Double Cell", 247.50m, ["Alabaster", "Driftwood", "Sea Glass"], "Inside mount, top down bottom up"),
        new("Shades", "Roman Shade, Flat Fold", 412m, ["Natural Flax", "Indigo Stripe", "Ivory"], "Lined, cordless"),
        new("Shades", "Woven Wood Shade", 298m, ["Bamboo", "Jute", "Walnut"], "Privacy liner"),
        new("Blinds", "Faux Wood Blind, 2 in.", 129.95m, ["White", "Ash", "Chestnut"], "Inside mount, routeless"),
        new("Shutters", "Plantation Shutter, 3 1/2 in. Louver", 546m, ["Pure White", "Silk White", "Espresso"], "L frame, hidden tilt"),
        new("Drapery", "Drapery Panel, Ripplefold", 385m, ["Dove", "Midnight", "Parchment"], "Pair, lined, 2 1/2 x fullness"),
        new("Drapery", "Sheer Panel, Pinch Pleat", 210m, ["White", "Champagne", "Mist"], "Pair, unlined"),
        new("Hardware", "Decorative Rod Set, 1 3/8 in.", 164m, ["Matte Black", "Brushed Brass", "Satin Nickel"], "With rings and end caps"),
        new("Motorization", "Battery Motor, Rechargeable", 175m, [""], "Quiet, with remote"),
        new("Motorization", "Smart Hub", 149.99m, [""], "One for each home"),
    ];

    public static IReadOnlyList<string> Rooms { get; } =
        ["Kitchen", "Master bedroom", "Master bath", "Living room", "Dining room", "Nursery", "Home office", "Sunroom", "Guest room", "Stair landing"];

    public static IReadOnlyList<string> Sizes { get; } =
        ["24\" x 36\"", "30 1/2\" x 60\"", "35 7/8\" x 64\"", "48\" x 72\"", "71 3/4\" x 84\"", "96\" x 84\""];

    public static IReadOnlyList<string> Streets { get; } =
        ["Elm St", "Harborview Rd", "Juniper Ln", "2nd Ave", "Orchard Dr", "Mill Pond Rd", "Cedar Ct", "Washington St"];

    public static IEnumerable<Product> ProductsOf(long accountId) => Products.Select(p => new Product
    {
        AccountId = accountId,
        Name = p.Name,
        Category = p.Category,
        UnitPrice = p.Price,
        UnitCost = p.Cost,
        Taxable = true,
    });
}

internal sealed record DemoProduct(string Category, string Name, decimal Price, IReadOnlyList<string> Colors, string Options)
{
    /// <summary>The trade's usual keystone: what it sells for is about twice what it costs.</summary>
    public decimal Cost => Math.Round(Price * 0.48m, 2, MidpointRounding.AwayFromZero);

    public bool HasSize => Category is not ("Hardware" or "Motorization");
}
