using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Import;

/// <summary>Takes the files of a folder or an upload into an Account, as a background job of its own with a History.</summary>
public sealed class RunImport(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private const string WhoMay = "Your role may not import. A bookkeeper or the account administrator can.";

    /// <summary>What the import would do and refuse; the store stays as it is.</summary>
    public async Task<Result<ImportReport>> TryAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct)
    {
        if (Check(actor, accountId, files) is { } refusal)
        {
            return refusal;
        }

        var report = new ImportReport();
        await ReadAndWriteAsync(actor, accountId, files, report, isTrial: true, progress: null, ct);
        return Result<ImportReport>.Done(report);
    }

    /// <summary>Makes the job without running it: whoever takes it up calls <see cref="RunAsync"/>.</summary>
    /// <param name="keep">Whether the files are kept for whoever takes it up; false if the caller runs it at once.</param>
    public async Task<Result<long>> RequestAsync(Actor actor, long accountId, ImportFiles files, bool keep, CancellationToken ct)
    {
        if (Check(actor, accountId, files) is { } refusal)
        {
            return refusal.Refusal == Refusal.Forbidden ? Result<long>.Forbidden(WhoMay) : Result<long>.Invalid(refusal.Problems);
        }

        var job = new Job
        {
            AccountId = accountId,
            Kind = JobKind.Import,
            Title = $"Import of {string.Join(", ", files.Names)}",
            State = keep ? JobState.Queued : JobState.Running,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = Now,
        };
        job.RefreshSearch();
        await jobs.CommitAsync(
            async (db, ct) =>
            {
                db.Jobs.Add(job);
                await db.SaveChangesAsync(ct);
                db.History.Add(Entry(job.Id, new ImportRequested(keep)));
                db.KeptFiles.AddRange(keep ? files.ToKeep(job.Id) : []);
                return job;
            },
            ct);
        return Result<long>.Done(job.Id);
    }

    public async Task<Result<ImportReport>> HandleAsync(
        Actor actor, long accountId, ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var job = await RequestAsync(actor, accountId, files, keep: false, ct);
        return job.IsDone
            ? Result<ImportReport>.Done(await RunAsync(job.Value, actor, files, progress, ct))
            : job.Refusal == Refusal.Forbidden ? Result<ImportReport>.Forbidden(WhoMay) : Result<ImportReport>.Invalid(job.Problems);
    }

    /// <summary>The files that were kept for a job; null where there are none.</summary>
    public async Task<ImportFiles?> KeptFilesAsync(long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var kept = await db.KeptFiles.AsNoTracking().Where(f => f.JobId == jobId).OrderBy(f => f.Id).ToListAsync(ct);
        if (kept.Count == 0)
        {
            return null;
        }

        var files = new ImportFiles();
        kept.ForEach(f => files.Add(f.Name, f.Content));
        return files;
    }

    /// <summary>Runs a job that was requested. Running it twice changes nothing, so an interrupted one is simply run again.</summary>
    public async Task<ImportReport> RunAsync(long jobId, Actor actor, ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var report = new ImportReport { JobId = jobId };
        var accountId = await BeginAsync(jobId, files, ct);
        try
        {
            await ReadAndWriteAsync(actor, accountId, files, report, isTrial: false, progress, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await EndAsync(jobId, report, e, CancellationToken.None);
            throw;
        }

        await EndAsync(jobId, report, defect: null, ct);
        return report;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static Result<ImportReport>? Check(Actor actor, long accountId, ImportFiles files)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<ImportReport>.Forbidden(WhoMay);
        }

        return files.IsEmpty
            ? Result<ImportReport>.Invalid("", $"None of the files is one of {string.Join(", ", ImportFormat.Columns.Keys)}.")
            : null;
    }

    private async Task ReadAndWriteAsync(
        Actor actor, long accountId, ImportFiles files, ImportReport report, bool isTrial, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var batch = ImportBatch.Read(files, report);
        var run = new ImportRun(store, time, actor, accountId, isTrial, report, progress);
        var customers = batch.Customers.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        await new NamedLists(run).MakeAsync(batch, ct);
        var names = new NameWriter(run);
        await names.WriteAsync(batch.Customers, ct);
        await names.WriteAsync(batch.Vendors, ct);
        await new OrderWriter(run, customers).WriteAsync(batch.Orders, ct);
        await new LoosePaymentWriter(run, customers).WriteAsync(batch.LoosePayments, ct);
        var purchaseOrders = new PurchaseOrderWriter(
            run,
            batch.Vendors.Select(v => v.Key).ToHashSet(StringComparer.Ordinal),
            batch.Orders.Select(o => o.Number).ToHashSet(StringComparer.Ordinal));
        await purchaseOrders.WriteAsync(batch.PurchaseOrders, ct);
    }

    private Task<long> BeginAsync(long jobId, ImportFiles files, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            job.State = JobState.Running;
            job.StartedAt ??= Now;
            job.EndedAt = null;
            db.History.Add(Entry(jobId, new ImportStarted([.. files.Names])));
            return job.AccountId;
        },
        ct);

    private Task EndAsync(long jobId, ImportReport report, Exception? defect, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            job.Cause = defect is not null ? ImportFailures.Stopped : report.Taken == 0 && report.Refused.Count > 0 ? ImportFailures.NothingTaken : "";
            job.Failure = job.Cause.Length > 0 ? ImportFailures.Stored(job.Cause) : "";
            job.State = job.Cause.Length > 0 ? JobState.Failed : JobState.Succeeded;
            job.HasWarnings = report.Refused.Count > 0 || report.Notes.Count > 0;
            job.EndedAt = Now;
            job.Summary = defect is null
                ? string.Create(CultureInfo.InvariantCulture, $"{report.Taken} taken, {report.Refused.Count} refused.")
                : "The import stopped in the middle through a fault of the program. Run it again: what was taken is not taken twice.";
            job.RefreshSearch();
            var counts = report.Counts.ToDictionary(c => c.Key.ToString(), c => c.Value);
            db.History.Add(Entry(jobId, new ImportEnded(counts, report.Notes, defect?.GetType().Name)));
            db.History.AddRange(report.Refused.Select(r => Entry(jobId, new ImportRefused(r.Kind, r.Key, r.Problems))));
            if (defect is null)
            {
                await db.KeptFiles.Where(f => f.JobId == jobId).ExecuteDeleteAsync(ct);
            }

            return job.Id;
        },
        ct);

    private HistoryEntry Entry<T>(long jobId, T facts)
        where T : ImportEvent => new() { JobId = jobId, At = Now, Event = typeof(T).Name, Data = JsonSerializer.Serialize(facts, ImportEvent.Json) };
}
