using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.Export.Linking;
using Valance.QuickBooks;

namespace Valance.Export.Changes;

/// <summary>A customer or vendor that somebody merged into another one in QuickBooks: a person links ours to the one that is left, before an export meets it.</summary>
public sealed class FollowMerge(IDbContextFactory<ValanceDb> store, QuickBooksClientFactory clients, JobWriter jobs, TimeProvider time)
{
    /// <returns>The job that brings the one that is left up to date.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record)
        {
            return Result<long>.NotFound("The record");
        }

        if (!JobRights.MayWork(actor, record.AccountId))
        {
            return Result<long>.Forbidden(await WhoMay.SayAsync(db, record.AccountId, Permission.WorkOnJobs, "link this record", ct));
        }

        var gone = await (from link in db.Links
                          join connection in db.Connections on link.RealmId equals connection.RealmId
                          where link.AccountId == record.AccountId && connection.AccountId == record.AccountId && connection.State != ConnectionState.Disconnected
                              && link.RecordKind == kind && link.RecordId == id
                          select new { connection.Id, connection.RealmId, link.QuickBooksId }).SingleOrDefaultAsync(ct);
        return gone is null || await Survivor.FindAsync(db, clients.For(gone.RealmId), record, gone.QuickBooksId, ct) is not { } survivor
            ? Result<long>.Conflict("QuickBooks does not show into which record it was merged, so nothing was linked.")
            : await jobs.CommitAsync((db, ct) => LinkAsync(db, actor, gone.Id, gone.RealmId, (kind, id), survivor, ct), ct);
    }

    private async Task<Result<long>> LinkAsync(
        ValanceDb db, Actor actor, long connectionId, string realmId, (RecordKind Kind, long Id) key, HeldRecord survivor, CancellationToken ct)
    {
        if (await db.Jobs.AnyAsync(j => j.ConnectionId == connectionId && j.RecordKind == key.Kind && j.RecordId == key.Id && j.EndedAt == null, ct))
        {
            return Result<long>.Conflict("Another export of this record is under way already.");
        }

        var record = await db.RecordsOf(key.Kind).SingleAsync(r => r.Id == key.Id, ct);
        var now = time.GetUtcNow().UtcDateTime;
        if (await PutLink.TryAsync(db, realmId, record, survivor, now, ct) is { } why)
        {
            return Result<long>.Conflict(why);
        }

        await PutLink.SettleProposalsAsync(db, actor.Name, realmId, record, survivor, ct);
        var job = RequestExport.NewJob(record, connectionId, actor.UserId, actor.Name, RequestExport.SinglePriority, now);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        LinkAndRetry.Tell(db, actor, job.Id, record, survivor, now);
        return Result<long>.Done(job.Id);
    }
}
