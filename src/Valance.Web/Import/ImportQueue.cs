using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Web.Hosting;

namespace Valance.Web.Import;

/// <summary>Runs the imports that were asked for on the screen, one after another. Their files are kept in the data folder until they are done, so that a restart goes on.</summary>
public sealed partial class ImportQueue(
    IDbContextFactory<ValanceDb> store, RunImport import, JobWriter jobs, JobSignals signals, SiteOptions site, TimeProvider time, ILogger<ImportQueue> log)
    : BackgroundService
{
    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<long, ImportProgress> _progress = new();

    /// <summary>A running import has come further.</summary>
    public event Action<long>? Progressed;

    /// <summary>How far a running import is; null before its first chunk and after its end.</summary>
    public ImportProgress? ProgressOf(long jobId) => _progress.GetValueOrDefault(jobId);

    public async Task<Result<long>> AddAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct)
    {
        var folder = Path.Combine("imports", Guid.NewGuid().ToString("N"));
        await files.SaveToAsync(Path.Combine(site.DataFolder, folder), ct);
        var job = await import.RequestAsync(actor, accountId, files, folder, ct);
        if (!job.IsDone)
        {
            Directory.Delete(Path.Combine(site.DataFolder, folder), recursive: true);
        }

        return job;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Changed += Take;
        try
        {
            await using (var db = await store.CreateDbContextAsync(stoppingToken))
            {
                var left = await db.Jobs.Where(j => j.Kind == JobKind.Import && j.EndedAt == null).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(stoppingToken);
                left.ForEach(id => _waiting.Writer.TryWrite(id));
            }

            await foreach (var jobId in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await RunAsync(jobId, stoppingToken);
            }
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

    private void Take(JobChanged change)
    {
        if (change is { State: JobState.Queued, ConnectionId: null })
        {
            _waiting.Writer.TryWrite(change.JobId);
        }
    }

    private async Task RunAsync(long jobId, CancellationToken ct)
    {
        var (actor, folder) = await ReadAsync(jobId, ct);
        if (actor is null)
        {
            return;
        }

        if (folder is null || !Directory.Exists(folder))
        {
            await GiveUpAsync(jobId, ct);
            return;
        }

        try
        {
            await import.RunAsync(jobId, actor, await ImportFiles.FromFolderAsync(folder, ct), new Follow(this, jobId), ct);
            Directory.Delete(folder, recursive: true);
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

    private async Task<(Actor? Actor, string? Folder)> ReadAsync(long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.Import && j.EndedAt == null, ct);
        if (job is null)
        {
            return (null, null);
        }

        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.RequestedByUserId, ct);
        var data = await db.History.Where(h => h.JobId == jobId && h.Event == nameof(ImportRequested)).Select(h => h.Data).FirstOrDefaultAsync(ct);
        var keptIn = data is null ? null : JsonSerializer.Deserialize<ImportRequested>(data, ImportEvent.Json)!.KeptIn;
        return (user?.AsActor() ?? Actor.CommandLine, keptIn is null ? null : Path.Combine(site.DataFolder, keptIn));
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

    private sealed class Follow(ImportQueue queue, long jobId) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            queue._progress[jobId] = value;
            queue.Progressed?.Invoke(jobId);
        }
    }
}
