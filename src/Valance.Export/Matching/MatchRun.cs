using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Lane;
using Valance.QuickBooks;

namespace Valance.Export.Matching;

/// <summary>How far a matching job is.</summary>
public sealed record MatchProgress(int Done, int Total);

/// <summary>Does one matching job: reads the company's names, then looks for candidates, or links what was looked through. What is done stays done if it is begun anew.</summary>
public sealed class MatchRun(
    IDbContextFactory<ValanceDb> store, JobWriter jobs, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Nothing happens to a job that is at an end, or is no matching job.</summary>
    public async Task HandleAsync(long jobId, IProgress<MatchProgress>? progress, CancellationToken ct)
    {
        if (await BeginAsync(jobId, ct) is not { } work)
        {
            return;
        }

        try
        {
            var names = await catalogues.For(work.RealmId).NamesAsync(clients.For(work.RealmId), Priority.Low, TimeSpan.Zero, ct);
            if (names.Value is null)
            {
                await FailAsync(jobId, names.Failure!, ct);
                return;
            }

            await using (var db = await store.CreateDbContextAsync(ct))
            {
                db.History.Add(new NamesRead(Count(names.Value, NameKind.Customer), Count(names.Value, NameKind.Vendor)).ToEntry(jobId, Now));
                await db.SaveChangesAsync(ct);
            }

            var (happened, summary) = work.LinkFrom is { } from
                ? await new LinkMatches(store, jobs, time).RunAsync(work.AccountId, work.RealmId, work.By, from, names.Value, progress, ct)
                : await new LookForMatches(store, time).RunAsync(work.AccountId, work.RealmId, names.Value, progress, ct);
            await EndAsync(jobId, happened, summary, ct);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            await jobs.CommitAsync(
                async (db, ct) =>
                {
                    Defects.Fail(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), defect, Now);
                    return jobId;
                },
                ct);
            throw;
        }
    }

    private static int Count(CompanyNames names, NameKind kind) => names.All.Values.Count(n => n.Kind == kind && n.IsActive);

    private Task<Work?> BeginAsync(long jobId, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.Matching && j.EndedAt == null, ct);
            if (job is null)
            {
                return null;
            }

            var asked = await db.History.Where(h => h.JobId == jobId && h.Event == nameof(MatchingRequested)).OrderBy(h => h.Id).Select(h => h.Data).FirstAsync(ct);
            if (await MatchScope.ConnectionAsync(db, Actor.Schedule, job.AccountId, ct) is not { } connection)
            {
                Fail(db, job, new Failure("not-connected", FailureCategory.Fixable));
                return null;
            }

            (job.State, job.StartedAt) = (JobState.Running, job.StartedAt ?? Now);
            (job.ProgressDone, job.ProgressTotal, job.ProgressAt) = (0, 0, null);
            return new Work(job.AccountId, connection.RealmId, job.RequestedBy, JobEvent.Read<MatchingRequested>(asked).LinkFrom);
        },
        ct);

    private Task EndAsync(long jobId, JobEvent happened, string summary, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            (job.State, job.EndedAt, job.Summary, job.Cause, job.Failure) = (JobState.Succeeded, Now, summary, "", "");
            job.HasWarnings = happened is MatchesLinked { Skipped.Count: > 0 };
            job.RefreshSearch();
            db.History.Add(happened.ToEntry(jobId, Now));
            return jobId;
        },
        ct);

    private Task FailAsync(long jobId, Failure failure, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            Fail(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), failure);
            return jobId;
        },
        ct);

    private void Fail(ValanceDb db, Job job, Failure failure)
    {
        (job.State, job.EndedAt, job.Cause, job.Failure) = (JobState.Failed, Now, failure.Cause, StoredFailures.Write([failure]));
        job.Summary = FailureWords.Sentence(failure, "The company's list of names");
        job.RefreshSearch();
        db.History.Add(new Stopped(failure).ToEntry(job.Id, Now));
    }

    private sealed record Work(long AccountId, string RealmId, string By, int? LinkFrom);
}
