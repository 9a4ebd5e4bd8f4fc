using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Drafts;

/// <summary>Forgets a draft: it was saved, or thrown away.</summary>
public sealed class DropDraft(IDbContextFactory<ValanceDb> store)
{
    public async Task HandleAsync(Actor actor, DraftKey key, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.Drafts.Where(d => d.UserId == actor.UserId && d.RecordKind == key.Kind && d.RecordId == key.RecordId).ExecuteDeleteAsync(ct);
    }
}
