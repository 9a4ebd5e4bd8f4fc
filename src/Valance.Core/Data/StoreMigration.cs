using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Valance.Core.Data;

/// <summary>Brings the store to the program's schema.</summary>
public static class StoreMigration
{
    /// <summary>
    /// With SQLite, call it only by the process that owns the data folder: a process killed while it migrated leaves a row in EF Core's lock table,
    /// which would block every later migration for ever, so the owner clears it. Nodes on one PostgreSQL database take turns.
    /// </summary>
    public static async Task MigrateStoreAsync(this IDbContextFactory<ValanceDb> store, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (db is PostgresValanceDb)
        {
            await MakeDatabaseAsync(db, ct);
        }

        await using var turn = await StoreTurn.TakeAsync(store, TurnKind.Schema, ct);
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

        await CrashPoint.While("migrating", db.Database.MigrateAsync(ct));
        await store.RefreshStatisticsAsync(ct);
    }

    /// <summary>A database that is named but not there is made, as a SQLite file is.</summary>
    private static async Task MakeDatabaseAsync(ValanceDb db, CancellationToken ct)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(ct))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node made it in the same moment.
        }
    }
}
