using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Web.Hosting;

namespace Valance.Web.Import;

/// <summary>
/// Runs the imports that were asked for on the screen, one after another. Their files are kept in the store until they are done, so that a restart goes on,
/// or another node if this one is gone.
/// </summary>
public sealed partial class ImportQueue(
    IDbContextFactory<ValanceDb> store, RunImport import, JobWriter jobs, JobSignals signals, TimeProvider time, ILogger<ImportQueue> log)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });

    public Task<Result<long>> AddAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct) =>
        import.RequestAsync(actor, accountId, files, keep: true, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Changed += Take;
        try
        {
            await Task.WhenAll(
                new RepeatedWork("Looking for imports", LookEvery, LookAsync, time, log).RunAsync(stoppingToken),
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

    /// <summary>What an earlier start, or a node that is gone, has left.</summary>
    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var left = await db.Jobs.Where(j => j.Kind == JobKind.Import && j.EndedAt == null).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(ct);
        left.ForEach(id => _waiting.Writer.TryWrite(id));
    }

    private async Task RunAllAsync(CancellationToken ct)
    {
        await foreach (var jobId in _waiting.Reader.ReadAllAsync(ct))
        {
            try
            {
                await RunAsync(jobId, ct);
            }
            catch (Exception defect) when (!ct.IsCancellationRequested)
            {
                Failed(defect, jobId);
            }
        }
    }

    private void Take(JobChanged change)
    {
        if (change is { State: JobState.Queued, ConnectionId: null })
        {
            _waiting.Writer.TryWrite(change.JobId);
        }
    }

    private async Task RunAsync(long jobId, CancellationToken ct)
    {
        await using var turn = await StoreTurn.TryTakeAsync(store, TurnKind.Job, jobId, ct);
        if (turn is null || await WhoAskedAsync(jobId, ct) is not { } actor)
        {
            // Another node has it, or it has ended.
            return;
        }

        using var files = await import.KeptFilesAsync(jobId, ct);
        if (files is null)
        {
            await GiveUpAsync(jobId, ct);
            return;
        }

        await import.RunAsync(jobId, actor, files, progress: null, ct);
    }

    /// <summary>Null where the job is no open import.</summary>
    private async Task<Actor?> WhoAskedAsync(long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.Import && j.EndedAt == null, ct);
        if (job is null)
        {
            return null;
        }

        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.RequestedByUserId, ct);
        return user?.AsActor() ?? Actor.CommandLine;
    }

    /// <summary>A command that was ended in the middle, or a retry of what is done: the files are not here.</summary>
    private Task GiveUpAsync(long jobId, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            (job.State, job.EndedAt) = (JobState.Failed, time.GetUtcNow().UtcDateTime);
            (job.Cause, job.Failure) = (ImportFailures.FilesGone, ImportFailures.Stored(ImportFailures.FilesGone));
            job.Summary = "It was interrupted, and its files are not kept. Import them again: what was taken is not taken twice.";
            job.RefreshSearch();
            return job;
        },
        ct);

    [LoggerMessage(LogLevel.Error, "Import job {JobId} stopped through a fault.")]
    private partial void Failed(Exception defect, long jobId);
}
