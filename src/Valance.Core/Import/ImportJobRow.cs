using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Import;

/// <summary>What the store keeps of an import job: its state, how far it is, its History, its files.</summary>
internal sealed class ImportJobRow(JobWriter jobs, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="keep">Files for whoever takes it up; null if the caller runs it at once.</param>
    public Task<long> RequestAsync(Job job, ImportFiles? keep, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            db.Jobs.Add(job);
            await db.SaveChangesAsync(ct);
            db.History.Add(Entry(job.Id, new ImportRequested(keep is not null)));
            foreach (var part in keep?.ToKeep(job.Id) ?? [])
            {
                await AddAsync(db, part, ct);
            }

            return job.Id;
        },
        ct);

    public Task<long> BeginAsync(long jobId, ImportFiles files, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            job.State = JobState.Running;
            job.StartedAt = Now;
            job.EndedAt = null;
            (job.ProgressDone, job.ProgressTotal, job.ProgressOf, job.ProgressAt) = (0, 0, "", null);
            db.History.Add(Entry(jobId, new ImportStarted([.. files.Names])));
            return job.AccountId;
        },
        ct);

    /// <returns>False where it is no longer running: somebody called it off.</returns>
    public Task<bool> MoveOnAsync(long jobId, ImportProgress progress, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            if (job.State != JobState.Running)
            {
                return false;
            }

            (job.ProgressDone, job.ProgressTotal, job.ProgressOf, job.ProgressAt) = (progress.Rows, progress.AllRows, progress.Kind.ToString(), Now);
            return true;
        },
        ct);

    public async Task EndAsync(long jobId, ImportReport report, RowStage? stage, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("valance-refused-");
        try
        {
            var refused = stage is null ? [] : RefusedFiles.Write(stage, folder);
            await jobs.CommitAsync(
                async (db, ct) =>
                {
                    await db.KeptFiles.Where(f => f.JobId == jobId).ExecuteDeleteAsync(ct);
                    foreach (var part in refused.SelectMany(f => KeptFile.Of(jobId, f.Name, f.Path, isRefused: true)))
                    {
                        await AddAsync(db, part, ct);
                    }

                    await EndAsync(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), report, defect: null, ct);
                    return jobId;
                },
                ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Through a fault of ours. The files stay: it is run again with them.</summary>
    public Task StopAsync(long jobId, ImportReport report, Exception defect, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            await EndAsync(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), report, defect, ct);
            return jobId;
        },
        ct);

    private async Task EndAsync(ValanceDb db, Job job, ImportReport report, Exception? defect, CancellationToken ct)
    {
        job.HasWarnings = report.RefusedCount > 0 || report.Notes.Count > 0;
        job.EndedAt = Now;
        job.ProgressAt = null;
        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Taken:N0} taken, {report.RefusedCount:N0} refused.");
        if (report.IsCancelled)
        {
            // Whoever called it off stands in the sentence that is there.
            job.Summary = $"{job.Summary} Up to then {counts}";
        }
        else
        {
            job.Cause = defect is not null ? ImportFailures.Stopped : report.Taken == 0 && report.RefusedCount > 0 ? ImportFailures.NothingTaken : "";
            job.Failure = job.Cause.Length > 0 ? ImportFailures.Stored(job.Cause) : "";
            job.State = job.Cause.Length > 0 ? JobState.Failed : JobState.Succeeded;
            job.Summary = defect is null ? counts : "The import stopped in the middle through a fault of the program. Run it again: what was taken is not taken twice.";
        }

        job.RefreshSearch();
        var byKind = report.Counts.ToDictionary(c => c.Key.ToString(), c => c.Value);
        db.History.Add(Entry(job.Id, new ImportEnded(byKind, report.Notes, defect?.GetType().Name) { IsCancelled = report.IsCancelled, NotNamed = report.RefusedCount - report.Refused.Count }));
        db.History.AddRange(report.Refused.Select(r => Entry(job.Id, new ImportRefused(r.Kind, r.Key, r.Problems))));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>One part in memory at a time.</summary>
    private static async Task AddAsync(ValanceDb db, KeptFile part, CancellationToken ct)
    {
        db.KeptFiles.Add(part);
        await db.SaveChangesAsync(ct);
        db.Entry(part).State = EntityState.Detached;
    }

    private HistoryEntry Entry<T>(long jobId, T facts)
        where T : ImportEvent => new() { JobId = jobId, At = Now, Event = typeof(T).Name, Data = JsonSerializer.Serialize(facts, ImportEvent.Json) };
}
