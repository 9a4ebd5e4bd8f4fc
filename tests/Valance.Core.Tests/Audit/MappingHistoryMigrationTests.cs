using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Data;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Audit;

/// <summary>Mappings had a history of their own before the audit. What a site of that version holds is there after its upgrade.</summary>
public sealed class MappingHistoryMigrationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Migrate_StoreWithMappingHistory_KeepsWhoChangedWhatAndWhen(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreateUnmigratedPostgresAsync() : TestStore.CreateUnmigrated();
        await using (var old = store.CreateDbContext())
        {
            var versions = old.Database.GetMigrations().ToList();
            await old.Database.MigrateAsync(versions[versions.FindIndex(v => v.EndsWith("_AuditOfChanges", StringComparison.Ordinal)) - 1], Ct);
            await FillAsync(old);
        }

        await store.MigrateStoreAsync(Ct);

        var search = new AuditSearch(store);
        var rows = (await search.HandleAsync(Actor.CommandLine, new AuditFilter { Subjects = [AuditSubject.Mapping] }, null, 10, Ct)).Rows;
        Assert.Equal(
            ["Mapping of the default|Removed|Ada Admin|Hours|", "Mapping of Roller \"blackout\"|Changed|Bea O'Hara|Blinds|Shades", "Mapping of Roller \"blackout\"|Entered|Ada Admin||Blinds"],
            rows.Select(r => $"{r.Label}|{r.Action}|{r.By}|{r.Changes.Single().Before}|{r.Changes.Single().After}"));
        Assert.All(rows, r => Assert.Equal((1, "QuickBooksName"), (r.AccountId, r.Changes.Single().Field)));
        Assert.Equal([May(3), May(2), May(1)], rows.Select(r => DateTime.SpecifyKind(r.At, DateTimeKind.Utc)));
        Assert.Equal(2, (await search.HandleAsync(Actor.CommandLine, new AuditFilter { Text = "BLINDS roller" }, null, 10, Ct)).Count);
        Assert.Empty((await search.HandleAsync(new(7, "Stranger", Role.AccountAdministrator, 2), new AuditFilter(), null, 10, Ct)).Rows);
    }

    /// <summary>As that version wrote them: its tables, not those that the program knows now.</summary>
    private static async Task FillAsync(ValanceDb old)
    {
        await old.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Accounts" ("Id", "Name", "TimeZone", "CreateWhatIsMissing", "CreatedAt", "DeactivatedBy", "RequiresTwoStep")
            VALUES (1, 'Bay Shades', 'America/Chicago', {false}, {May(1)}, '', {false})
            """,
            Ct);
        await old.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "MappingChanges" ("AccountId", "RealmId", "Kind", "Key", "From", "To", "By", "At") VALUES
                (1, '1000', 1, 'Roller "blackout"', '', 'Blinds', 'Ada Admin', {May(1)}),
                (1, '1000', 1, 'Roller "blackout"', 'Blinds', 'Shades', 'Bea O''Hara', {May(2)}),
                (1, '1000', 1, '', 'Hours', '', 'Ada Admin', {May(3)})
            """,
            Ct);
    }

    private static DateTime May(int day) => new(2026, 5, day, 9, 30, 0, DateTimeKind.Utc);
}
