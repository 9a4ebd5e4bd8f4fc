using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Export.Catalogue;
using Valance.Export.History;

namespace Valance.Export.CompanyImports;

/// <summary>
/// Does what was decided, so many in one commit, each read again just before: what stands in QuickBooks now is taken, not what stood there at the look.
/// An offer that is done says so in the same commit, so a job that is begun anew goes on with the rest.
/// </summary>
internal sealed class TakeOffers(
    IDbContextFactory<ValanceDb> store, CompanyImportJob job, CompanyImportScope scope, Func<OfferKind, CompanySource> sourceOf, CompanyLists lists, TimeProvider time)
{
    private const int ChunkSize = 200;
    private const int Tries = 3;

    /// <summary>Of those that cannot be taken so many stand in History by name; all stand on the screen.</summary>
    private const int MostNamed = 50;

    public async Task<StepEnd> RunAsync(CancellationToken ct)
    {
        int total;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            total = await Undone(db).CountAsync(ct);
        }

        while (true)
        {
            var chunk = await NextAsync(ct);
            if (chunk.Count == 0)
            {
                return await EndAsync(ct);
            }

            var kind = chunk[0].Kind;
            var (found, failure) = await sourceOf(kind).ByIdAsync([.. chunk.Select(o => o.QuickBooksId)], ct);
            if (found is null)
            {
                return StepEnd.Failed(failure!);
            }

            if (!await WriteAsync(kind, chunk, found.ToDictionary(o => o.Id, StringComparer.Ordinal), total, ct))
            {
                return await EndAsync(ct);
            }
        }
    }

    private IQueryable<Offer> Undone(ValanceDb db)
    {
        var kinds = scope.Asked.Kinds;
        return db.Offers.ToDo(scope.ImportId).Where(o => kinds.Contains(o.Kind));
    }

    private async Task<List<Offer>> NextAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var next = await Undone(db).AsNoTracking().OrderBy(o => o.Kind).ThenBy(o => o.Id).Take(ChunkSize).ToListAsync(ct);
        return [.. next.TakeWhile(o => o.Kind == next[0].Kind)];
    }

    private async Task<bool> WriteAsync(OfferKind kind, IReadOnlyList<Offer> chunk, Dictionary<string, Offered> found, int total, CancellationToken ct)
    {
        var ids = chunk.Select(o => o.Id).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await job.MoveOnAsync(
                    kind, chunk.Count, total,
                    async (db, ct) =>
                    {
                        db.Acting = scope.By;
                        var offers = await Undone(db).Where(o => ids.Contains(o.Id)).OrderBy(o => o.Id).ToListAsync(ct);
                        offers.ForEach(o => o.DoneJobId = scope.JobId);
                        await (kind == OfferKind.Item
                            ? new TakeItems(db, scope, lists, time).WriteAsync(offers, found, ct)
                            : new TakeNames(db, scope, lists, time).WriteAsync(offers, found, ct));
                    },
                    ct);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody saved one of the records, or made the same list entry, meanwhile: read anew.
            }
        }
    }

    private Task<StepEnd> EndAsync(CancellationToken ct) => job.EndAsync(
        async (db, ct) =>
        {
            var mine = db.Offers.Where(o => o.DoneJobId == scope.JobId);
            var counts = await mine.GroupBy(o => new { o.Verdict, o.Decision, WasChanged = o.ChangedFields != "" }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
            int Of(OfferDecision decision, bool wasChanged) =>
                counts.Where(c => c.Key.Verdict == OfferVerdict.Known && c.Key.Decision == decision && c.Key.WasChanged == wasChanged).Sum(c => c.Count);
            var refused = counts.Where(c => c.Key.Verdict != OfferVerdict.Known).Sum(c => c.Count);
            var named = await mine.Where(o => o.Verdict != OfferVerdict.Known).OrderBy(o => o.Id).Take(MostNamed).Select(o => o.Name + ": " + o.Reason).ToListAsync(ct);
            return new OffersTaken(Of(OfferDecision.Take, false), Of(OfferDecision.Take, true), Of(OfferDecision.Link, false), refused, named);
        },
        ct);
}
