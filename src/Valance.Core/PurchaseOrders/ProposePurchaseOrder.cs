using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.PurchaseOrders;

/// <summary>Fills in a new purchase order: for a customer's order with its lines at the dealer's cost, in place of another, or empty.</summary>
public sealed class ProposePurchaseOrder(IDbContextFactory<ValanceDb> store)
{
    /// <param name="accountId">For people who see several Accounts; else their own.</param>
    public async Task<PurchaseOrderInput> HandleAsync(Actor actor, long? accountId, long? orderId, long? replacesId, DateOnly today, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var input = new PurchaseOrderInput { Date = today };
        if (await db.VisiblePurchaseOrders(actor).AsNoTracking().Include(p => p.Lines).Include(p => p.Charges).AsSplitQuery()
                .SingleOrDefaultAsync(p => p.Id == replacesId, ct) is { } replaced)
        {
            input = PurchaseOrderInput.From(replaced);
            (input.ReplacesId, input.Date, input.Status) = (replaced.Id, today, PurchaseOrderStatus.Open);
            accountId = replaced.AccountId;
        }
        else if (await db.VisibleOrders(actor).AsNoTracking().Include(o => o.Lines).SingleOrDefaultAsync(o => o.Id == orderId, ct) is { } order)
        {
            input.OrderId = order.Id;
            input.Lines = await LinesOfAsync(db, order, ct);
            accountId = order.AccountId;
        }

        input.Number = await NextNumberAsync(db, accountId ?? actor.AccountId ?? 0, ct);
        return input;
    }

    private static async Task<List<PurchaseOrderLine>> LinesOfAsync(ValanceDb db, Order order, CancellationToken ct)
    {
        var items = order.Lines.Select(l => l.Item).Distinct().ToList();
        var costs = await db.Products.Where(p => p.AccountId == order.AccountId && items.Contains(p.Name)).ToDictionaryAsync(p => p.Name, p => p.UnitCost, ct);
        return [.. order.Lines.OrderBy(l => l.Number).Select(l => new PurchaseOrderLine
        {
            Number = l.Number,
            Item = l.Item,
            Category = l.Category,
            Description = string.Join(", ", new[] { l.Room, l.Color, l.Size, l.Description }.Where(t => t.Length > 0)),
            Quantity = l.Quantity,
            UnitCost = costs.GetValueOrDefault(l.Item),
        })];
    }

    private static async Task<string> NextNumberAsync(ValanceDb db, long accountId, CancellationToken ct)
    {
        var last = await db.PurchaseOrders.Where(p => p.AccountId == accountId).OrderByDescending(p => p.Id).Select(p => p.Number).FirstOrDefaultAsync(ct);
        return await DocumentNumbers.NextFreeAsync(
            last ?? "PO-1000", (number, stop) => db.PurchaseOrders.AnyAsync(p => p.AccountId == accountId && p.Number == number, stop), ct);
    }
}
