using Microsoft.EntityFrameworkCore;

namespace Valance.Core.Data;

/// <summary>What only one node at a time may do on a store.</summary>
public enum TurnKind
{
    /// <summary>Change the schema.</summary>
    Schema = 1,
    /// <summary>Fill an empty store, make the first keys.</summary>
    FirstStart = 2,
    /// <summary>Run one job that belongs to no lane, such as an import; the number is its own.</summary>
    Job = 3,
    /// <summary>Look at what QuickBooks changed in one company; the number is the connection's.</summary>
    Changes = 4,
}

/// <summary>
/// A node's turn at something. On PostgreSQL an advisory lock of the connection, which falls with the process, however that ends; with SQLite the owner of
/// the data folder is alone anyway.
/// </summary>
public sealed class StoreTurn : IAsyncDisposable
{
    private readonly ValanceDb? _db;
    private readonly int _kind;
    private readonly int _number;

    private StoreTurn(ValanceDb? db, TurnKind kind, long number) => (_db, _kind, _number) = (db, (int)kind, (int)number);

    /// <summary>Waits for the turn.</summary>
    public static async Task<StoreTurn> TakeAsync(IDbContextFactory<ValanceDb> store, TurnKind kind, CancellationToken ct)
    {
        var turn = await OpenAsync(store, kind, number: 0, ct);
        if (turn._db is not null)
        {
            // Another node may be filling the store: that takes longer than a query may.
            turn._db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await turn._db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({turn._kind}, {turn._number})", ct);
        }

        return turn;
    }

    /// <summary>Null where another node has it.</summary>
    public static async Task<StoreTurn?> TryTakeAsync(IDbContextFactory<ValanceDb> store, TurnKind kind, long number, CancellationToken ct)
    {
        var turn = await OpenAsync(store, kind, number, ct);
        if (turn._db is null || await turn._db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({turn._kind}, {turn._number}) AS \"Value\"").SingleAsync(ct))
        {
            return turn;
        }

        await turn._db.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is not null)
        {
            await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({_kind}, {_number})", CancellationToken.None);
            await _db.DisposeAsync();
        }
    }

    private static async Task<StoreTurn> OpenAsync(IDbContextFactory<ValanceDb> store, TurnKind kind, long number, CancellationToken ct)
    {
        var db = await store.CreateDbContextAsync(ct);
        if (db is PostgresValanceDb)
        {
            // The lock is the connection's: it stays open for as long as the turn lasts.
            await db.Database.OpenConnectionAsync(ct);
            return new StoreTurn(db, kind, number);
        }

        await db.DisposeAsync();
        return new StoreTurn(null, kind, number);
    }
}
