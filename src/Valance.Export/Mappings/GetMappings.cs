using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Mappings;

/// <summary>The Account's mappings into its company, beside the company's lists.</summary>
public sealed class GetMappings(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    /// <summary>An item made in QuickBooks while the screen is open shall be there to choose soon.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <param name="again">Reads the company's lists anew, for somebody who has just changed them.</param>
    public async Task<Result<MappingsView>> HandleAsync(Actor actor, long accountId, bool again, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageMappings, accountId))
        {
            return Result<MappingsView>.Forbidden("Only the account administrator sets mappings.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var account = await db.VisibleAccounts(actor).AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, ct);
        if (account is null)
        {
            return Result<MappingsView>.NotFound("The account");
        }

        var connection = await db.VisibleConnections(actor).AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId, ct);
        if (connection is null)
        {
            return Result<MappingsView>.Invalid("", "Connect QuickBooks first: mappings point at entries of its company.");
        }

        var mappings = await db.Mappings.AsNoTracking().Where(m => m.AccountId == accountId && m.RealmId == connection.RealmId).ToListAsync(ct);
        var names = await OwnNames.ReadAsync(db, accountId, ct);
        if (again)
        {
            catalogues.Forget(connection.RealmId);
        }

        var lists = await catalogues.For(connection.RealmId).ListsAsync(clients.For(connection.RealmId), Priority.High, Fresh, ct);
        return Result<MappingsView>.Done(new(
            connection.CompanyName,
            account.CreateWhatIsMissing,
            new MappingSections(mappings, lists.Value, names.CategoryOf, account.CreateWhatIsMissing).Of(names),
            lists.Failure is { } failure ? Explanations.Of(failure, "The company's lists").Why : null,
            mappings.Count > 0 ? 0 : (await TakeOverMappings.EarlierAsync(db, accountId, connection.RealmId, ct)).Count));
    }
}
