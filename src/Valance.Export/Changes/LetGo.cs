using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.JobWork;

namespace Valance.Export.Changes;

/// <summary>
/// A record that somebody deleted or voided in QuickBooks: a person lets ours go of it, to make it there anew or to leave it out. QuickBooks is asked once
/// more before, so that nothing stands there twice.
/// </summary>
public sealed class LetGo(IDbContextFactory<ValanceDb> store, GetChanges getChanges, JobWriter jobs, TimeProvider time)
{
    /// <param name="anew">It is exported as a new one at once; else it only stands here, as one that was never exported.</param>
    /// <returns>The job whose History tells it.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long id, bool anew, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record)
        {
            return Result<long>.NotFound("The record");
        }

        if (!JobRights.MayWork(actor, record.AccountId))
        {
            return Result<long>.Forbidden(await WhoMay.SayAsync(db, record.AccountId, Permission.WorkOnJobs, "unlink this record", ct));
        }

        var looked = await getChanges.HandleAsync(actor, kind, id, withTheirs: true, ct);
        if (!looked.IsDone)
        {
            return looked.Refused<long>();
        }

        if (looked.Value.Seen is not (SeenInQuickBooks.Deleted or SeenInQuickBooks.Voided))
        {
            return Result<long>.Conflict("It was found neither deleted nor voided in QuickBooks, so ours does not let go of it.");
        }

        return await jobs.CommitAsync((db, ct) => LetGoAsync(db, actor, record, looked.Value.Seen, anew, ct), ct);
    }

    private async Task<Result<long>> LetGoAsync(ValanceDb db, Actor actor, Record record, SeenInQuickBooks seen, bool anew, CancellationToken ct)
    {
        var connection = await db.Connections.SingleAsync(c => c.AccountId == record.AccountId && c.State != ConnectionState.Disconnected, ct);
        if (await db.Jobs.AnyAsync(j => j.ConnectionId == connection.Id && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return Result<long>.Conflict("Another export of this record is under way already.");
        }

        var link = await db.Links.SingleAsync(
            l => l.AccountId == record.AccountId && l.RealmId == connection.RealmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct);
        db.Links.Remove(link);
        var now = time.GetUtcNow().UtcDateTime;
        var job = RequestExport.NewJob(record, connection.Id, actor.UserId, actor.Name, RequestExport.SinglePriority, now);
        if (!anew)
        {
            (job.Kind, job.State, job.StartedAt, job.EndedAt) = (JobKind.Matching, JobState.Succeeded, now, now);
            job.Summary = $"Unlinked: in QuickBooks it was {(seen == SeenInQuickBooks.Deleted ? "deleted" : "voided")}.";
            job.RefreshSearch();
        }

        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add((anew ? new SentAnew(actor.Name) : (JobEvent)new Unlinked(actor.Name, link.QuickBooksId, seen == SeenInQuickBooks.Deleted)).ToEntry(job.Id, now));
        return Result<long>.Done(job.Id);
    }
}
