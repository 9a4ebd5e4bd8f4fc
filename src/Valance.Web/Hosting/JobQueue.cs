using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Lane;

namespace Valance.Web.Hosting;

/// <summary>Runs jobs of one kind that no lane works on, and takes up what an earlier start or a node that is gone has left.</summary>
/// <param name="atOnce">How many run at the same time on this node.</param>
public abstract partial class JobQueue(JobKind kind, int atOnce, IDbContextFactory<ValanceDb> store, JobSignals signals, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>();
    private readonly AccountWaits _accounts = new(store, new JobWriter(store, signals), time);

    /// <summary>Does one job; one of another kind, or at an end, is left alone.</summary>
    protected abstract Task DoAsync(long jobId, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Changed += Take;
        try
        {
            await Task.WhenAll(
                new RepeatedWork($"Looking for jobs of the kind {kind}", LookEvery, LookAsync, time, log).RunAsync(stoppingToken),
                Parallel.ForEachAsync(
                    _waiting.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stoppingToken },
                    async (jobId, ct) => await RunAsync(jobId, ct)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; the next start takes up what is left.
        }
        finally
        {
            signals.Changed -= Take;
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var left = await db.Jobs.Where(j => j.Kind == kind && j.EndedAt == null).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(ct);
        left.ForEach(id => _waiting.Writer.TryWrite(id));
    }

    private void Take(JobChanged change)
    {
        if (change is { State: JobState.Queued, ConnectionId: null } && change.Kind == kind)
        {
            _waiting.Writer.TryWrite(change.JobId);
        }
    }

    private async Task RunAsync(long jobId, CancellationToken ct)
    {
        try
        {
            await using var turn = await StoreTurn.TryTakeAsync(store, TurnKind.Job, jobId, ct);
            if (turn is not null && await _accounts.MayGoOnAsync(jobId, ct))
            {
                await DoAsync(jobId, ct);
            }
        }
        catch (Exception defect) when (!ct.IsCancellationRequested)
        {
            Failed(log, defect, kind, jobId);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind} job {JobId} stopped through a fault.")]
    private static partial void Failed(ILogger log, Exception defect, JobKind kind, long jobId);
}
