using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Valance.Core.Data;

/// <summary>
/// SQLite lets one writer in at a time. Those who wait inside SQLite hold a thread each and come in by chance; here they wait in line and hold none, so a
/// person's save takes its turn among ten lanes. Other processes on the same file still wait as SQLite does it.
/// </summary>
internal sealed class WriteTurns : DbTransactionInterceptor, IDbCommandInterceptor, IDbConnectionInterceptor
{
    /// <summary>Who holds the turn for longer loses it: then it is SQLite's own waiting that decides, as it says what is wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE", "ANALYZE"];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private DbConnection? _holder;
    private long _heldSince;

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        // A connection that begins anew (pooled ones come back) has no turn any more.
        End(connection);
        while (!_turn.Wait(LookEvery))
        {
            FreeOfWhoIsGone();
        }

        Hold(connection);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await WaitAsync(connection, cancellationToken);
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => End(eventData.Context);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData.Context);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => End(eventData.Context);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData.Context);
        return Task.CompletedTask;
    }

    /// <summary>A transaction that is given up tells nobody, but its connection is closed.</summary>
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => End(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        End(connection);
        return Task.CompletedTask;
    }

    /// <summary>A write that belongs to no transaction.</summary>
    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command is { Transaction: null, Connection: { } connection } && Writes.Any(w => command.CommandText.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
        {
            await WaitAsync(connection, cancellationToken);
        }

        return result;
    }

    public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        EndAlone(command);
        return new(result);
    }

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        EndAlone(command);
        return Task.CompletedTask;
    }

    /// <summary>First come, first served: whoever looked and lined up anew would be overtaken for ever by a hundred others.</summary>
    private async Task WaitAsync(DbConnection connection, CancellationToken ct)
    {
        // A connection that begins anew (pooled ones come back) has no turn any more.
        End(connection);
        var turn = _turn.WaitAsync(ct);
        while (!turn.IsCompleted)
        {
            await Task.WhenAny(turn, Task.Delay(LookEvery, CancellationToken.None));
            if (!turn.IsCompleted)
            {
                FreeOfWhoIsGone();
            }
        }

        await turn;
        Hold(connection);
    }

    private void Hold(DbConnection connection)
    {
        Volatile.Write(ref _heldSince, Stopwatch.GetTimestamp());
        Volatile.Write(ref _holder, connection);
    }

    /// <summary>The turn of a connection that is closed, or that has had it for too long, goes to the first in line: whoever really holds SQLite's own lock is waited for there.</summary>
    private void FreeOfWhoIsGone()
    {
        if (Volatile.Read(ref _holder) is { } holder && (holder.State != ConnectionState.Open || Stopwatch.GetElapsedTime(Volatile.Read(ref _heldSince)) > Patience))
        {
            End(holder);
        }
    }

    private void EndAlone(DbCommand command)
    {
        if (command.Transaction is null)
        {
            End(command.Connection);
        }
    }

    private void End(DbContext? context) => End(context?.Database.GetDbConnection());

    private void End(DbConnection? connection)
    {
        if (connection is not null && Interlocked.CompareExchange(ref _holder, null, connection) == connection)
        {
            _turn.Release();
        }
    }
}
