using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Mappings;

/// <summary>Makes in the company what stands for something of ours, by our name, because a person asks for it now.</summary>
public sealed class CreateMappedEntry(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    /// <returns>The name that the entry bears in QuickBooks.</returns>
    public async Task<Result<string>> HandleAsync(Actor actor, long accountId, MappingKind kind, string key, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageMappings, accountId))
        {
            return Result<string>.Forbidden("Only the account administrator sets mappings.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is not { } connection)
        {
            return Result<string>.Invalid("", MatchScope.NotConnected);
        }

        var (catalogue, client) = (catalogues.For(connection.RealmId), clients.For(connection.RealmId));
        var lists = await catalogue.ListsAsync(client, Priority.High, ct: ct);
        if (lists.Value is null)
        {
            return Result<string>.Invalid("", "QuickBooks gives no answer just now, so nothing was made. Please try again.");
        }

        if (await MissingAsync(db, accountId, connection.RealmId, lists.Value, kind, key, ct) is not { New: { } entry } missing)
        {
            return Result<string>.Conflict("QuickBooks has an entry of this name already, or it cannot be made there. Read the lists again.");
        }

        if (await catalogue.CreateAsync(client, missing, Priority.High, ct) is { } failure)
        {
            return Result<string>.Invalid(nameof(key), Explanations.Of(failure, $"\"{key}\"").What);
        }

        db.Acting = actor;
        AuditTrail.NoteMadeInQuickBooks(db, accountId, kind, key, entry.Name);
        await db.SaveChangesAsync(ct);
        return Result<string>.Done(entry.Name);
    }

    private static async Task<MissingEntry?> MissingAsync(
        ValanceDb db, long accountId, string realmId, CompanyLists lists, MappingKind kind, string key, CancellationToken ct)
    {
        var mappings = await db.Mappings.AsNoTracking().Where(m => m.AccountId == accountId && m.RealmId == realmId).ToListAsync(ct);
        var dueDays = await db.Terms.AsNoTracking().Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.Name, t => t.DueDays, StringComparer.OrdinalIgnoreCase, ct);
        var resolver = new ReferenceResolver(lists, mappings, dueDays, createsMissing: true);
        _ = kind switch
        {
            MappingKind.Item => resolver.ProductItem(key, ""),
            MappingKind.Charge => resolver.ChargeItem(key),
            MappingKind.AdditionalAmount => resolver.AmountItem(key, ""),
            MappingKind.Terms => resolver.Terms(key),
            MappingKind.Department => resolver.Department(key),
            MappingKind.PaymentMethod => resolver.PaymentMethod(key),
            _ => null,
        };
        return resolver.Missing.FirstOrDefault(m => m.New is not null);
    }
}
