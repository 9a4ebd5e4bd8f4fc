using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Mappings;

/// <param name="Missed">What the earlier company had mapped and this one has nothing of the same name for.</param>
public sealed record MappingsTakenOver(int Taken, IReadOnlyList<string> Missed);

/// <summary>After the Account moved to another company: its mappings again, each checked against the new company by the entry's name.</summary>
public sealed class TakeOverMappings(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    public async Task<Result<MappingsTakenOver>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageMappings, accountId))
        {
            return Result<MappingsTakenOver>.Forbidden("Only the account administrator sets mappings.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is not { } connection)
        {
            return Result<MappingsTakenOver>.Invalid("", MatchScope.NotConnected);
        }

        var lists = await catalogues.For(connection.RealmId).ListsAsync(clients.For(connection.RealmId), Priority.High, TimeSpan.Zero, ct);
        if (lists.Value is null)
        {
            return Result<MappingsTakenOver>.Invalid("", "QuickBooks gives no answer just now, so nothing was taken over. Please try again.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var (taken, missed) = (0, new List<string>());
        foreach (var earlier in await EarlierAsync(db, accountId, connection.RealmId, ct))
        {
            var target = MappingTargets.Of(lists.Value, earlier.Kind, earlier.Key).FirstOrDefault(t => ListLookups.Same(t.Name, earlier.QuickBooksName));
            if (target is null)
            {
                missed.Add(earlier.QuickBooksName.Length > 0 ? earlier.QuickBooksName : earlier.Key);
                continue;
            }

            db.Mappings.Add(new Mapping
            {
                AccountId = accountId,
                RealmId = connection.RealmId,
                Kind = earlier.Kind,
                Key = earlier.Key,
                QuickBooksId = target.Id,
                QuickBooksName = target.Name,
                ChangedBy = actor.Name,
                ChangedAt = now,
            });
            taken++;
        }

        db.Acting = actor;
        await db.SaveChangesAsync(ct);
        return Result<MappingsTakenOver>.Done(new(taken, missed));
    }

    /// <summary>Of the company before this one, what has no mapping here.</summary>
    internal static async Task<IReadOnlyList<Mapping>> EarlierAsync(ValanceDb db, long accountId, string realmId, CancellationToken ct)
    {
        var before = await db.Mappings.Where(m => m.AccountId == accountId && m.RealmId != realmId)
            .OrderByDescending(m => m.ChangedAt).Select(m => m.RealmId).FirstOrDefaultAsync(ct);
        return before is null ? [] : await db.Mappings.AsNoTracking()
            .Where(m => m.AccountId == accountId && m.RealmId == before
                && !db.Mappings.Any(here => here.AccountId == accountId && here.RealmId == realmId && here.Kind == m.Kind && here.Key == m.Key))
            .OrderBy(m => m.Id).ToListAsync(ct);
    }
}
