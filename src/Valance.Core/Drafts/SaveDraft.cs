using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Drafts;

/// <summary>Which form a draft is of; each person has their own.</summary>
/// <param name="RecordId">0 while the record is new.</param>
public sealed record DraftKey(RecordKind Kind, long RecordId);

/// <summary>Keeps what somebody is typing. Who has no user (a command, a schedule) types nothing and keeps nothing.</summary>
public sealed class SaveDraft(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task HandleAsync(Actor actor, DraftKey key, int baseVersion, string form, CancellationToken ct)
    {
        if (actor.UserId is not { } userId)
        {
            return;
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await UpdateAsync(db, userId, key, baseVersion, form, ct))
        {
            return;
        }

        db.Drafts.Add(new Draft
        {
            UserId = userId,
            RecordKind = key.Kind,
            RecordId = key.RecordId,
            BaseVersion = baseVersion,
            Form = form,
            SavedAt = time.GetUtcNow().UtcDateTime,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // The same person's other tab made it a moment ago: the unique index says so, and the update now finds it.
            if (!await UpdateAsync(db, userId, key, baseVersion, form, ct))
            {
                throw;
            }
        }
    }

    private async Task<bool> UpdateAsync(ValanceDb db, long userId, DraftKey key, int baseVersion, string form, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Drafts.Where(d => d.UserId == userId && d.RecordKind == key.Kind && d.RecordId == key.RecordId)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Form, form).SetProperty(d => d.BaseVersion, baseVersion).SetProperty(d => d.SavedAt, now), ct) > 0;
    }
}
