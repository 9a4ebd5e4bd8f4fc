using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Planning;

namespace Valance.Export.JobWork;

/// <summary>One job with its attempts and History.</summary>
public sealed class GetJob(IDbContextFactory<ValanceDb> store)
{
    private const int MostWaiting = 100;

    public async Task<Result<JobDetail>> HandleAsync(Actor actor, long jobId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var visible = db.VisibleJobs(actor).Where(j => j.Id == jobId);
        var found = await visible.Select(JobRow.From(db)).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return Result<JobDetail>.NotFound("The job");
        }

        var row = (await db.WithBlockersAsync([found], ct))[0];
        var failures = StoredFailures.Read(await visible.Select(j => j.Failure).SingleAsync(ct));
        var attempts = await db.JobAttempts.Where(a => a.JobId == jobId).OrderBy(a => a.Number).Select(a => new
        {
            a.Id,
            Facts = new AttemptFacts(a.Number, a.Payload, a.Answer),
            Row = new AttemptRow(a.Number, a.Operation, a.Outcome, a.HttpStatus, a.IntuitTid, a.RequestId, a.StartedAt, a.EndedAt),
        }).ToListAsync(ct);
        var entries = await db.History.AsNoTracking().Where(h => h.JobId == jobId).OrderBy(h => h.Id).ToListAsync(ct);
        var waiting = await db.Jobs.Where(j => j.WaitsForJobId == jobId && j.EndedAt == null).OrderBy(j => j.Id).Take(MostWaiting)
            .Select(j => new JobBlocker(j.Id, j.Title, j.State, j.Cause, j.Summary)).ToListAsync(ct);
        var neededBy = row.NeededByJobId is { } needer ? await db.Jobs.Where(j => j.Id == needer).Select(j => j.Title).SingleOrDefaultAsync(ct) : null;
        return Result<JobDetail>.Done(new JobDetail(
            row,
            failures,
            attempts.ConvertAll(a => a.Row),
            [HistoryReader.Requested(row, neededBy), .. HistoryReader.Read(entries, attempts.ToDictionary(a => a.Id, a => a.Facts), row.Title)],
            waiting,
            JobRights.MayRetry(actor, row),
            JobRights.MayWork(actor, row.AccountId),
            await LinkedIdAsync(db, row, ct))
        {
            Differences = row is { State: JobState.Succeeded, HasWarnings: true } ? Differences(entries) : [],
            SameCause = row.NeedsPerson ? await SameCauseAsync(db, actor, row, ct) : 0,
        });
    }

    private static IReadOnlyList<PlanNote> Differences(List<HistoryEntry> entries) =>
        entries.FindLast(e => e.Event == nameof(BookedDifferently)) is { } last
            ? System.Text.Json.JsonSerializer.Deserialize<BookedDifferently>(last.Data, JobEvent.Json)!.Notes
            : [];

    private static Task<int> SameCauseAsync(ValanceDb db, Actor actor, JobRow row, CancellationToken ct) => db.VisibleJobs(actor).CountAsync(
        j => j.AccountId == row.AccountId && j.State == JobState.Failed && j.Cause == row.Cause && j.Id != row.Id && j.DismissedAt == null && j.ClearedByJobId == null, ct);

    private static async Task<string?> LinkedIdAsync(ValanceDb db, JobRow job, CancellationToken ct) =>
        await (from connection in db.Connections
               join link in db.Links on new { connection.AccountId, connection.RealmId } equals new { link.AccountId, link.RealmId }
               where connection.Id == job.ConnectionId && link.RecordKind == job.RecordKind && link.RecordId == job.RecordId
               select link.QuickBooksId).SingleOrDefaultAsync(ct);
}
