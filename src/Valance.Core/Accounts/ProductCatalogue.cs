using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;

namespace Valance.Core.Accounts;

/// <summary>The catalogue fills itself: what is sold or bought for the first time is remembered with its category and price.</summary>
internal static class ProductCatalogue
{
    /// <summary>The scale of <see cref="SevenDecimalsConverter"/>, since the statement below goes past EF Core's converters.</summary>
    private const decimal Scale = 10_000_000m;

    public static Task RememberAsync(ValanceDb db, long accountId, IEnumerable<OrderLine> lines, CancellationToken ct) =>
        RememberAsync(db, accountId, lines.Select(l => new Product { Name = l.Item, Category = l.Category, UnitPrice = l.UnitPrice, Taxable = l.Taxable }), ct);

    public static Task RememberAsync(ValanceDb db, long accountId, IEnumerable<PurchaseOrderLine> lines, CancellationToken ct) =>
        RememberAsync(db, accountId, lines.Select(l => new Product { Name = l.Item, Category = l.Category, UnitCost = l.UnitCost }), ct);

    private static async Task RememberAsync(ValanceDb db, long accountId, IEnumerable<Product> products, CancellationToken ct)
    {
        var named = products.Where(p => p.Name.Length > 0).DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var names = named.ConvertAll(p => p.Name);
        var known = await db.Products.Where(p => p.AccountId == accountId && names.Contains(p.Name)).Select(p => p.Name).ToListAsync(ct);
        foreach (var p in named.ExceptBy(known, p => p.Name))
        {
            // Two orders may name a new product at the same moment: the later one finds it there, and neither save fails.
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Products" ("AccountId", "Name", "Category", "UnitPrice", "UnitCost", "Taxable")
                VALUES ({accountId}, {p.Name}, {p.Category}, {(long)(p.UnitPrice * Scale)}, {(long)(p.UnitCost * Scale)}, {p.Taxable})
                ON CONFLICT DO NOTHING
                """,
                ct);
        }
    }
}
