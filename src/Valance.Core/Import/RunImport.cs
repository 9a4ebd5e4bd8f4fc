using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Import;

/// <summary>Takes the files of a folder or an upload into an Account, as a background job of its own with a History.</summary>
public sealed class RunImport(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private const string WhoMay = "Your role may not import. A bookkeeper or the account administrator can.";

    private readonly ChooseColumns _columns = new(store, time);

    /// <summary>What the import would do and refuse; the store stays as it is.</summary>
    public async Task<Result<ImportReport>> TryAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct, IProgress<ImportProgress>? progress = null)
    {
        if (await CheckAsync(actor, accountId, files, ct) is { } refusal)
        {
            return refusal;
        }

        var report = new ImportReport();
        using var stage = TableStaging.Stage(await _columns.RecogniseAsync(accountId, files, ct), report, ct);
        await WriteAsync(actor, accountId, stage, report, isTrial: true, Told(progress), ct);
        return Result<ImportReport>.Done(report);
    }

    /// <summary>Makes the job without running it: whoever takes it up calls <see cref="RunAsync"/>.</summary>
    /// <param name="keep">Whether the files are kept for whoever takes it up; false if the caller runs it at once.</param>
    public async Task<Result<long>> RequestAsync(Actor actor, long accountId, ImportFiles files, bool keep, CancellationToken ct)
    {
        if (await CheckAsync(actor, accountId, files, ct) is { } refusal)
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
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        job.RefreshSearch();
        return Result<long>.Done(await Row.RequestAsync(job, keep ? files : null, ct));
    }

    public async Task<Result<ImportReport>> HandleAsync(
        Actor actor, long accountId, ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var job = await RequestAsync(actor, accountId, files, keep: false, ct);
        return job.IsDone
            ? Result<ImportReport>.Done(await RunAsync(job.Value, actor, files, progress, ct))
            : job.Refusal == Refusal.Forbidden ? Result<ImportReport>.Forbidden(WhoMay) : Result<ImportReport>.Invalid(job.Problems);
    }

    /// <summary>The files that were kept for a job, on the disk; null where there are none.</summary>
    public async Task<ImportFiles?> KeptFilesAsync(long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ids = await db.KeptFiles.Where(f => f.JobId == jobId && !f.IsRefused).OrderBy(f => f.Name).ThenBy(f => f.Part).Select(f => f.Id).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return null;
        }

        var files = new ImportFiles();
        foreach (var id in ids)
        {
            var part = await db.KeptFiles.AsNoTracking().SingleAsync(f => f.Id == id, ct);
            files.Append(part.Name, part.Content);
        }

        return files;
    }

    /// <summary>Runs a job that was requested. Running it twice changes nothing, so an interrupted one is simply run again.</summary>
    public async Task<ImportReport> RunAsync(long jobId, Actor actor, ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var report = new ImportReport { JobId = jobId };
        var accountId = await Row.BeginAsync(jobId, files, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        RowStage? stage = null;
        try
        {
            stage = TableStaging.Stage(await _columns.RecogniseAsync(accountId, files, ct), report, stop.Token);
            await WriteAsync(actor, accountId, stage, report, isTrial: false, Kept(jobId, progress, stop), stop.Token);
            await Row.EndAsync(jobId, report, stage, ct);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            report.IsCancelled = true;
            await Row.EndAsync(jobId, report, stage, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await Row.StopAsync(jobId, report, e, CancellationToken.None);
            throw;
        }
        finally
        {
            stage?.Dispose();
        }

        return report;
    }

    private ImportJobRow Row => new(jobs, time);

    private static Func<ImportProgress, CancellationToken, Task> Told(IProgress<ImportProgress>? progress) => (how, _) =>
    {
        progress?.Report(how);
        return Task.CompletedTask;
    };

    /// <summary>Every second into the job's row, for all nodes to see; there it is seen too that somebody called it off.</summary>
    private Func<ImportProgress, CancellationToken, Task> Kept(long jobId, IProgress<ImportProgress>? progress, CancellationTokenSource stop)
    {
        DateTimeOffset? last = null;
        return async (how, ct) =>
        {
            progress?.Report(how);
            if (last is null || time.GetUtcNow() - last >= TimeSpan.FromSeconds(1))
            {
                last = time.GetUtcNow();
                if (!await Row.MoveOnAsync(jobId, how, ct))
                {
                    await stop.CancelAsync();
                }
            }
        };
    }

    private async Task<Result<ImportReport>?> CheckAsync(Actor actor, long accountId, ImportFiles files, CancellationToken ct)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<ImportReport>.Forbidden(WhoMay);
        }

        if (files.FindTooLarge() is { } name)
        {
            return Result<ImportReport>.Invalid("", $"{name} unpacks to over a gigabyte and was not read.");
        }

        return (await _columns.RecogniseAsync(accountId, files, ct)).Any(t => t.Kind is not null || t.Table.Problem is not null)
            ? null
            : Result<ImportReport>.Invalid("", $"None of the files is one of {string.Join(", ", ImportFormat.Columns.Keys)}.");
    }

    private async Task WriteAsync(
        Actor actor, long accountId, RowStage stage, ImportReport report, bool isTrial, Func<ImportProgress, CancellationToken, Task> told, CancellationToken ct)
    {
        var run = new ImportRun(store, time, actor, accountId, isTrial, stage, report, told);
        var (units, lists) = (new StagedUnits(stage), new NamedLists(run));
        var names = new NameWriter(run, lists);
        await names.WriteCustomersAsync(units, ct);
        await names.WriteVendorsAsync(units, ct);
        await new OrderWriter(run, lists).WriteAsync(units, ct);
        await new LoosePaymentWriter(run, lists).WriteAsync(units, ct);
        await new PurchaseOrderWriter(run, lists).WriteAsync(units, ct);
        await lists.FinishAsync(ct);
    }
}
