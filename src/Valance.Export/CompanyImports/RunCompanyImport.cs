using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Lane;
using Valance.Export.Matching;
using Valance.Export.Reconciling;
using Valance.QuickBooks;

namespace Valance.Export.CompanyImports;

/// <summary>Does one job of an import from the company: the look, or the taking. Run again after an interruption it goes on, and nothing is taken twice.</summary>
public sealed class RunCompanyImport(
    IDbContextFactory<ValanceDb> store, JobWriter jobs, CompanyCatalogues catalogues, QuickBooksClientFactory clients, LaneSettings settings, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Nothing happens to a job that is at an end, or is none of these.</summary>
    public async Task HandleAsync(long jobId, CancellationToken ct)
    {
        if (await BeginAsync(jobId, ct) is not { } scope)
        {
            return;
        }

        try
        {
            if ((await RunAsync(scope, ct)).Failure is { } failure)
            {
                await FailAsync(jobId, (db, job) => Fail(db, job, failure), ct);
            }
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            await FailAsync(jobId, (db, job) => Defects.Fail(db, job, defect, Now), ct);
            throw;
        }
    }

    private async Task<StepEnd> RunAsync(CompanyImportScope scope, CancellationToken ct)
    {
        var (client, reads) = (clients.For(scope.RealmId), new PatientReads(settings, time));
        var lists = await catalogues.For(scope.RealmId).ListsAsync(client, Priority.Low, settings.ListsFresh, ct);
        if (lists.Value is null)
        {
            return StepEnd.Failed(lists.Failure!);
        }

        var job = new CompanyImportJob(store, jobs, scope.JobId, time);
        return scope.Asked.Takes
            ? await new TakeOffers(store, job, scope, kind => CompanySource.Of(kind, client, reads), lists.Value, time).RunAsync(ct)
            : await new ReadOffers(store, job, scope, client, reads, lists.Value, time).RunAsync(ct);
    }

    private Task<CompanyImportScope?> BeginAsync(long jobId, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.CompanyImport && j.EndedAt == null, ct);
            if (job is null)
            {
                return null;
            }

            if (await MatchScope.ConnectionAsync(db, Actor.Schedule, job.AccountId, ct) is not { } connection)
            {
                Fail(db, job, new Failure("not-connected", FailureCategory.Fixable));
                return null;
            }

            var import = await db.CompanyImports.SingleOrDefaultAsync(i => i.AccountId == job.AccountId && i.RealmId == connection.RealmId, ct);
            if (import is null)
            {
                import = new CompanyImport { AccountId = job.AccountId, RealmId = connection.RealmId };
                db.CompanyImports.Add(import);
                await db.SaveChangesAsync(ct);
            }

            var asked = await db.History.Where(h => h.JobId == jobId && h.Event == nameof(CompanyImportRequested)).OrderBy(h => h.Id).Select(h => h.Data).FirstAsync(ct);
            (job.State, job.StartedAt) = (JobState.Running, job.StartedAt ?? Now);
            (job.ProgressDone, job.ProgressTotal, job.ProgressOf, job.ProgressAt) = (0, 0, "", null);
            var by = new Actor(job.RequestedByUserId, job.RequestedBy, Role.Bookkeeper, job.AccountId);
            return new CompanyImportScope(jobId, import.Id, job.AccountId, connection.RealmId, JobEvent.Read<CompanyImportRequested>(asked), by, import.ReadUpTo);
        },
        ct);

    private Task FailAsync(long jobId, Action<ValanceDb, Job> fail, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            fail(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct));
            return jobId;
        },
        ct);

    private void Fail(ValanceDb db, Job job, Failure failure)
    {
        JobMoves.Fail(job, [failure], Now);
        db.History.Add(new Stopped(failure).ToEntry(job.Id, Now));
    }
}
