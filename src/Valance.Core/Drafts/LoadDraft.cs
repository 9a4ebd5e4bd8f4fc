using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Drafts;

/// <summary>What somebody typed and did not save; null if nothing.</summary>
public sealed class LoadDraft(IDbContextFactory<ValanceDb> store)
{
    public async Task<Draft?> HandleAsync(Actor actor, DraftKey key, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.Drafts.AsNoTracking()
            .SingleOrDefaultAsync(d => d.UserId == actor.UserId && d.RecordKind == key.Kind && d.RecordId == key.RecordId, ct);
    }
}
