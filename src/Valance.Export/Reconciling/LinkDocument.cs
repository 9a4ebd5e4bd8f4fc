using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>A person says that an order, payment or purchase order is one that QuickBooks has: linked without being sent, so that no export makes a second.</summary>
public sealed class LinkDocument(IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <returns>The id of the background job whose History tells who linked what.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long recordId, string quickBooksId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null || MatchScope.Kinds.Contains(kind))
        {
            return Result<long>.NotFound("The record");
        }

        if (!actor.May(Permission.EditBooks, record.AccountId))
        {
            return Result<long>.Forbidden("Your role may not link records. A bookkeeper or the account administrator can.");
        }

        if (await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is not { } connection)
        {
            return Result<long>.Invalid("", MatchScope.NotConnected);
        }

        var (held, failure) = await LinkAndRetry.ReadAsync(clients.For(connection.RealmId), kind, quickBooksId, ct);
        return held is not null
            ? await jobs.CommitAsync((db, ct) => LinkAsync(db, actor, connection.Id, connection.RealmId, record, held, ct), ct)
            : Result<long>.Invalid("", failure is { Code: not null }
                ? "QuickBooks holds no such record any more. Nothing was linked."
                : $"QuickBooks gives no answer just now, so nothing was linked. {Explanations.Of(failure!, record.Label).Why}");
    }

    private async Task<Result<long>> LinkAsync(ValanceDb db, Actor actor, long connectionId, string realmId, Record record, HeldRecord held, CancellationToken ct)
    {
        if (await db.Links.AnyAsync(l => l.RealmId == realmId && l.RecordKind == record.Kind && (l.RecordId == record.Id || l.QuickBooksId == held.Id), ct))
        {
            return Result<long>.Conflict("One of the two is linked already. Compare the books again.");
        }

        if (await db.Jobs.AnyAsync(j => j.Kind == JobKind.Export && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return Result<long>.Conflict($"{record.Label} is on its way to QuickBooks just now. Wait for the end of that, or cancel it.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var name = held.Name.Length > 0 ? held.Name : held.Id;
        // Without a fingerprint and a version: nothing of ours was sent yet.
        db.Links.Add(new Link
        {
            AccountId = record.AccountId,
            RealmId = realmId,
            RecordKind = record.Kind,
            RecordId = record.Id,
            QuickBooksId = held.Id,
            SyncToken = held.SyncToken,
            LinkedAt = now,
            ExportedAt = now,
        });
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
        db.History.Add(new Matched(actor.Name, name, held.Id).ToEntry(job.Id, now));
        return Result<long>.Done(job.Id);
    }
}
