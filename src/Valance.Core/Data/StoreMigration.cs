using Microsoft.EntityFrameworkCore;

namespace Valance.Core.Data;

/// <summary>Brings the store to the program's schema.</summary>
public static class StoreMigration
{
    /// <summary>
    /// Call it only by the process that owns the data folder: a process killed while it migrated leaves a row in EF Core's lock table on SQLite,
    /// which would block every later migration for ever, so the owner clears it.
    /// </summary>
    public static async Task MigrateStoreAsync(this IDbContextFactory<ValanceDb> store, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            return;
        }

        if (db is SqliteValanceDb)
        {
            await db.Database.OpenConnectionAsync(ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
            var hasLockTable = await db.Database
                .SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
            if (hasLockTable > 0)
            {
                await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", ct);
            }
        }

        await db.Database.MigrateAsync(ct);
    }
}
