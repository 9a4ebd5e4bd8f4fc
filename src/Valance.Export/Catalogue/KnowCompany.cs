using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Export.Catalogue;

/// <summary>
/// Reads a company's lists and names where this process does not know them yet, so that whoever looks whether records are ready is told what hangs on
/// them too. Reads are metered by Intuit: what is known is not read again, the lane keeps it fresh. Where QuickBooks gives no answer nothing is said:
/// what is not known is not checked.
/// </summary>
public sealed class KnowCompany(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    /// <returns>Whether more is known than before: worth another look.</returns>
    public async Task<bool> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var realm = await db.VisibleConnections(actor).Where(c => c.AccountId == accountId && c.State == ConnectionState.Connected).Select(c => c.RealmId).SingleOrDefaultAsync(ct);
        if (realm is null)
        {
            return false;
        }

        var (catalogue, client) = (catalogues.For(realm), clients.For(realm));
        var (lists, names) = (catalogue.Known, catalogue.KnownNames);
        await catalogue.ListsAsync(client, Priority.High, null, ct);
        await catalogue.NamesAsync(client, Priority.High, null, ct);
        return !ReferenceEquals(lists, catalogue.Known) || !ReferenceEquals(names, catalogue.KnownNames);
    }
}
