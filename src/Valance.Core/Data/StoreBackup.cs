using Microsoft.EntityFrameworkCore;

namespace Valance.Core.Data;

/// <summary>Copies a SQLite store while it is in use. For PostgreSQL its own pg_dump does that better than we could.</summary>
public static class StoreBackup
{
    /// <param name="file">Must not exist yet.</param>
    public static async Task BackUpAsync(this IDbContextFactory<ValanceDb> store, string file, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (db is not SqliteValanceDb)
        {
            throw new NotSupportedException("A PostgreSQL store is backed up with pg_dump.");
        }

        // One consistent moment, without the write-ahead file, while others go on writing. A plain copy of the files would be torn.
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
    }
}
