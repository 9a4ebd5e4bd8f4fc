using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Export.Catalogue;
using Valance.Export.History;
using Valance.Export.Reconciling;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <summary>
/// Looks through the company: each page of 1,000 is put beside ours and written down before the next is read. A later look reads only what changed in
/// QuickBooks since; one that was interrupted begins anew.
/// </summary>
internal sealed class ReadOffers(
    IDbContextFactory<ValanceDb> store, CompanyImportJob job, CompanyImportScope scope, QuickBooksClient client, PatientReads reads, CompanyLists lists, TimeProvider time)
{
    // What was saved there while the last look read, or while the two clocks differ, comes twice rather than never.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly JudgeNames _names = new(store, scope, lists.Profile.HomeCurrency);
    private readonly JudgeItems _items = new(store, scope, lists);

    public async Task<StepEnd> RunAsync(CancellationToken ct)
    {
        var began = time.GetUtcNow().UtcDateTime;
        DateTimeOffset? since = scope.Asked.Everything || scope.ReadUpTo is not { } readUpTo ? null : new DateTimeOffset(readUpTo, TimeSpan.Zero) - Overlap;
        var sources = Enum.GetValues<OfferKind>().Select(kind => (Kind: kind, Source: CompanySource.Of(kind, client, reads, since))).ToList();
        var total = 0;
        foreach (var (_, source) in sources)
        {
            var (count, failure) = await source.CountAsync(ct);
            if (failure is not null)
            {
                return StepEnd.Failed(failure);
            }

            total += count;
        }

        if (since is null)
        {
            await ForgetAsync(ct);
        }

        foreach (var (kind, source) in sources)
        {
            if (await ReadAsync(kind, source, total, ct) is { } stop)
            {
                return stop;
            }
        }

        await ParkRivalsAsync(ct);
        return await EndAsync(began, ct);
    }

    /// <summary>What a person wants to stay away is remembered.</summary>
    private async Task ForgetAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.Offers.Where(o => o.CompanyImportId == scope.ImportId && o.Decision != OfferDecision.LeaveOut).ExecuteDeleteAsync(ct);
    }

    /// <returns>Null where the kind was read to its end.</returns>
    private async Task<StepEnd?> ReadAsync(OfferKind kind, CompanySource source, int total, CancellationToken ct)
    {
        var read = 0;
        for (var start = 1; ;)
        {
            var (page, failure) = await source.PageAsync(start, ct);
            if (page is null)
            {
                return StepEnd.Failed(failure!);
            }

            var offers = await JudgeAsync(kind, page, ct);
            if (!await job.MoveOnAsync(kind, page.Count, total, (db, ct) => KeepAsync(db, kind, offers, ct), ct))
            {
                return StepEnd.Cancelled;
            }

            read += page.Count;
            start += page.Count;
            if (page.Count < QuickBooksQuery<Customer>.LargestPage)
            {
                await job.TellAsync(new CompanyRead(kind, read), ct);
                return null;
            }
        }
    }

    private async Task<IReadOnlyList<Offer>> JudgeAsync(OfferKind kind, IReadOnlyList<Offered> page, CancellationToken ct)
    {
        if (kind == OfferKind.Item)
        {
            return await _items.JudgeAsync([.. page.Select(o => (Item)o.Entity)], ct);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var terms = await scope.TermsAsync(db, lists, ct);
        return await _names.JudgeAsync(CompanyImportScope.RecordKindOf(kind), [.. page.Select(o => TheirName.Of(o.Entity, terms))], ct);
    }

    private async Task KeepAsync(ValanceDb db, OfferKind kind, IReadOnlyList<Offer> offers, CancellationToken ct)
    {
        var ids = offers.Select(o => o.QuickBooksId).ToList();
        var before = await db.Offers.Where(o => o.CompanyImportId == scope.ImportId && o.Kind == kind && ids.Contains(o.QuickBooksId)).ToDictionaryAsync(o => o.QuickBooksId, ct);
        foreach (var found in offers)
        {
            if (!before.TryGetValue(found.QuickBooksId, out var offer))
            {
                found.Decision = found.Proposed;
                found.RefreshSearch();
                db.Offers.Add(found);
                continue;
            }

            // What a person decided stands while it is about the same two.
            var stands = offer.Decision == OfferDecision.LeaveOut || (offer.Verdict == found.Verdict && offer.RecordId == found.RecordId && offer.DoneJobId is null);
            offer.Decision = stands && found.MayBe(offer.Decision) ? offer.Decision : found.Proposed;
            (offer.Name, offer.Detail, offer.Verdict, offer.Score) = (found.Name, found.Detail, found.Verdict, found.Score);
            (offer.RecordId, offer.RecordName, offer.RecordDetail) = (found.RecordId, found.RecordName, found.RecordDetail);
            (offer.Reason, offer.ChangedFields, offer.DoneJobId) = (found.Reason, found.ChangedFields, null);
            offer.RefreshSearch();
        }
    }

    /// <summary>One of ours that two in QuickBooks fit: a person decides which.</summary>
    private async Task ParkRivalsAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.Offers
            .Where(o => o.CompanyImportId == scope.ImportId && o.Verdict == OfferVerdict.Sure
                && db.Offers.Any(other => other.CompanyImportId == o.CompanyImportId && other.Kind == o.Kind && other.RecordId == o.RecordId && other.Id != o.Id
                    && (other.Verdict == OfferVerdict.Sure || other.Verdict == OfferVerdict.ToCheck)))
            .ExecuteUpdateAsync(
                set => set.SetProperty(o => o.Verdict, OfferVerdict.ToCheck).SetProperty(o => o.Reason, o => o.Reason + "; another one in QuickBooks is like it too"), ct);
    }

    private Task<StepEnd> EndAsync(DateTime began, CancellationToken ct) => job.EndAsync(
        async (db, ct) =>
        {
            (await db.CompanyImports.SingleAsync(i => i.Id == scope.ImportId, ct)).ReadUpTo = began;
            var counts = await db.Offers.Where(o => o.CompanyImportId == scope.ImportId).GroupBy(o => o.Verdict).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            int Of(OfferVerdict verdict) => counts.GetValueOrDefault(verdict);
            return new OffersFound(Of(OfferVerdict.New), Of(OfferVerdict.Sure), Of(OfferVerdict.ToCheck), Of(OfferVerdict.Changed), Of(OfferVerdict.Known), Of(OfferVerdict.LeftOut));
        },
        ct);
}
