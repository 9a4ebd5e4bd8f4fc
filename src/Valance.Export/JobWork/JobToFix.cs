using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>The job that a fix is about, and the record behind it: whoever may not fix it, or comes too late, is told so here for all fixes alike.</summary>
internal sealed record JobToFix(Job Job, Record Record, string RealmId)
{
    // Payment, order, customer: longer chains do not exist.
    private const int Deepest = 5;

    /// <param name="jobId">The failed job, or one that waits for it.</param>
    public static async Task<Result<JobToFix>> FindAsync(ValanceDb db, Actor actor, long jobId, CancellationToken ct)
    {
        var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId, ct);
        for (var depth = 0; depth < Deepest && job is { WaitsFor: WaitReason.Parent, WaitsForJobId: { } parent }; depth++)
        {
            job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == parent, ct);
        }

        var record = job is { RecordId: { } id, RecordKind: { } kind } ? await db.RecordsOf(kind).SingleOrDefaultAsync(r => r.Id == id, ct) : null;
        if (job is null || record is null)
        {
            return Result<JobToFix>.NotFound("The record of this job");
        }

        if (!JobRights.MayWork(actor, job.AccountId) && !IsOwn(actor, record))
        {
            return Result<JobToFix>.Forbidden(await WhoMay.SayAsync(db, job.AccountId, Permission.WorkOnJobs, "change this record", ct));
        }

        if (job.State is JobState.Running or JobState.Succeeded or JobState.Cancelled)
        {
            return Result<JobToFix>.Conflict("This job needs no fix any more: it is under way or has ended.");
        }

        var realm = await db.Connections.Where(c => c.Id == job.ConnectionId).Select(c => c.RealmId).SingleOrDefaultAsync(ct);
        return Result<JobToFix>.Done(new JobToFix(job, record, realm ?? ""));
    }

    /// <summary>Tries the job again, first in its lane; those that wait for it go on when it succeeds.</summary>
    /// <returns>The job, or a conflict where another job of the record is open.</returns>
    public async Task<Result<long>> RetryAsync(ValanceDb db, Actor actor, DateTime now, CancellationToken ct)
    {
        if (Job.State == JobState.Queued)
        {
            return Result<long>.Done(Job.Id);
        }

        if (!await RetryJobs.TryAgainAsync(db, Job, first: true, ct))
        {
            return Result<long>.Conflict("Another export of this record is under way already.");
        }

        db.History.Add(new RetryRequested(actor.Name).ToEntry(Job.Id, now));
        return Result<long>.Done(Job.Id);
    }

    /// <summary>A salesperson mends what they entered.</summary>
    private static bool IsOwn(Actor actor, Record record)
    {
        var needed = record is Vendor or Core.Payments.Payment or Core.PurchaseOrders.PurchaseOrder ? Permission.EditBooks : Permission.EditCustomersAndOrders;
        return actor.May(needed, record.AccountId) && (!actor.SeesOwnRecordsOnly || record.OwnerId == actor.UserId);
    }
}
