using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.ApiKeys;

/// <summary>Ends a key for good, at once. Its row stays: jobs and audit name it.</summary>
public sealed class RevokeApiKey(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<ApiKey>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var key = await db.VisibleApiKeys(actor).SingleOrDefaultAsync(k => k.Id == id, ct);
        if (key is null)
        {
            return Result<ApiKey>.NotFound("The API key");
        }

        if (key.RevokedAt is null)
        {
            db.Acting = actor;
            (key.RevokedAt, key.RevokedBy) = (time.GetUtcNow().UtcDateTime, actor.Name);
            await db.SaveChangesAsync(ct);
        }

        return Result<ApiKey>.Done(key);
    }
}
