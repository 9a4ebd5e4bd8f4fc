using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.ApiKeys;

/// <summary>An Account's keys, those in use first, newest first.</summary>
public sealed class ListApiKeys(IDbContextFactory<ValanceDb> store)
{
    public async Task<IReadOnlyList<ApiKey>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.VisibleApiKeys(actor).AsNoTracking().Where(k => k.AccountId == accountId)
            .OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.Id).ToListAsync(ct);
    }
}
