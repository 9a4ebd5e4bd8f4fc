using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.Matching;

namespace Valance.Export.Linking;

/// <summary>What taking a link back would mean.</summary>
/// <param name="LinkedAt">UTC.</param>
/// <param name="WasSent">What stands here was sent over QuickBooks' record since, and stays there.</param>
/// <param name="Dependants">Orders, payments and purchase orders that stand in QuickBooks under this customer or vendor.</param>
public sealed record UnlinkOffer(DateTime LinkedAt, bool WasSent, int Dependants);

/// <summary>
/// Takes back a link that a person made by mistake. Nothing happens in QuickBooks; the record shows as not exported and the candidate is proposed again.
/// Never of what an export made there: that one is ours, and without its link the next export would make a second.
/// </summary>
public sealed class UnlinkRecord(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private const int LongestReason = 500;

    /// <summary>Null where there is no link that could be taken back, or not by this person.</summary>
    public async Task<UnlinkOffer?> OfferAsync(Actor actor, RecordKind kind, long recordId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null || !actor.May(Permission.EditBooks, record.AccountId)
            || await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is not { } connection
            || await LinkAsync(db.Links.AsNoTracking(), record, connection.RealmId, ct) is not { } link || WhyNot(link) is not null)
        {
            return null;
        }

        return new UnlinkOffer(link.LinkedAt, await WasSentAsync(db, link, connection.Id, ct), await DependantsAsync(db, record, connection.RealmId, ct));
    }

    /// <param name="reason">Kept in History; at most 500 characters.</param>
    /// <returns>The id of the background job whose History tells who took it back and why.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, RecordKind kind, long recordId, string reason, CancellationToken ct)
    {
        var said = reason.Trim();
        if (said.Length is 0 or > LongestReason)
        {
            return Result<long>.Invalid("Reason", said.Length == 0 ? "Say why the link is wrong, so that others understand it later." : "Please keep the reason to 500 characters.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null)
        {
            return Result<long>.NotFound("The record");
        }

        if (!actor.May(Permission.EditBooks, record.AccountId))
        {
            return Result<long>.Forbidden("Your role may not unlink records. A bookkeeper or the account administrator can.");
        }

        return await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is { } connection
            ? await jobs.CommitAsync((db, ct) => UnlinkAsync(db, actor, connection.Id, connection.RealmId, record, said, ct), ct)
            : Result<long>.Invalid("", MatchScope.NotConnected);
    }

    private async Task<Result<long>> UnlinkAsync(ValanceDb db, Actor actor, long connectionId, string realmId, Record record, string reason, CancellationToken ct)
    {
        if (await LinkAsync(db.Links, record, realmId, ct) is not { } link)
        {
            return Result<long>.Conflict($"{record.Label} is not linked any more.");
        }

        if (WhyNot(link) is { } why)
        {
            return Result<long>.Conflict(why);
        }

        if (await db.Jobs.AnyAsync(j => j.Kind == JobKind.Export && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return Result<long>.Conflict($"{record.Label} is on its way to QuickBooks just now. Wait for the end of that, or cancel it.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var proposals = await db.MatchProposals
            .Where(p => p.AccountId == record.AccountId && p.RealmId == realmId && p.RecordKind == record.Kind && p.RecordId == record.Id && p.Decision == MatchDecision.Linked).ToListAsync(ct);
        var name = proposals.Find(p => string.Equals(p.QuickBooksId, link.QuickBooksId, StringComparison.Ordinal))?.QuickBooksName ?? "";
        foreach (var proposal in proposals)
        {
            // Somebody found it wrong: it is never among those that are linked together unseen.
            (proposal.Decision, proposal.DecidedBy, proposal.Verdict) = (MatchDecision.Open, "", MatchVerdict.ToCheck);
        }

        db.Links.Remove(link);
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
            Summary = $"Unlinked: {reason.TrimEnd('.')}. Nothing changed in QuickBooks.",
        };
        job.RefreshSearch(name);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add(new LinkTakenBack(actor.Name, name, link.QuickBooksId, reason).ToEntry(job.Id, now));
        return Result<long>.Done(job.Id);
    }

    /// <summary>What an import brought has a fingerprint from the start, and its exports send nothing while both sides stand as they are.</summary>
    private static async Task<bool> WasSentAsync(ValanceDb db, Link link, long connectionId, CancellationToken ct)
    {
        var exports = db.Jobs.Where(j => j.ConnectionId == connectionId && j.Kind == JobKind.Export && j.RecordKind == link.RecordKind && j.RecordId == link.RecordId);
        return link.Fingerprint.Length > 0
            && (await exports.AnyAsync(j => db.JobAttempts.Any(a => a.JobId == j.Id && a.Outcome == AttemptOutcome.Succeeded), ct)
                // Its jobs may have been deleted for their age: then it counts as sent where it was exported at all.
                || (link.ExportedAt > link.LinkedAt && !await exports.AnyAsync(j => j.State == JobState.Succeeded, ct)));
    }

    /// <summary>A document that ours was sent over bears our number, lines and marker: it is ours by now.</summary>
    private static string? WhyNot(Link link) =>
        link.IsMadeHere ? "An export made it in QuickBooks, so it is this record: there is no wrong link to take back."
        : link.Fingerprint.Length > 0 && !MatchScope.Kinds.Contains(link.RecordKind) ? "What stands here was sent over it, so it is this record by now. Cancel the record here to void it in QuickBooks."
        : null;

    private static Task<Link?> LinkAsync(IQueryable<Link> links, Record record, string realmId, CancellationToken ct) => links.SingleOrDefaultAsync(
        l => l.AccountId == record.AccountId && l.RealmId == realmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct);

    private static Task<int> DependantsAsync(ValanceDb db, Record record, string realmId, CancellationToken ct)
    {
        var links = db.Links.Where(l => l.AccountId == record.AccountId && l.RealmId == realmId && !l.IsVoided);
        return record.Kind switch
        {
            RecordKind.Customer => links.CountAsync(
                l => (l.RecordKind == RecordKind.Order && db.Orders.Any(o => o.Id == l.RecordId && o.CustomerId == record.Id))
                    || (l.RecordKind == RecordKind.Payment && db.Payments.Any(p => p.Id == l.RecordId && p.CustomerId == record.Id)), ct),
            RecordKind.Vendor => links.CountAsync(l => l.RecordKind == RecordKind.PurchaseOrder && db.PurchaseOrders.Any(p => p.Id == l.RecordId && p.VendorId == record.Id), ct),
            _ => Task.FromResult(0),
        };
    }
}
