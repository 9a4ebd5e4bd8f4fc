using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Holders;
using Valance.Export.Matching;

namespace Valance.Export.Linking;

/// <summary>Makes a record of ours one that QuickBooks holds, on a person's word: the same for a match, a whole list of them, and the fix of a failed job.</summary>
internal static class PutLink
{
    /// <summary>Within somebody's commit, which lets one writer in at a time. A link that the record has already is moved.</summary>
    /// <returns>Null where it was linked, else why not.</returns>
    public static async Task<string?> TryAsync(ValanceDb db, string realmId, Record record, HeldRecord held, DateTime now, CancellationToken ct)
    {
        if (held.Kind != HeldRecord.KindOf(record.Kind))
        {
            return $"In QuickBooks it is {(held.Kind == HeldKind.Employee ? "an" : "a")} {held.KindName}: {record.Label} cannot be linked to it.";
        }

        if ((await OurLinks.WithLinksAsync(db, record.AccountId, realmId, (record.Kind, record.Id), [held], ct))[0].LinkedTo is { } other)
        {
            return $"{other} is linked to this {held.KindName} already; each one in QuickBooks stands for one record here.";
        }

        var link = await db.Links.SingleOrDefaultAsync(
            l => l.AccountId == record.AccountId && l.RealmId == realmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct);
        if (link is null)
        {
            link = new Link { AccountId = record.AccountId, RealmId = realmId, RecordKind = record.Kind, RecordId = record.Id, QuickBooksId = held.Id, ExportedAt = now };
            db.Links.Add(link);
        }

        // Without a fingerprint and a version: nothing of ours was sent to it yet, so the next export brings QuickBooks' record up to date.
        (link.QuickBooksId, link.SyncToken, link.Fingerprint, link.SentPayload, link.Kept) = (held.Id, held.SyncToken, "", "", "");
        (link.IsVoided, link.IsMadeHere, link.RecordVersion, link.LinkedAt) = (false, false, 0, now);
        (link.Seen, link.SeenAt, link.MergedInto) = (SeenInQuickBooks.AsSent, null, "");
        return null;
    }

    /// <summary>The list of matches shows whom the record was linked with; what else was proposed for it is off the list.</summary>
    public static async Task SettleProposalsAsync(ValanceDb db, string by, string realmId, Record record, HeldRecord held, CancellationToken ct)
    {
        var proposals = await db.MatchProposals
            .Where(p => p.AccountId == record.AccountId && p.RealmId == realmId && p.RecordKind == record.Kind && p.RecordId == record.Id).ToListAsync(ct);
        var chosen = proposals.Find(p => string.Equals(p.QuickBooksId, held.Id, StringComparison.Ordinal)) ?? proposals.Find(p => p.Decision == MatchDecision.Open);
        db.MatchProposals.RemoveRange(proposals.Where(p => p.Decision != MatchDecision.Rejected && !ReferenceEquals(p, chosen)));
        if (chosen is not null)
        {
            (chosen.QuickBooksId, chosen.QuickBooksName, chosen.QuickBooksDetail) = (held.Id, held.Name, MatchScope.Detail(held));
            (chosen.Decision, chosen.DecidedBy) = (MatchDecision.Linked, by);
        }
    }
}
