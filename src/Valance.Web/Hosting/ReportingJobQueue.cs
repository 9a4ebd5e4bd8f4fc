using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Web.Hosting;

/// <summary>A queue whose jobs tell how far they are: every second into the job's row, so that the screens of every node see it.</summary>
public abstract class ReportingJobQueue<TProgress>(JobKind kind, int atOnce, IDbContextFactory<ValanceDb> store, JobSignals signals, TimeProvider time, ILogger log)
    : JobQueue(kind, atOnce, store, signals, time, log)
    where TProgress : class
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(1);

    private readonly JobWriter _jobs = new(store, signals);
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    protected abstract Task DoAsync(long jobId, IProgress<TProgress> progress, CancellationToken ct);

    /// <summary>What the job is at, in a word that its screen knows, and how many rows of how many it has done.</summary>
    protected abstract (string Of, int Done, int Total) Read(TProgress progress);

    protected sealed override async Task DoAsync(long jobId, CancellationToken ct)
    {
        var latest = new Latest();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = new RepeatedWork($"Keeping how far job {jobId} is", KeepEvery, ct => KeepAsync(jobId, latest, ct), _time, _log).RunAsync(ended.Token);
        try
        {
            await DoAsync(jobId, latest, ct);
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(long jobId, Latest latest, CancellationToken ct)
    {
        if (latest.Take() is { } progress)
        {
            await _jobs.CommitAsync((db, ct) => KeepAsync(db, jobId, Read(progress), ct), ct, wakesLanes: false);
        }
    }

    private async Task<bool> KeepAsync(ValanceDb db, long jobId, (string Of, int Done, int Total) progress, CancellationToken ct)
    {
        var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
        if (job.State != JobState.Running)
        {
            return false;
        }

        (job.ProgressOf, job.ProgressDone, job.ProgressTotal, job.ProgressAt) = (progress.Of, progress.Done, progress.Total, _time.GetUtcNow().UtcDateTime);
        return true;
    }

    /// <summary>What was told last and not kept yet.</summary>
    private sealed class Latest : IProgress<TProgress>
    {
        private TProgress? _told;

        public void Report(TProgress value) => Volatile.Write(ref _told, value);

        public TProgress? Take() => Interlocked.Exchange(ref _told, null);
    }
}
