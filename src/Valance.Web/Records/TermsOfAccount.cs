using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Web.Records;

/// <summary>The terms that a form offers.</summary>
public sealed class TermsOfAccount(IDbContextFactory<ValanceDb> store)
{
    /// <param name="accountId">Null while somebody of the site has not chosen the Account: then those of all, and the save knows better.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(Actor actor, long? accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var accounts = db.VisibleAccounts(actor).Where(a => accountId == null || a.Id == accountId).Select(a => a.Id);
        return await db.Terms.Where(t => accounts.Contains(t.AccountId)).Select(t => t.Name).Distinct().OrderBy(n => n).ToListAsync(ct);
    }
}
