using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks;

namespace Valance.Export.Mappings;

/// <summary>Says which entry of the company stands for something of ours, or takes that back.</summary>
public sealed class SaveMapping(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    private const string WhoMay = "Only the account administrator sets mappings.";
    private const int MostOfKey = 500;

    /// <param name="quickBooksId">Null takes the mapping away.</param>
    public async Task<Result<MappingTarget?>> HandleAsync(Actor actor, long accountId, MappingKind kind, string key, string? quickBooksId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageMappings, accountId))
        {
            return Result<MappingTarget?>.Forbidden(WhoMay);
        }

        if (!Enum.IsDefined(kind) || key.Length > MostOfKey || (kind == MappingKind.LedgerAccount && !Enum.IsDefined(typeof(LedgerAccountRole), key)))
        {
            return Result<MappingTarget?>.Invalid(nameof(key), "There is nothing of this name to map.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        db.Acting = actor;
        var connection = await db.VisibleConnections(actor).AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId, ct);
        if (connection is null)
        {
            return Result<MappingTarget?>.NotFound("The QuickBooks connection");
        }

        var mapping = await db.Mappings.SingleOrDefaultAsync(
            m => m.AccountId == accountId && m.RealmId == connection.RealmId && m.Kind == kind && m.Key == key, ct);
        if (quickBooksId is null)
        {
            if (mapping is not null)
            {
                db.Mappings.Remove(mapping);
                await db.SaveChangesAsync(ct);
            }

            return Result<MappingTarget?>.Done(null);
        }

        var lists = await catalogues.For(connection.RealmId).ListsAsync(clients.For(connection.RealmId), Priority.High, ct: ct);
        if (lists.Value is null)
        {
            return Result<MappingTarget?>.Invalid("", "QuickBooks gives no answer just now, so the choice could not be checked. Please try again.");
        }

        if (MappingTargets.Of(lists.Value, kind, key).FirstOrDefault(t => string.Equals(t.Id, quickBooksId, StringComparison.Ordinal)) is not { } target)
        {
            return Result<MappingTarget?>.Invalid(nameof(quickBooksId), "The company has no such active entry. Press Read the lists again, then choose anew.");
        }

        if (mapping is not null && string.Equals(mapping.QuickBooksId, target.Id, StringComparison.Ordinal))
        {
            return Result<MappingTarget?>.Done(target);
        }

        if (mapping is null)
        {
            mapping = new Mapping { AccountId = accountId, RealmId = connection.RealmId, Kind = kind, Key = key, QuickBooksId = target.Id };
            db.Mappings.Add(mapping);
        }

        (mapping.QuickBooksId, mapping.QuickBooksName) = (target.Id, target.Name);
        (mapping.ChangedBy, mapping.ChangedAt) = (actor.Name, time.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return Result<MappingTarget?>.Conflict("Somebody else has just mapped the same. Please look at it again.");
        }

        return Result<MappingTarget?>.Done(target);
    }

    /// <summary>Whether items, terms, departments and payment methods that QuickBooks lacks are made there.</summary>
    public async Task<Result<bool>> CreateMissingAsync(Actor actor, long accountId, bool creates, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageMappings, accountId))
        {
            return Result<bool>.Forbidden(WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleAccounts(actor).SingleOrDefaultAsync(a => a.Id == accountId, ct) is not { } account)
        {
            return Result<bool>.NotFound("The account");
        }

        (db.Acting, account.CreateWhatIsMissing) = (actor, creates);
        await db.SaveChangesAsync(ct);
        return Result<bool>.Done(creates);
    }
}
