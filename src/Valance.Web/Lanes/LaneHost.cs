using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Web.Hosting;

namespace Valance.Web.Lanes;

/// <summary>Wakes lanes: at the start, at news of this process and of others on the same store, and by a sweep that forgets none.</summary>
internal sealed class LaneHost : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly Channel<long> _woken = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDbContextFactory<ValanceDb> _store;
    private readonly JobSignals _signals;
    private readonly LaneKicks _kicks;
    private readonly RunningLanes _running;
    private readonly ISchedulerFactory _schedulers;
    private readonly TimeProvider _time;
    private readonly RepeatedWork _sweep;

    public LaneHost(
        IDbContextFactory<ValanceDb> store, JobSignals signals, LaneKicks kicks, RunningLanes running, ISchedulerFactory schedulers, TimeProvider time, ILogger<LaneHost> log)
    {
        (_store, _signals, _kicks, _running, _schedulers, _time) = (store, signals, kicks, running, schedulers, time);
        _sweep = new RepeatedWork("Looking for open jobs", SweepEvery, SweepAsync, time, log);
    }

    /// <summary>When open jobs were last looked for.</summary>
    public DateTimeOffset? SweptAt => _sweep.SucceededAt;

    /// <summary>Takes no more runs, lets those under way come to their next stop, and leaves the rest to other nodes: a restart leaves nothing in doubt.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (await _schedulers.GetScheduler(cancellationToken)).Standby(cancellationToken);
            await _running.NoneAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping has taken too long: what is under way is looked up in QuickBooks by the next run.
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _signals.LaneHasWork += Wake;
        try
        {
            await Task.WhenAll(KickAsync(stoppingToken), _sweep.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
        finally
        {
            _signals.LaneHasWork -= Wake;
        }
    }

    private void Wake(long connectionId) => _woken.Writer.TryWrite(connectionId);

    private async Task KickAsync(CancellationToken ct)
    {
        await foreach (var connectionId in _woken.Reader.ReadAllAsync(ct))
        {
            await _kicks.NowAsync(connectionId, ct);
        }
    }

    /// <summary>Every lane with something ready, or left behind by a process that died.</summary>
    private async Task SweepAsync(CancellationToken ct)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        await using var db = await _store.CreateDbContextAsync(ct);
        var lanes = await (from job in db.Jobs
                           join connection in db.Connections on job.ConnectionId equals connection.Id
                           where job.EndedAt == null
                               && ((job.WaitsFor == WaitReason.Account && db.Accounts.Any(a => a.Id == job.AccountId && a.DeactivatedAt == null))
                                   || ((connection.State == ConnectionState.Connected || connection.State == ConnectionState.CompanyBlocked)
                                       && (job.State != JobState.Waiting || job.NotBefore <= now
                                           || (job.WaitsFor == WaitReason.Connection && connection.State == ConnectionState.Connected))))
                           select connection.Id).Distinct().ToListAsync(ct);
        lanes.ForEach(Wake);
    }
}
