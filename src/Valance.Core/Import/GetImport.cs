using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Import;

/// <summary>An import as its panel shows it.</summary>
/// <param name="Of">The kind of record that it is at, as <see cref="Records.RecordKind"/> names it; empty before its first chunk.</param>
/// <param name="RowsPerSecond">Zero before there is anything to tell.</param>
/// <param name="HasRefusedFile">Rows that were refused wait to be corrected and loaded again.</param>
public sealed record ImportView(
    JobState State, string Summary, string Of, int Rows, int AllRows, double RowsPerSecond, TimeSpan? TimeLeft, bool HasRefusedFile)
{
    public bool IsOpen => State is JobState.Queued or JobState.Running or JobState.Waiting;
}

/// <summary>How far an import is, as any node sees it, and what it refused.</summary>
public sealed class GetImport(IDbContextFactory<ValanceDb> store)
{
    public async Task<Result<ImportView>> HandleAsync(Actor actor, long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var job = await Visible(db, actor, jobId).AsNoTracking().SingleOrDefaultAsync(ct);
        if (job is null)
        {
            return Result<ImportView>.NotFound("The import");
        }

        var hasRefused = await db.KeptFiles.AnyAsync(f => f.JobId == jobId && f.IsRefused, ct);
        var rate = job is { ProgressAt: { } at, StartedAt: { } start } && at > start ? job.ProgressDone / (at - start).TotalSeconds : 0;
        TimeSpan? left = rate > 0 ? TimeSpan.FromSeconds((job.ProgressTotal - job.ProgressDone) / rate) : null;
        return Result<ImportView>.Done(new(job.State, job.Summary, job.ProgressOf, job.ProgressDone, job.ProgressTotal, rate, left, hasRefused));
    }

    /// <summary>The files of refused rows, part after part; none where there are none, or the job is not the actor's to see.</summary>
    public async IAsyncEnumerable<(string Name, byte[] Content)> RefusedAsync(Actor actor, long jobId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ids = await Visible(db, actor, jobId).SelectMany(j => db.KeptFiles.Where(f => f.JobId == j.Id && f.IsRefused))
            .OrderBy(f => f.Name).ThenBy(f => f.Part).Select(f => f.Id).ToListAsync(ct);
        foreach (var id in ids)
        {
            var part = await db.KeptFiles.AsNoTracking().SingleAsync(f => f.Id == id, ct);
            yield return (part.Name, part.Content);
        }
    }

    private static IQueryable<Job> Visible(ValanceDb db, Actor actor, long jobId) => db.VisibleJobs(actor).Where(j => j.Id == jobId && j.Kind == JobKind.Import);
}
