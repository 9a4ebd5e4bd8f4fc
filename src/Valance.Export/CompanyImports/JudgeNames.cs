using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Matching;

namespace Valance.Export.CompanyImports;

/// <summary>Puts a page of the company's customers or vendors beside ours: what is linked, what is like one of ours, what is new, what cannot be taken.</summary>
/// <param name="homeCurrency">The company's; what is kept in another stays away.</param>
internal sealed class JudgeNames(IDbContextFactory<ValanceDb> store, CompanyImportScope scope, string homeCurrency)
{
    private const int ChunkSize = 500;

    public async Task<IReadOnlyList<Offer>> JudgeAsync(RecordKind kind, IReadOnlyList<TheirName> page, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ids = page.Select(t => t.Id).ToList();
        var links = await db.Links.AsNoTracking()
            .Where(l => l.AccountId == scope.AccountId && l.RealmId == scope.RealmId && l.RecordKind == kind && ids.Contains(l.QuickBooksId)).ToDictionaryAsync(l => l.QuickBooksId, ct);
        var linked = links.Values.Select(l => l.RecordId).ToList();
        var ours = await db.RecordsOf(kind).AsNoTracking().Where(r => linked.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var free = page.Where(t => !links.ContainsKey(t.Id)).ToList();
        var whyNot = free.ToDictionary(t => t.Id, WhyNot, StringComparer.Ordinal);
        var alike = await AlikeAsync(db, kind, [.. free.Where(t => whyNot[t.Id] is null)], ct);
        return
        [
            .. page.Select(t => Finish(
                kind, t,
                links.TryGetValue(t.Id, out var link) ? OfLinked(t, link, ours.GetValueOrDefault(link.RecordId))
                : whyNot[t.Id] is { } why ? New(t, OfferVerdict.LeftOut, why)
                : OfUnlinked(t, alike.GetValueOrDefault(t.Id)))),
        ];
    }

    private string? WhyNot(TheirName theirs)
    {
        if (!theirs.Listed.IsActive)
        {
            return Words.Inactive;
        }

        if (homeCurrency.Length > 0 && theirs.Currency is { Length: > 0 } currency && !string.Equals(currency, homeCurrency, StringComparison.OrdinalIgnoreCase))
        {
            return $"QuickBooks keeps it in {currency}, and Valance keeps amounts in {homeCurrency} alone.";
        }

        var problems = theirs.Check();
        return problems.Count == 0 ? null : $"{string.Join(' ', problems.Select(p => p.Message))} {Words.Correct}";
    }

    private static Offer OfLinked(TheirName theirs, Link link, Record? ours)
    {
        var offer = New(theirs, OfferVerdict.Known, "");
        (offer.RecordId, offer.RecordName) = (ours?.Id, ours is null ? "" : DisplayNames.Of(ours));
        if (!theirs.Listed.IsActive)
        {
            offer.Reason = "It was made inactive in QuickBooks.";
            return offer;
        }

        var changed = ours is null ? [] : KindOfComparison.Of(link.RecordKind).MovedFields(link, theirs.Entity);
        offer.ChangedFields = string.Join('\n', changed);
        if (link.Fingerprint.Length == 0)
        {
            offer.Reason = "Linked. The next export brings QuickBooks up to date.";
        }
        else if (changed.Count > 0 && ours!.Version > link.RecordVersion)
        {
            (offer.Verdict, offer.Reason) = (OfferVerdict.LeftOut, $"Changed here and in QuickBooks ({string.Join(", ", changed)}): choose on its page which side stands.");
        }
        else if (changed.Count > 0)
        {
            (offer.Verdict, offer.Reason) = (OfferVerdict.Changed, $"Changed in QuickBooks: {string.Join(", ", changed)}.");
        }

        return offer;
    }

    private static Offer OfUnlinked(TheirName theirs, IReadOnlyList<Alike>? alike)
    {
        if (alike is not [var best, ..])
        {
            return New(theirs, OfferVerdict.New, "");
        }

        var offer = New(theirs, best.Score.Score >= MatchScore.Sure ? OfferVerdict.Sure : OfferVerdict.ToCheck, best.Score.Reason);
        (offer.RecordId, offer.RecordName, offer.RecordDetail, offer.Score) = (best.Id, best.Name, best.Detail, best.Score.Score);
        if (alike.Count > 1 && alike[1].Score.Score >= MatchScore.Sure)
        {
            (offer.Verdict, offer.Reason) = (OfferVerdict.ToCheck, $"{offer.Reason}; \"{alike[1].Name}\" of yours is as like it");
        }

        return offer;
    }

    /// <summary>Ours that are like these, the best two for each. The page's names are held, and ours go by in chunks.</summary>
    private async Task<Dictionary<string, IReadOnlyList<Alike>>> AlikeAsync(ValanceDb db, RecordKind kind, IReadOnlyList<TheirName> page, CancellationToken ct)
    {
        var found = new Dictionary<string, List<Alike>>(StringComparer.Ordinal);
        if (page.Count == 0)
        {
            return [];
        }

        var index = new CandidateIndex(page.Select(t => t.Listed));
        var rejected = (await db.MatchProposals.AsNoTracking()
                .Where(p => p.AccountId == scope.AccountId && p.RealmId == scope.RealmId && p.RecordKind == kind && p.Decision == MatchDecision.Rejected)
                .Select(p => new { p.RecordId, p.QuickBooksId }).ToListAsync(ct))
            .Select(p => (p.RecordId, p.QuickBooksId)).ToHashSet();
        for (var last = 0L; ;)
        {
            var chunk = await MatchScope.Unlinked(db, scope.AccountId, scope.RealmId, kind).AsNoTracking().Where(r => r.Id > last).OrderBy(r => r.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var ours in chunk)
            {
                foreach (var candidate in index.Find(ours, id => rejected.Contains((ours.Id, id)), 2))
                {
                    Keep(found, candidate.Name.Id, new Alike(ours.Id, DisplayNames.Of(ours), MatchScope.Detail(ours), candidate.Match));
                }
            }

            if (chunk.Count < ChunkSize)
            {
                return found.ToDictionary(f => f.Key, f => (IReadOnlyList<Alike>)f.Value, StringComparer.Ordinal);
            }

            last = chunk[^1].Id;
        }
    }

    private static void Keep(Dictionary<string, List<Alike>> found, string id, Alike ours)
    {
        if (!found.TryGetValue(id, out var best))
        {
            found[id] = best = [];
        }

        best.Add(ours);
        best.Sort((a, b) => b.Score.Score != a.Score.Score ? b.Score.Score.CompareTo(a.Score.Score) : a.Id.CompareTo(b.Id));
        if (best.Count > 2)
        {
            best.RemoveAt(2);
        }
    }

    private static Offer New(TheirName theirs, OfferVerdict verdict, string reason) => new() { QuickBooksId = theirs.Id, Verdict = verdict, Reason = reason };

    private Offer Finish(RecordKind kind, TheirName theirs, Offer offer)
    {
        offer.CompanyImportId = scope.ImportId;
        offer.Kind = kind == RecordKind.Vendor ? OfferKind.Vendor : OfferKind.Customer;
        (offer.Name, offer.Detail) = (theirs.Listed.Name, MatchScope.Detail(theirs.Listed));
        if (offer.Verdict is OfferVerdict.New or OfferVerdict.Sure or OfferVerdict.ToCheck && theirs.Remarks.Count > 0)
        {
            offer.Reason = string.Join(' ', offer.Reason.Length > 0 ? [offer.Reason + ".", .. theirs.Remarks] : theirs.Remarks);
        }

        return offer;
    }

    private sealed record Alike(long Id, string Name, string Detail, MatchScore Score);
}
