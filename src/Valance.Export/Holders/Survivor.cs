using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Holders;

/// <summary>
/// Who took over from a customer or vendor of ours that is inactive or gone in QuickBooks: a person merged the two there. Where QuickBooks' webhook did not tell
/// into which, the proof is that documents which we sent under the one stand under the other now.
/// </summary>
internal static class Survivor
{
    /// <summary>The cause of an export whose record was merged into another one.</summary>
    public const string Cause = "merged-in-quickbooks";

    // The newest are enough: a merge moves all of them.
    private const int MostDocuments = 30;

    /// <param name="goneId">The id in QuickBooks of the one that is inactive or gone.</param>
    /// <returns>Null where nobody is known, where it moved to several, or where QuickBooks gave no answer.</returns>
    public static async Task<HeldRecord?> FindAsync(ValanceDb db, QuickBooksClient client, Record record, string goneId, CancellationToken ct)
    {
        var told = await db.Links.Where(l => l.AccountId == record.AccountId && l.RealmId == client.RealmId && l.RecordKind == record.Kind && l.RecordId == record.Id)
            .Select(l => l.MergedInto).SingleOrDefaultAsync(ct);
        if (told is { Length: > 0 } && await ReadHeld.OfAsync(client, record.Kind, told, ct) is ({ IsActive: true } one, _))
        {
            return one;
        }

        var owners = record.Kind switch
        {
            RecordKind.Customer =>
            [
                .. await OwnersAsync<Invoice>(client, await DocumentsAsync(db, client.RealmId, record, RecordKind.Order, ct), i => i.CustomerRef, ct),
                .. await OwnersAsync<Payment>(client, await DocumentsAsync(db, client.RealmId, record, RecordKind.Payment, ct), p => p.CustomerRef, ct),
            ],
            RecordKind.Vendor => await OwnersAsync<PurchaseOrder>(client, await DocumentsAsync(db, client.RealmId, record, RecordKind.PurchaseOrder, ct), p => p.VendorRef, ct),
            _ => [],
        };
        return owners.Distinct(StringComparer.Ordinal).ToList() is [var only] && !string.Equals(only, goneId, StringComparison.Ordinal)
            && await ReadHeld.OfAsync(client, record.Kind, only, ct) is ({ IsActive: true } survivor, _) ? survivor : null;
    }

    private static async Task<List<string>> DocumentsAsync(ValanceDb db, string realmId, Record record, RecordKind kind, CancellationToken ct)
    {
        var links = db.Links.Where(l => l.AccountId == record.AccountId && l.RealmId == realmId && l.RecordKind == kind && l.Document == "");
        links = kind switch
        {
            RecordKind.Order => links.Where(l => db.Orders.Any(o => o.Id == l.RecordId && o.CustomerId == record.Id)),
            RecordKind.Payment => links.Where(l => db.Payments.Any(p => p.Id == l.RecordId && p.CustomerId == record.Id)),
            _ => links.Where(l => db.PurchaseOrders.Any(p => p.Id == l.RecordId && p.VendorId == record.Id)),
        };
        return await links.OrderByDescending(l => l.Id).Select(l => l.QuickBooksId).Take(MostDocuments).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<string>> OwnersAsync<T>(QuickBooksClient client, List<string> ids, Func<T, Ref?> owner, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var answer = await client.QueryAsync(new QuickBooksQuery<T>().WhereIn("Id", ids), new CallOptions { Priority = Priority.High }, ct);
        return [.. (answer.Value ?? []).Select(owner).OfType<Ref>().Select(r => r.Value)];
    }
}
