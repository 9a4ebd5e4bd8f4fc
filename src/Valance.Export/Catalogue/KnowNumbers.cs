using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Catalogue;

/// <summary>
/// Asks QuickBooks who bears the numbers of orders and purchase orders that still have to go, so that lists and selections tell which are used already: one
/// question for hundreds, and none for what was asked within a quarter of an hour. Where QuickBooks gives no answer nothing is said.
/// </summary>
public sealed class KnowNumbers(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    private const int ChunkSize = 500;

    /// <param name="ids">Hand it visible records; other kinds have no numbers.</param>
    /// <returns>Whether one of the numbers was found to be used: worth another look.</returns>
    public async Task<bool> HandleAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (kind is not (RecordKind.Order or RecordKind.PurchaseOrder) || ids.Count == 0)
        {
            return false;
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var realms = await db.VisibleConnections(actor).Where(c => c.State == ConnectionState.Connected).ToDictionaryAsync(c => c.AccountId, c => c.RealmId, ct);
        var isUsed = false;
        foreach (var chunk in ids.Distinct().Chunk(ChunkSize))
        {
            foreach (var account in (await NumbersAsync(db, kind, chunk, ct)).GroupBy(n => n.AccountId, n => n.Number))
            {
                isUsed |= realms.TryGetValue(account.Key, out var realm) && await AskAsync(realm, kind, account, ct);
            }
        }

        return isUsed;
    }

    private async Task<bool> AskAsync(string realm, RecordKind kind, IEnumerable<string> numbers, CancellationToken ct)
    {
        var catalogue = catalogues.For(realm);
        var unknown = NumbersHeld.AreOurs(kind, catalogue.Known?.Profile) ? catalogue.NumbersToAsk(kind, numbers) : [];
        return unknown.Count > 0 && (await catalogue.AskForNumbersAsync(clients.For(realm), kind, unknown, isToSend: false, Priority.High, ct)).Count > 0;
    }

    /// <summary>As they would be sent, of those that are not there yet.</summary>
    private static async Task<List<(long AccountId, string Number)>> NumbersAsync(ValanceDb db, RecordKind kind, long[] ids, CancellationToken ct)
    {
        var numbers = kind == RecordKind.Order
            ? await db.Orders.Where(o => ids.Contains(o.Id) && o.Status != OrderStatus.Cancelled && !db.Links.Any(l => l.AccountId == o.AccountId && l.RecordKind == kind && l.RecordId == o.Id))
                .Select(o => new { o.AccountId, o.Number }).ToListAsync(ct)
            : await db.PurchaseOrders.Where(p => ids.Contains(p.Id) && p.Status != PurchaseOrderStatus.Cancelled && !db.Links.Any(l => l.AccountId == p.AccountId && l.RecordKind == kind && l.RecordId == p.Id))
                .Select(p => new { p.AccountId, p.Number }).ToListAsync(ct);
        return numbers.ConvertAll(n => (n.AccountId, Translation.PlainText.Collapse(n.Number)));
    }
}
