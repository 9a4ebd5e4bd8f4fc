using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Export.Translation;

namespace Valance.Export.Mappings;

/// <summary>What the Account uses and what therefore can be mapped.</summary>
internal sealed record OwnNames(
    IReadOnlyList<string> Products,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Charges,
    IReadOnlyList<string> Amounts,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Departments,
    IReadOnlyList<string> TaxCodes,
    IReadOnlyList<string> PaymentMethods,
    IReadOnlyDictionary<string, string> CategoryOf)
{
    public static async Task<OwnNames> ReadAsync(ValanceDb db, long accountId, CancellationToken ct)
    {
        var orders = db.Orders.Where(o => o.AccountId == accountId);
        return new(
            await SortedAsync(db.Products.Where(p => p.AccountId == accountId).Select(p => p.Name), ct),
            await SortedAsync(db.Products.Where(p => p.AccountId == accountId).Select(p => p.Category), ct),
            await SortedAsync(orders.SelectMany(o => o.Charges).Select(c => c.Name), ct),
            await SortedAsync(orders.SelectMany(o => o.Amounts).Select(a => a.Name).Concat(
                db.Payments.Where(p => p.AccountId == accountId && p.RefundsOrderId != null).Select(_ => RefundToQuickBooks.ItemName)), ct),
            await SortedAsync(db.Terms.Where(t => t.AccountId == accountId).Select(t => t.Name), ct),
            await SortedAsync(db.Departments.Where(d => d.AccountId == accountId).Select(d => d.Name), ct),
            await SortedAsync(db.TaxCodes.Where(t => t.AccountId == accountId).Select(t => t.Name), ct),
            await SortedAsync(db.PaymentMethods.Where(m => m.AccountId == accountId).Select(m => m.Name), ct),
            await db.Products.Where(p => p.AccountId == accountId).ToDictionaryAsync(p => p.Name, p => p.Category, StringComparer.Ordinal, ct));
    }

    private static async Task<IReadOnlyList<string>> SortedAsync(IQueryable<string> names, CancellationToken ct) =>
        [.. (await names.Where(n => n != "").Distinct().ToListAsync(ct)).Order(StringComparer.OrdinalIgnoreCase)];
}
