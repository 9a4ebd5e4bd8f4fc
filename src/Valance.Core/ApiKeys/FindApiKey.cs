using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.ApiKeys;

/// <summary>Finds the key that a program shows, and keeps when it was used last. Read anew each time: a revoked key ends at once.</summary>
public sealed class FindApiKey(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <summary>A busy program must not write a row with every call.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    /// <summary>Null where no such key may be used: unknown, revoked, ended and a deactivated Account's look alike from outside.</summary>
    public async Task<ApiKey?> HandleAsync(string text, CancellationToken ct)
    {
        if (KeyText.PrefixOf(text) is not { } prefix)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(k => k.Prefix == prefix && !db.Accounts.Any(a => a.Id == k.AccountId && a.DeactivatedAt != null), ct);
        if (key is null || !KeyText.Fits(text, key.Hash) || !key.IsUsable(now))
        {
            return null;
        }

        var before = now - Precision;
        if (key.LastUsedAt is null || key.LastUsedAt <= before)
        {
            await db.ApiKeys.Where(k => k.Id == key.Id && (k.LastUsedAt == null || k.LastUsedAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), ct);
        }

        return key;
    }
}
