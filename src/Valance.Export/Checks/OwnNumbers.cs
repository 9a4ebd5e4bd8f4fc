using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Planning;

namespace Valance.Export.Checks;

/// <summary>
/// Finds our own order or purchase order that bears a number already. The store wants numbers unique to the letter; to QuickBooks capitals make no other
/// number. Looked for are the spellings that people use, all in capitals or none: an index finds those among any number of records.
/// </summary>
internal static class OwnNumbers
{
    /// <summary>By record, what stands in its way: one that is linked in the company, or, while neither is, the one entered first. The others are left out.</summary>
    public static async Task<IReadOnlyDictionary<(RecordKind, long), string>> FindAsync(
        ValanceDb db, long accountId, IReadOnlyCollection<Record> records, string? realmId, CancellationToken ct)
    {
        var found = new Dictionary<(RecordKind, long), string>();
        foreach (var kind in records.Where(r => NumbersHeld.NumberOf(r).Any(char.IsLetter)).GroupBy(r => r.Kind))
        {
            var spelled = kind.Select(NumbersHeld.NumberOf).SelectMany(Spellings).Distinct(StringComparer.Ordinal).ToList();
            var alike = (await BearersAsync(db, accountId, kind.Key, spelled, ct)).ToLookup(b => b.Number, StringComparer.OrdinalIgnoreCase);
            var doubted = kind.Where(r => alike[NumbersHeld.NumberOf(r)].Any(b => b.Id != r.Id)).ToList();
            if (doubted.Count == 0)
            {
                continue;
            }

            var ids = doubted.SelectMany(r => alike[NumbersHeld.NumberOf(r)].Select(b => b.Id)).Distinct().ToList();
            var linked = await db.Links.Where(l => l.AccountId == accountId && l.RealmId == realmId && l.RecordKind == kind.Key && ids.Contains(l.RecordId))
                .Select(l => l.RecordId).ToHashSetAsync(ct);
            foreach (var record in doubted)
            {
                var others = alike[NumbersHeld.NumberOf(record)].Where(b => b.Id != record.Id).OrderBy(b => b.Id).ToList();
                var holder = others.Find(b => linked.Contains(b.Id)) ?? (linked.Contains(record.Id) ? null : others.Find(b => b.Id < record.Id));
                if (holder is not null)
                {
                    found[(record.Kind, record.Id)] = $"{(record.Kind == RecordKind.Order ? "Order" : "Purchase order")} {holder.Number}";
                }
            }
        }

        return found;
    }

    private static string[] Spellings(string number) => [number, number.ToUpperInvariant(), number.ToLowerInvariant()];

    private static Task<List<Bearer>> BearersAsync(ValanceDb db, long accountId, RecordKind kind, List<string> numbers, CancellationToken ct) => kind == RecordKind.Order
        ? db.Orders.Where(o => o.AccountId == accountId && numbers.Contains(o.Number) && o.Status != OrderStatus.Cancelled).Select(o => new Bearer(o.Id, o.Number)).ToListAsync(ct)
        : db.PurchaseOrders.Where(p => p.AccountId == accountId && numbers.Contains(p.Number) && p.Status != PurchaseOrderStatus.Cancelled)
            .Select(p => new Bearer(p.Id, p.Number)).ToListAsync(ct);

    private sealed record Bearer(long Id, string Number);
}
