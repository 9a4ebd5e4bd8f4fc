using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Lane;

/// <summary>What a success sets free: the link, the children that waited, the older failures of the record.</summary>
internal static class Successes
{
    /// <summary>Links of the records, by kind and id.</summary>
    public static async Task<Dictionary<(RecordKind, long), Link>> LinksAsync(
        ValanceDb db, LaneSession lane, IReadOnlyCollection<(RecordKind Kind, long Id)> records, CancellationToken ct)
    {
        var links = new Dictionary<(RecordKind, long), Link>();
        foreach (var kind in records.GroupBy(r => r.Kind))
        {
            var ids = kind.Select(r => r.Id).ToList();
            var found = await db.Links
                .Where(l => l.AccountId == lane.AccountId && l.RealmId == lane.RealmId && l.RecordKind == kind.Key && ids.Contains(l.RecordId)).ToListAsync(ct);
            found.ForEach(l => links[(l.RecordKind, l.RecordId)] = l);
        }

        return links;
    }

    public static void Link(ValanceDb db, LaneSession lane, Dictionary<(RecordKind, long), Link> links, Outgoing item, IQuickBooksEntity entity)
    {
        if (!links.TryGetValue((item.Kind, item.RecordId), out var link))
        {
            link = new Link
            {
                AccountId = lane.AccountId,
                RealmId = lane.RealmId,
                RecordKind = item.Kind,
                RecordId = item.RecordId,
                QuickBooksId = entity.Id!,
                LinkedAt = lane.Now,
            };
            links.Add((item.Kind, item.RecordId), link);
            db.Links.Add(link);
        }

        if (item.IsSettlement)
        {
            Settle(link, item, entity);
            return;
        }

        link.IsMadeHere |= item.Operation == ExportOperation.Create;
        (link.Seen, link.SeenAt) = (SeenInQuickBooks.AsSent, null);
        link.QuickBooksId = entity.Id!;
        link.Document = item.Document;
        link.SyncToken = entity.SyncToken ?? link.SyncToken;
        link.Fingerprint = item.Fingerprint;
        link.RecordVersion = item.RecordVersion;
        link.ExportedAt = lane.Now;
        link.IsVoided = item.Operation is ExportOperation.Void or ExportOperation.Delete;
        // A void bears Id and SyncToken alone: what was sent before it stays for the diff.
        if (!link.IsVoided)
        {
            link.SentPayload = item.Kept;
            link.Kept = KeptFields.Write(item.Sort.Kept(item.Kept, entity, KeptFields.Read(link.Kept)));
        }
    }

    /// <summary>Whether what was sent takes the record out of QuickBooks, or a payment only lets go of something.</summary>
    public static bool IsUndone(Job job, Outgoing item) => job.Kind == JobKind.Undo && !(item is { Kind: RecordKind.Payment, Operation: ExportOperation.Update });

    /// <summary>What was undone counts as never exported.</summary>
    public static async Task UnlinkAsync(ValanceDb db, LaneSession lane, IReadOnlyCollection<Job> undone, CancellationToken ct)
    {
        var links = await LinksAsync(db, lane, [.. undone.Select(j => (j.RecordKind!.Value, j.RecordId!.Value))], ct);
        db.Links.RemoveRange(links.Values);
    }

    private static void Settle(Link link, Outgoing item, IQuickBooksEntity entity)
    {
        var stands = item.Operation is not ExportOperation.Delete;
        (link.SettlementId, link.SettlementToken, link.SettlementPayload) = stands ? (entity.Id!, entity.SyncToken ?? "", item.Kept) : ("", "", "");
        link.RecordVersion = item.RecordVersion;
    }

    /// <summary>Children go on, whichever job of the record they waited for; older failures of it are settled.</summary>
    public static async Task SetFreeAsync(ValanceDb db, LaneSession lane, IReadOnlyCollection<Job> succeeded, CancellationToken ct)
    {
        foreach (var kind in succeeded.GroupBy(j => j.RecordKind))
        {
            var byRecord = kind.ToDictionary(j => j.RecordId!.Value);
            var ids = byRecord.Keys.ToList();
            var waiting = await (from child in db.Jobs
                                 join parent in db.Jobs on child.WaitsForJobId equals parent.Id
                                 where child.State == JobState.Waiting && child.WaitsFor == WaitReason.Parent && child.ConnectionId == lane.ConnectionId
                                     && parent.RecordKind == kind.Key && ids.Contains(parent.RecordId!.Value)
                                 select new { Child = child, Parent = parent.Title }).ToListAsync(ct);
            foreach (var wait in waiting)
            {
                JobMoves.Queue(wait.Child);
                db.History.Add(new ParentArrived(wait.Parent).ToEntry(wait.Child.Id, lane.Now));
            }

            var failures = await db.Jobs
                .Where(j => j.RecordKind == kind.Key && ids.Contains(j.RecordId!.Value) && j.ConnectionId == lane.ConnectionId
                    && j.State == JobState.Failed && j.ClearedByJobId == null)
                .ToListAsync(ct);
            foreach (var failure in failures)
            {
                failure.ClearedByJobId = byRecord[failure.RecordId!.Value].Id;
                db.History.Add(new Cleared(failure.ClearedByJobId.Value).ToEntry(failure.Id, lane.Now));
            }
        }
    }
}
