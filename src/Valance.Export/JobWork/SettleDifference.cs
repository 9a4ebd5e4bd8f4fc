using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>QuickBooks booked something other than what was sent: a person lets QuickBooks' figure stand, or sends ours once more.</summary>
public sealed class SettleDifference(JobWriter jobs, TimeProvider time)
{
    /// <summary>QuickBooks' figure stands; the job no longer asks for attention.</summary>
    public Task<Result<long>> AcceptAsync(Actor actor, long jobId, CancellationToken ct) => ChangeAsync(
        actor, jobId,
        (db, job, now, ct) =>
        {
            db.History.Add(new DifferenceAccepted(actor.Name).ToEntry(job.Id, now));
            return Task.FromResult(Result<long>.Done(job.Id));
        },
        ct);

    /// <summary>A new export of the record, even though nothing changed here.</summary>
    /// <returns>The new job.</returns>
    public Task<Result<long>> SendOursAsync(Actor actor, long jobId, CancellationToken ct) => ChangeAsync(
        actor, jobId,
        async (db, job, now, ct) =>
        {
            var record = await db.RecordsOf(job.RecordKind!.Value).SingleOrDefaultAsync(r => r.Id == job.RecordId, ct);
            var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == job.ConnectionId, ct);
            if (record is null || connection is null)
            {
                return Result<long>.NotFound("The record of this job");
            }

            if (await db.Jobs.AnyAsync(j => j.RecordKind == job.RecordKind && j.RecordId == job.RecordId && j.EndedAt == null, ct))
            {
                return Result<long>.Conflict("Another export of this record is under way already.");
            }

            var links = db.Links.Where(l => l.AccountId == job.AccountId && l.RealmId == connection.RealmId && l.RecordKind == job.RecordKind && l.RecordId == job.RecordId);
            // What was sent last counts as not sent: else nothing would leave.
            (await links.ToListAsync(ct)).ForEach(l => l.Fingerprint = "");
            var again = RequestExport.NewJob(record, connection.Id, actor.UserId, actor.Name, RequestExport.SinglePriority, now);
            db.Jobs.Add(again);
            db.History.Add(new OursSentAgain(actor.Name).ToEntry(job.Id, now));
            await db.SaveChangesAsync(ct);
            return Result<long>.Done(again.Id);
        },
        ct);

    private Task<Result<long>> ChangeAsync(
        Actor actor, long jobId, Func<ValanceDb, Job, DateTime, CancellationToken, Task<Result<long>>> change, CancellationToken ct) =>
        jobs.CommitAsync(
            async (db, ct) =>
            {
                var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId, ct);
                if (job is not { RecordKind: not null, RecordId: not null })
                {
                    return Result<long>.NotFound("The job");
                }

                if (!JobRights.MayWork(actor, job.AccountId))
                {
                    return Result<long>.Forbidden(await WhoMay.SayAsync(db, job.AccountId, Permission.WorkOnJobs, "settle this difference", ct));
                }

                if (job is not { State: JobState.Succeeded, HasWarnings: true })
                {
                    return Result<long>.Conflict("There is no difference left to settle.");
                }

                var result = await change(db, job, time.GetUtcNow().UtcDateTime, ct);
                job.HasWarnings = !result.IsDone;
                return result;
            },
            ct);
}
