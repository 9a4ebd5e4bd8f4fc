using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Matching;
using Valance.Web.Hosting;

namespace Valance.Web.Matching;

/// <summary>Runs matching jobs one after another, and takes up what an earlier start or a node that is gone has left.</summary>
public sealed partial class MatchingQueue(IDbContextFactory<ValanceDb> store, MatchRun run, JobSignals signals, TimeProvider time, ILogger<MatchingQueue> log)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<long, MatchProgress> _progress = new();

    /// <summary>A running job has come further.</summary>
    public event Action<long>? Progressed;

    /// <summary>Null before the names are read and after the end.</summary>
    public MatchProgress? ProgressOf(long jobId) => _progress.GetValueOrDefault(jobId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Changed += Take;
        try
        {
            await Task.WhenAll(
                new RepeatedWork("Looking for matching jobs", LookEvery, LookAsync, time, log).RunAsync(stoppingToken),
                RunAllAsync(stoppingToken));
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
        var left = await db.Jobs.Where(j => j.Kind == JobKind.Matching && j.EndedAt == null).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(ct);
        left.ForEach(id => _waiting.Writer.TryWrite(id));
    }

    private async Task RunAllAsync(CancellationToken ct)
    {
        await foreach (var jobId in _waiting.Reader.ReadAllAsync(ct))
        {
            await RunAsync(jobId, ct);
        }
    }

    private void Take(JobChanged change)
    {
        // Of another kind perhaps: the run looks.
        if (change is { State: JobState.Queued, ConnectionId: null })
        {
            _waiting.Writer.TryWrite(change.JobId);
        }
    }

    private async Task RunAsync(long jobId, CancellationToken ct)
    {
        try
        {
            await using var turn = await StoreTurn.TryTakeAsync(store, TurnKind.Job, jobId, ct);
            if (turn is not null)
            {
                await run.HandleAsync(jobId, new Follow(this, jobId), ct);
            }
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            Failed(defect, jobId);
        }
        finally
        {
            _progress.TryRemove(jobId, out _);
        }
    }

    [LoggerMessage(LogLevel.Error, "Matching job {JobId} stopped through a fault.")]
    private partial void Failed(Exception defect, long jobId);

    private sealed class Follow(MatchingQueue queue, long jobId) : IProgress<MatchProgress>
    {
        public void Report(MatchProgress value)
        {
            queue._progress[jobId] = value;
            queue.Progressed?.Invoke(jobId);
        }
    }
}
