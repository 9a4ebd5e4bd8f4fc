using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.Export.Linking;
using Valance.QuickBooks;

namespace Valance.Export.Matching;

/// <summary>A person says that a record is one that QuickBooks has: linked before the first export, so that this updates instead of making a second.</summary>
public sealed class LinkRecord(IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <returns>The id of the background job whose History tells who linked what.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long recordId, string quickBooksId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null)
        {
            return Result<long>.NotFound("The record");
        }

        if (!actor.May(MatchScope.Kinds.Contains(kind) ? Permission.Export : Permission.EditBooks, record.AccountId))
        {
            return Result<long>.Forbidden("Your role may not link records. A bookkeeper or the account administrator can.");
        }

        if (await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is not { } connection)
        {
            return Result<long>.Invalid("", MatchScope.NotConnected);
        }

        // Asked now: the candidate may have been merged or made inactive since it was shown.
        var (theirs, failure) = await ReadHeld.OfAsync(clients.For(connection.RealmId), kind, quickBooksId, ct);
        if (failure is { Code: null })
        {
            return Result<long>.Invalid("", $"QuickBooks gives no answer just now, so nothing was linked. {Explanations.Of(failure, record.Label).Why}");
        }

        return theirs is { IsActive: true }
            ? await jobs.CommitAsync((db, ct) => LinkAsync(db, actor, connection.Id, connection.RealmId, record, theirs, ct), ct)
            : Result<long>.Conflict("It is inactive or gone in QuickBooks by now. Nothing was linked.");
    }

    /// <summary>Within somebody's commit, which lets one writer in at a time. Null where it was linked, else why not.</summary>
    internal static async Task<string?> TryLinkAsync(ValanceDb db, string realmId, Record record, HeldRecord theirs, DateTime now, CancellationToken ct)
    {
        if (await db.Links.AnyAsync(l => l.RealmId == realmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct))
        {
            return $"{record.Label} is linked with a record in QuickBooks already.";
        }

        if (await db.Jobs.AnyAsync(j => j.Kind == JobKind.Export && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return $"{record.Label} is on its way to QuickBooks just now. Wait for the end of that, or cancel it.";
        }

        return await PutLink.TryAsync(db, realmId, record, theirs, now, ct);
    }

    private async Task<Result<long>> LinkAsync(ValanceDb db, Actor actor, long connectionId, string realmId, Record record, HeldRecord theirs, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await TryLinkAsync(db, realmId, record, theirs, now, ct) is { } why)
        {
            return Result<long>.Conflict(why);
        }

        var name = theirs.Name.Length > 0 ? theirs.Name : theirs.KindName;
        var job = new Job
        {
            AccountId = record.AccountId,
            ConnectionId = connectionId,
            Kind = JobKind.Matching,
            RecordKind = record.Kind,
            RecordId = record.Id,
            Title = record.Label,
            State = JobState.Succeeded,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = now,
            StartedAt = now,
            EndedAt = now,
            Summary = $"Linked with \"{name}\" in QuickBooks. The next export brings that up to date.",
        };
        job.RefreshSearch(name);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add(new Matched(actor.Name, name, theirs.Id).ToEntry(job.Id, now));
        await PutLink.SettleProposalsAsync(db, actor.Name, realmId, record, theirs, ct);
        return Result<long>.Done(job.Id);
    }
}
