using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.CompanyImports;

/// <summary>How a step of the work ended.</summary>
/// <param name="Failure">Null where it came to its end, or somebody called it off.</param>
internal sealed record StepEnd(bool IsCancelled, Failure? Failure)
{
    public static readonly StepEnd Done = new(false, null);

    public static readonly StepEnd Cancelled = new(true, null);

    public static StepEnd Failed(Failure failure) => new(false, failure);
}

/// <summary>The row of one running job: each piece of work is committed together with how far it is, and only while nobody has called it off.</summary>
internal sealed class CompanyImportJob(IDbContextFactory<ValanceDb> store, JobWriter jobs, long jobId, TimeProvider time)
{
    private int _done;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="rows">How many rows the piece has.</param>
    /// <returns>False where somebody called it off: then nothing was written.</returns>
    public async Task<bool> MoveOnAsync(OfferKind kind, int rows, int total, Func<ValanceDb, CancellationToken, Task> work, CancellationToken ct)
    {
        var done = _done + rows;
        var isRunning = await jobs.CommitAsync(
            async (db, ct) =>
            {
                var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
                if (job.State != JobState.Running)
                {
                    return false;
                }

                await work(db, ct);
                (job.ProgressDone, job.ProgressTotal, job.ProgressOf, job.ProgressAt) = (Math.Min(done, total), total, kind.ToString(), Now);
                return true;
            },
            ct);
        _done = isRunning ? done : _done;
        return isRunning;
    }

    public async Task TellAsync(JobEvent happened, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        db.History.Add(happened.ToEntry(jobId, Now));
        await db.SaveChangesAsync(ct);
    }

    /// <param name="work">What it came to; called within the commit that ends the job.</param>
    public Task<StepEnd> EndAsync<T>(Func<ValanceDb, CancellationToken, Task<T>> work, CancellationToken ct)
        where T : JobEvent => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            var happened = await work(db, ct);
            db.History.Add(happened.ToEntry(jobId, Now));
            if (job.State != JobState.Running)
            {
                // Who called it off stands in the sentence that is there.
                job.Summary = $"{job.Summary} Up to then: {HistoryReader.Sentence(happened)}";
                return StepEnd.Cancelled;
            }

            (job.State, job.EndedAt, job.ProgressAt) = (JobState.Succeeded, Now, null);
            (job.Cause, job.Failure, job.Summary) = ("", "", HistoryReader.Sentence(happened));
            job.HasWarnings = happened is OffersTaken { Refused: > 0 };
            job.RefreshSearch();
            return StepEnd.Done;
        },
        ct);
}
