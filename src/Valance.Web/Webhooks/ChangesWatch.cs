using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Export.Changes;
using Valance.Web.Hosting;

namespace Valance.Web.Webhooks;

/// <summary>Looks at what QuickBooks told of: soon after it was told, together with what is told meanwhile, and what another node or start has left.</summary>
public sealed class ChangesWatch(IDbContextFactory<ValanceDb> store, LookForChanges look, ChangesHeard heard, TimeProvider time, ILogger<ChangesWatch> log) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    // A person's change makes several notices, an export of many records makes hundreds: reads are metered, so they are looked at together.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<long, long> _lookedAt = new();
    private readonly SemaphoreSlim _woken = new(0, 1);

    public override void Dispose()
    {
        _woken.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        heard.Heard += Wake;
        try
        {
            await Task.WhenAll(
                new RepeatedWork("Looking at what QuickBooks changed", SweepEvery, LookAsync, time, log).RunAsync(stoppingToken),
                FollowAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; the next start looks at what is left.
        }
        finally
        {
            heard.Heard -= Wake;
        }
    }

    private void Wake(long connectionId)
    {
        if (_woken.CurrentCount == 0)
        {
            try
            {
                _woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // Two notices at once: one wake is enough.
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var soon = new RepeatedWork("Looking at what QuickBooks changed", SweepEvery, LookAsync, time, log);
        while (true)
        {
            await _woken.WaitAsync(ct);
            await Task.Delay(Gathering, time, ct);
            await soon.OnceAsync(ct);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        foreach (var connection in await look.WaitingAsync(ct))
        {
            if (_lookedAt.TryGetValue(connection, out var before) && time.GetElapsedTime(before) < Rest)
            {
                // The sweep comes to it.
                continue;
            }

            await using var turn = await StoreTurn.TryTakeAsync(store, TurnKind.Changes, connection, ct);
            if (turn is not null)
            {
                _lookedAt[connection] = time.GetTimestamp();
                await look.HandleAsync(connection, ct);
            }
        }
    }
}
