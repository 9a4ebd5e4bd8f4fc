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
public sealed class ImportQueue(IDbContextFactory<ValanceDb> store, RunImport import, JobWriter jobs, JobSignals signals, TimeProvider time, ILogger<ImportQueue> log)
    : JobQueue(JobKind.Import, 1, store, signals, time, log)
{
    private readonly IDbContextFactory<ValanceDb> _store = store;
    private readonly TimeProvider _time = time;

    public Task<Result<long>> AddAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct) =>
        import.RequestAsync(actor, accountId, files, keep: true, ct);

    protected override async Task DoAsync(long jobId, CancellationToken ct)
    {
        if (await WhoAskedAsync(jobId, ct) is not { } actor)
        {
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
        await using var db = await _store.CreateDbContextAsync(ct);
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
            (job.State, job.EndedAt) = (JobState.Failed, _time.GetUtcNow().UtcDateTime);
            (job.Cause, job.Failure) = (ImportFailures.FilesGone, ImportFailures.Stored(ImportFailures.FilesGone));
            job.Summary = "It was interrupted, and its files are not kept. Import them again: what was taken is not taken twice.";
            job.RefreshSearch();
            return job;
        },
        ct);
}
