using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.QuickBooks;

namespace Valance.Export.Matching;

/// <summary>A person says that a customer or vendor is one that QuickBooks has: linked before the first export, so that this updates instead of making a second.</summary>
public sealed class LinkRecord(IDbContextFactory<ValanceDb> store, JobWriter jobs, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <returns>The id of the background job whose History tells who linked what.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long recordId, string quickBooksId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null || !MatchScope.Kinds.Contains(kind))
        {
            return Result<long>.NotFound("The record");
        }

        if (!actor.May(Permission.Export, record.AccountId))
        {
            return Result<long>.Forbidden("Your role may not link records. A bookkeeper or the account administrator can.");
        }

        if (await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is not { } connection)
        {
            return Result<long>.Invalid("", MatchScope.NotConnected);
        }

        // Brought up to date now: the candidate may have been merged or made inactive since it was shown.
        var names = await catalogues.For(connection.RealmId).NamesAsync(clients.For(connection.RealmId), Priority.High, TimeSpan.Zero, ct);
        if (names.Value is null)
        {
            return Result<long>.Invalid("", $"QuickBooks gives no answer just now, so nothing was linked. {Explanations.Of(names.Failure!, "The company's names").Why}");
        }

        return names.Value.All.GetValueOrDefault((MatchScope.KindOf(kind), quickBooksId)) is { IsActive: true } theirs
            ? await jobs.CommitAsync((db, ct) => LinkAsync(db, actor, connection.Id, connection.RealmId, record, theirs, ct), ct)
            : Result<long>.Conflict("It is inactive or gone in QuickBooks by now. Nothing was linked.");
    }

    /// <summary>Within somebody's commit, which lets one writer in at a time. Null where it was linked, else why not.</summary>
    internal static async Task<string?> TryLinkAsync(ValanceDb db, string realmId, Record record, ListedName theirs, DateTime now, CancellationToken ct)
    {
        if (await db.Links.AnyAsync(l => l.RealmId == realmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct))
        {
            return $"{record.Label} is linked with a record in QuickBooks already.";
        }

        if (await db.Links.AnyAsync(l => l.RealmId == realmId && l.RecordKind == record.Kind && l.QuickBooksId == theirs.Id, ct))
        {
            return $"\"{theirs.DisplayName}\" in QuickBooks stands for another of your records already.";
        }

        if (await db.Jobs.AnyAsync(j => j.Kind == JobKind.Export && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return $"{record.Label} is on its way to QuickBooks just now. Wait for the end of that, or cancel it.";
        }

        // Without a fingerprint and a version: nothing of ours was sent yet, so the first export brings QuickBooks' record up to date.
        db.Links.Add(new Link
        {
            AccountId = record.AccountId,
            RealmId = realmId,
            RecordKind = record.Kind,
            RecordId = record.Id,
            QuickBooksId = theirs.Id,
            SyncToken = theirs.SyncToken,
            LinkedAt = now,
            ExportedAt = now,
        });
        return null;
    }

    private async Task<Result<long>> LinkAsync(ValanceDb db, Actor actor, long connectionId, string realmId, Record record, ListedName theirs, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await TryLinkAsync(db, realmId, record, theirs, now, ct) is { } why)
        {
            return Result<long>.Conflict(why);
        }

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
            Summary = $"Linked with \"{theirs.DisplayName}\" in QuickBooks. The next export brings that up to date.",
        };
        job.RefreshSearch(theirs.DisplayName);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add(new Matched(actor.Name, theirs.DisplayName, theirs.Id).ToEntry(job.Id, now));
        await SettleProposalsAsync(db, actor, realmId, record, theirs, ct);
        return Result<long>.Done(job.Id);
    }

    private static async Task SettleProposalsAsync(ValanceDb db, Actor actor, string realmId, Record record, ListedName theirs, CancellationToken ct)
    {
        var proposals = await db.MatchProposals
            .Where(p => p.AccountId == record.AccountId && p.RealmId == realmId && p.RecordKind == record.Kind && p.RecordId == record.Id).ToListAsync(ct);
        var chosen = proposals.Find(p => string.Equals(p.QuickBooksId, theirs.Id, StringComparison.Ordinal)) ?? proposals.Find(p => p.Decision == MatchDecision.Open);
        db.MatchProposals.RemoveRange(proposals.Where(p => p.Decision == MatchDecision.Open && !ReferenceEquals(p, chosen)));
        if (chosen is not null)
        {
            (chosen.QuickBooksId, chosen.QuickBooksName, chosen.QuickBooksDetail) = (theirs.Id, theirs.DisplayName, MatchScope.Detail(theirs));
            (chosen.Decision, chosen.DecidedBy) = (MatchDecision.Linked, actor.Name);
        }
    }
}
