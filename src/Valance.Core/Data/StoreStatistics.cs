using Microsoft.EntityFrameworkCore;

namespace Valance.Core.Data;

/// <summary>What SQLite knows of how often values occur. Without it, it takes "of one kind" for as rare as "of one user" and reads a fifth of all jobs.</summary>
public static class StoreStatistics
{
    /// <summary>PostgreSQL keeps its own by itself. Takes about a second for a million jobs, in which others wait with writing.</summary>
    public static async Task RefreshStatisticsAsync(this IDbContextFactory<ValanceDb> store, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (db is SqliteValanceDb)
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE", ct);
        }
    }
}
