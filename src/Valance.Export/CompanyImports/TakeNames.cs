using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Holders;
using Valance.Export.Linking;
using Valance.Export.Matching;

namespace Valance.Export.CompanyImports;

/// <summary>Customers or vendors of one chunk: new records with their links, links of ours, values that changed. Within the commit that its caller makes.</summary>
internal sealed class TakeNames(ValanceDb db, CompanyImportScope scope, CompanyLists lists, TimeProvider time)
{
    private readonly List<(Offer Offer, Record Record, TheirName Theirs, Link? Link)> _written = [];
    private List<Link> _links = [];
    private HashSet<string> _termNames = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task WriteAsync(IReadOnlyList<Offer> offers, IReadOnlyDictionary<string, Offered> found, CancellationToken ct)
    {
        if (offers.Count == 0)
        {
            return;
        }

        var kind = CompanyImportScope.RecordKindOf(offers[0].Kind);
        var terms = await scope.TermsAsync(db, lists, ct);
        var theirs = found.ToDictionary(f => f.Key, f => TheirName.Of(f.Value.Entity, terms), StringComparer.Ordinal);
        _termNames = (await db.Terms.Where(t => t.AccountId == scope.AccountId).Select(t => t.Name).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var ids = theirs.Keys.ToList();
        _links = await db.Links.Where(l => l.AccountId == scope.AccountId && l.RealmId == scope.RealmId && l.RecordKind == kind && ids.Contains(l.QuickBooksId)).ToListAsync(ct);
        var twins = await TwinsAsync(kind, theirs.Values, ct);
        foreach (var offer in offers)
        {
            await WriteAsync(kind, offer, theirs.GetValueOrDefault(offer.QuickBooksId), twins, ct);
        }

        // The records' ids and versions go into their links.
        await db.SaveChangesAsync(ct);
        var standing = await StandingLink.BeginAsync(db, scope, lists, Now, ct);
        foreach (var (offer, record, its, link) in _written)
        {
            (offer.RecordId, offer.RecordName) = (record.Id, DisplayNames.Of(record));
            standing.Put(link, record, its);
        }
    }

    private async Task WriteAsync(RecordKind kind, Offer offer, TheirName? theirs, Dictionary<string, Record> twins, CancellationToken ct)
    {
        var link = _links.Find(l => string.Equals(l.QuickBooksId, offer.QuickBooksId, StringComparison.Ordinal));
        if (theirs is null || !theirs.Listed.IsActive)
        {
            Refuse(offer, theirs is null ? Words.Gone : Words.Inactive);
        }
        else if (offer.Verdict == OfferVerdict.Changed)
        {
            await UpdateAsync(kind, offer, theirs, link, ct);
        }
        else if (link is not null)
        {
            Done(offer, "It was linked since the last look.");
        }
        else if (offer.Decision == OfferDecision.Link)
        {
            await LinkAsync(kind, offer, theirs, ct);
        }
        else if (theirs.Check() is { Count: > 0 } problems)
        {
            Refuse(offer, $"{string.Join(' ', problems.Select(p => p.Message))} {Words.Correct}");
        }
        else if (offer.Verdict == OfferVerdict.New && twins.TryGetValue(DisplayNames.Key(theirs.Listed.DisplayName), out var twin))
        {
            (offer.Verdict, offer.Decision, offer.Score) = (OfferVerdict.ToCheck, OfferDecision.Open, MatchScore.Sure);
            (offer.RecordId, offer.RecordName, offer.RecordDetail) = (twin.Id, DisplayNames.Of(twin), MatchScope.Detail(twin));
            offer.Reason = "One by this name was entered here since the last look.";
        }
        else
        {
            Create(offer, theirs);
        }
    }

    private void Create(Offer offer, TheirName theirs)
    {
        AddTerms(theirs);
        var record = theirs.ToNew();
        record.AccountId = scope.AccountId;
        record.Touch(Now, scope.Asked.By);
        db.Add(record);
        _written.Add((offer, record, theirs, null));
        Done(offer, $"Imported by {scope.Asked.By}.");
    }

    private async Task UpdateAsync(RecordKind kind, Offer offer, TheirName theirs, Link? link, CancellationToken ct)
    {
        var record = link is null ? null : await Record(kind, link.RecordId, ct);
        if (record is null || record.Version != link!.RecordVersion)
        {
            Refuse(offer, "It was changed here since the last look: choose on its page which side stands.");
            return;
        }

        var fields = KindOfComparison.Of(kind).MovedFields(link, theirs.Entity);
        AddTerms(theirs);
        if (theirs.PutInto(record, [.. fields]) is { Count: > 0 } problems)
        {
            Refuse(offer, $"{string.Join(' ', problems.Select(p => p.Message))} {Words.Correct}");
            return;
        }

        record.Touch(Now, scope.Asked.By);
        _written.Add((offer, record, theirs, link));
        Done(offer, $"QuickBooks' values were taken by {scope.Asked.By}: {string.Join(", ", fields)}.");
    }

    private async Task LinkAsync(RecordKind kind, Offer offer, TheirName theirs, CancellationToken ct)
    {
        var record = offer.RecordId is { } id ? await Record(kind, id, ct) : null;
        var held = HeldRecord.Of(theirs.Listed);
        var why = record is null ? "The record of yours is gone." : await LinkRecord.TryLinkAsync(db, scope.RealmId, record, held, Now, ct);
        if (why is not null)
        {
            Refuse(offer, why);
            return;
        }

        await PutLink.SettleProposalsAsync(db, scope.Asked.By, scope.RealmId, record!, held, ct);
        Done(offer, $"Linked by {scope.Asked.By}. The next export brings QuickBooks up to date.");
        // The next one of the chunk must see that this one is taken.
        await db.SaveChangesAsync(ct);
    }

    private Task<Record?> Record(RecordKind kind, long id, CancellationToken ct) =>
        db.RecordsOf(kind).SingleOrDefaultAsync(r => r.Id == id && r.AccountId == scope.AccountId, ct);

    /// <summary>Records of ours by these display names that stand for nothing in the company: they may have come since the look.</summary>
    private async Task<Dictionary<string, Record>> TwinsAsync(RecordKind kind, IEnumerable<TheirName> theirs, CancellationToken ct)
    {
        var keys = theirs.Select(t => DisplayNames.Key(t.Listed.DisplayName)).ToList();
        List<Record> twins = kind == RecordKind.Vendor
            ? [.. await db.Vendors.AsNoTracking().Where(v => v.AccountId == scope.AccountId && !v.IsCancelled && keys.Contains(v.DisplayNameKey)
                && !db.Links.Any(l => l.AccountId == scope.AccountId && l.RealmId == scope.RealmId && l.RecordKind == kind && l.RecordId == v.Id)).ToListAsync(ct)]
            : [.. await db.Customers.AsNoTracking().Where(c => c.AccountId == scope.AccountId && !c.IsCancelled && keys.Contains(c.DisplayNameKey)
                && !db.Links.Any(l => l.AccountId == scope.AccountId && l.RealmId == scope.RealmId && l.RecordKind == kind && l.RecordId == c.Id)).ToListAsync(ct)];
        return twins.GroupBy(r => DisplayNames.Key(DisplayNames.Of(r)), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    private void AddTerms(TheirName theirs)
    {
        if (theirs.Terms is { IsActive: true } terms && _termNames.Add(terms.Name))
        {
            db.Terms.Add(new Terms { AccountId = scope.AccountId, Name = terms.Name, DueDays = terms.DueDays });
        }
    }

    private static void Done(Offer offer, string how) => (offer.Verdict, offer.Reason) = (OfferVerdict.Known, how);

    private static void Refuse(Offer offer, string why) => (offer.Verdict, offer.Decision, offer.Reason) = (OfferVerdict.LeftOut, OfferDecision.Open, why);
}
