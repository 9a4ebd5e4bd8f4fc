using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>Walks both books of one kind, a page at a time: first what QuickBooks has, each with ours beside it; then what of ours QuickBooks did not show.</summary>
internal sealed class CompareKind(
    IDbContextFactory<ValanceDb> store, QuickBooksClient client, PatientReads reads, BooksComparison comparison, FindingWriter findings, ReconcileScope scope, RecordKind kind)
{
    private const int PageSize = QuickBooksQuery<QuickBooks.Entities.Invoice>.LargestPage;

    private readonly TheirBooks _theirs = TheirBooks.Of(kind, client, reads, scope.Period);
    private readonly SeenRecords _seen = new();
    private int _ourCount;
    private int _theirCount;
    private decimal _ourSum;
    private decimal _theirSum;
    private decimal _explained;

    /// <summary>How many rows it will look at.</summary>
    public async Task<(int Count, Failure? Failure)> CountAsync(CancellationToken ct)
    {
        var (theirs, failure) = await _theirs.CountAsync(ct);
        await using var db = await store.CreateDbContextAsync(ct);
        return (theirs + await Ours(db).CountAsync(ct), failure);
    }

    /// <param name="moved">Told how many rows were looked at since the last time.</param>
    public async Task<(KindTotals? Totals, Failure? Failure)> RunAsync(Action<int> moved, CancellationToken ct)
    {
        if ((await WalkTheirsAsync(moved, ct) ?? await WalkOursAsync(moved, ct)) is { } failure)
        {
            return (null, failure);
        }

        return (new KindTotals(kind, _ourCount, _ourSum, _theirCount, _theirSum, _explained), null);
    }

    private OurBooks Ours(ValanceDb db) => new(db, scope.AccountId, scope.RealmId, kind, scope.Period);

    private async Task<Failure?> WalkTheirsAsync(Action<int> moved, CancellationToken ct)
    {
        for (var start = 1; ; start += PageSize)
        {
            var (page, failure) = await _theirs.PageAsync(start, ct);
            if (page is null)
            {
                return failure;
            }

            await CompareAsync(page, ct);
            moved(page.Count);
            if (page.Count < PageSize)
            {
                return null;
            }
        }
    }

    private async Task CompareAsync(IReadOnlyList<TheirSide> page, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var linked = await Ours(db).LinkedAsync([.. page.Select(t => t.Id)], ct);
        var unlinked = new List<TheirSide>();
        foreach (var theirs in page)
        {
            if (!linked.TryGetValue(theirs.Id, out var ours))
            {
                unlinked.Add(theirs);
            }
            else if (_seen.Add(ours.Id))
            {
                Count(theirs);
                await AddAsync(comparison.Linked(ours, theirs), ct);
            }
        }

        // What is void or inactive, and never was one of ours, is nothing to anybody; a payment of nothing only puts a credit to use.
        unlinked.RemoveAll(t => t.IsVoided || (kind == RecordKind.Payment && t.Amount == 0m));
        var likely = unlinked.Count == 0 ? [] : await Ours(db).LikelyAsync(unlinked, ct);
        foreach (var theirs in unlinked)
        {
            Count(theirs);
            var alike = Likeliest(likely, theirs);
            var isTaken = alike is { Link: null } && !_seen.Add(alike.Id);
            await AddAsync(comparison.OnlyThere(kind, theirs, alike, isTaken), ct);
        }
    }

    /// <summary>One that bears our marker, then one that is free, then one that is linked: so a second of theirs is told from a first.</summary>
    private static OurSide? Likeliest(IReadOnlyList<OurSide> likely, TheirSide theirs) => likely
        .Where(o => BooksComparison.AreAlike(o, theirs))
        .OrderByDescending(o => o.Marker.Length > 0 && theirs.Note.Contains(o.Marker, StringComparison.Ordinal)).ThenBy(o => o.Link is not null).ThenBy(o => o.Id)
        .FirstOrDefault();

    private async Task<Failure?> WalkOursAsync(Action<int> moved, CancellationToken ct)
    {
        var (missing, refunds) = (new List<OurSide>(), new List<OurSide>());
        for (var after = 0L; ;)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var page = await Ours(db).AfterAsync(after, PageSize, ct);
            foreach (var ours in page)
            {
                if (ours.Counts)
                {
                    (_ourCount, _ourSum) = (_ourCount + 1, _ourSum + ours.Amount);
                }

                if (ours.IsElsewhere || ours.IsBeforeCutOff)
                {
                    if (ours.Link is { IsVoided: false, Document: not ("" or Link.PartOfAnother) })
                    {
                        refunds.Add(ours);
                    }

                    await AddAsync(ours is { Link: null, IsBeforeCutOff: false, IsSettledByAnother: false, IsCancelled: false } ? comparison.OnlyHere(ours) : null, ct);
                    continue;
                }

                if (!_seen.Contains(ours.Id) && ours.Link is not null)
                {
                    missing.Add(ours);
                }
                else if (!_seen.Contains(ours.Id) && !ours.IsCancelled)
                {
                    await AddAsync(comparison.OnlyHere(ours), ct);
                }
            }

            while (missing.Count >= TheirBooks.MostIds || (page.Count < PageSize && missing.Count > 0))
            {
                var some = missing.Take(TheirBooks.MostIds).ToList();
                missing.RemoveRange(0, some.Count);
                if (await LookAgainAsync(some, ct) is { } failure)
                {
                    return failure;
                }
            }

            if (await LookAtRefundsAsync(refunds, ct) is { } unread)
            {
                return unread;
            }

            refunds.Clear();
            moved(page.Count);
            if (page.Count < PageSize)
            {
                return null;
            }

            after = page[^1].Id;
        }
    }

    /// <summary>Refunds stand in QuickBooks as checks, refund receipts and credit memos: each is looked up by its id.</summary>
    private async Task<Failure?> LookAtRefundsAsync(IReadOnlyList<OurSide> refunds, CancellationToken ct)
    {
        foreach (var document in refunds.GroupBy(r => r.Link!.Document, StringComparer.Ordinal))
        {
            foreach (var some in document.Chunk(TheirBooks.MostIds))
            {
                var (found, failure) = await TheirBooks.OfRefunds(document.Key, client, reads).ByIdAsync([.. some.Select(r => r.Link!.QuickBooksId)], ct);
                if (found is null)
                {
                    return failure;
                }

                var byId = found.ToDictionary(t => t.Id, StringComparer.Ordinal);
                foreach (var refund in some)
                {
                    await AddAsync(comparison.Refund(refund, byId.GetValueOrDefault(refund.Link!.QuickBooksId)), ct);
                }
            }
        }

        return null;
    }

    /// <summary>Linked, and the pages did not bring them: of another day in QuickBooks, made while the pages were read, or gone.</summary>
    private async Task<Failure?> LookAgainAsync(List<OurSide> ours, CancellationToken ct)
    {
        var (found, failure) = await _theirs.ByIdAsync([.. ours.Select(o => o.Link!.QuickBooksId)], ct);
        if (found is null)
        {
            return failure;
        }

        var byId = found.ToDictionary(t => t.Id, StringComparer.Ordinal);
        foreach (var one in ours)
        {
            if (byId.TryGetValue(one.Link!.QuickBooksId, out var theirs))
            {
                Count(theirs);
                await AddAsync(comparison.Linked(one, theirs), ct);
            }
            else if (!one.IsCancelled)
            {
                await AddAsync(comparison.Deleted(one), ct);
            }
            else if (one.Counts)
            {
                // Cancelled here and gone there: it stands in neither of the books.
                (_ourCount, _ourSum) = (_ourCount - 1, _ourSum - one.Amount);
            }
        }

        return null;
    }

    private void Count(TheirSide theirs)
    {
        if (scope.Period.Holds(theirs.Date) && !theirs.IsVoided)
        {
            (_theirCount, _theirSum) = (_theirCount + 1, _theirSum + theirs.Amount);
        }
    }

    private async Task AddAsync(ReconcileFinding? finding, CancellationToken ct)
    {
        if (finding is not null)
        {
            _explained += finding.Effect;
            await findings.AddAsync(finding, ct);
        }
    }
}

/// <summary>Whose books, which company, which days.</summary>
internal sealed record ReconcileScope(long RunId, long AccountId, string RealmId, Period Period);
