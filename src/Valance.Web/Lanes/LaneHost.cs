using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Web.Lanes;

/// <summary>Wakes lanes: at the start, at news within this process, once a second at news from another process on the same store, and by a sweep that forgets none.</summary>
internal sealed partial class LaneHost(
    IDbContextFactory<ValanceDb> store, JobSignals signals, StoreNews news, LaneKicks kicks, TimeProvider time, ILogger<LaneHost> log) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Channel<long> _woken = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.LaneHasWork += Wake;
        try
        {
            await Task.WhenAll(KickAsync(stoppingToken), RepeatAsync(SweepEvery, SweepAsync, stoppingToken), RepeatAsync(LookEvery, news.TellAsync, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
        finally
        {
            signals.LaneHasWork -= Wake;
        }
    }

    private void Wake(long connectionId) => _woken.Writer.TryWrite(connectionId);

    private async Task KickAsync(CancellationToken ct)
    {
        await foreach (var connectionId in _woken.Reader.ReadAllAsync(ct))
        {
            await kicks.NowAsync(connectionId, ct);
        }
    }

    /// <summary>Every lane with something ready, or left behind by a process that died.</summary>
    private async Task SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        var lanes = await (from job in db.Jobs
                           join connection in db.Connections on job.ConnectionId equals connection.Id
                           where job.EndedAt == null
                               && (connection.State == ConnectionState.Connected || connection.State == ConnectionState.CompanyBlocked)
                               && (job.State != JobState.Waiting || job.NotBefore <= now
                                   || (job.WaitsFor == WaitReason.Connection && connection.State == ConnectionState.Connected))
                           select connection.Id).Distinct().ToListAsync(ct);
        lanes.ForEach(Wake);
    }

    private async Task RepeatAsync(TimeSpan every, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                await work(ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                // A store that is away for a moment must not end the lanes for good.
                Failed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    [LoggerMessage(LogLevel.Warning, "The store could not be asked for open jobs; it is tried again.")]
    private partial void Failed(Exception failure);
}
