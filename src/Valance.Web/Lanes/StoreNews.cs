using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Web.Hosting;

namespace Valance.Web.Lanes;

/// <summary>
/// Tells screens and lanes of this process what another one (a command beside the server, another node) has done to jobs. One row is looked at twice a
/// second: that is within the second that people are promised, on either store, and does not fail silently as a lost notification would.
/// </summary>
internal sealed class StoreNews : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly IDbContextFactory<ValanceDb> _store;
    private readonly JobSignals _signals;
    private readonly RepeatedWork _look;
    private long? _seen;

    public StoreNews(IDbContextFactory<ValanceDb> store, JobSignals signals, TimeProvider time, ILogger<StoreNews> log)
    {
        (_store, _signals) = (store, signals);
        _look = new RepeatedWork("Looking for news in the store", LookEvery, TellAsync, time, log);
    }

    /// <summary>When the store was last looked at.</summary>
    public DateTimeOffset? LookedAt => _look.SucceededAt;

    public async Task TellAsync(CancellationToken ct)
    {
        await using var db = await _store.CreateDbContextAsync(ct);
        var newest = await db.ChangeCounters.Select(c => c.Value).SingleAsync(ct);
        var seen = _seen ?? newest;
        if (newest > seen && !_signals.HasToldAll(seen, newest))
        {
            var changed = await db.Jobs.Where(j => j.Change > seen && j.Change <= newest)
                .Select(j => new { j.Change, Job = new JobChanged(j.Id, j.AccountId, j.ConnectionId, j.State, j.RequestedByUserId, j.RecordKind, j.RecordId, j.Kind, j.BulkId) })
                .ToListAsync(ct);
            var news = changed.Where(c => !_signals.HasTold(c.Change)).Select(c => c.Job).ToList();
            news.ForEach(_signals.Tell);
            foreach (var connection in news.Where(j => j is { State: JobState.Queued, ConnectionId: not null }).Select(j => j.ConnectionId!.Value).Distinct())
            {
                _signals.Wake(connection);
            }
        }

        _signals.Forget(newest);
        _seen = newest;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _look.RunAsync(stoppingToken);
}
