using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.History;

namespace Valance.Export.Matching;

/// <summary>Puts every customer and vendor that is not linked beside the one of the company that is most like it.</summary>
internal sealed class LookForMatches(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    private const int ChunkSize = 500;

    public async Task<(JobEvent Happened, string Summary)> RunAsync(
        long accountId, string realmId, CompanyNames names, IProgress<MatchProgress>? progress, CancellationToken ct)
    {
        var found = new List<MatchProposal>();
        var total = await CountAsync(accountId, realmId, ct);
        foreach (var kind in MatchScope.Kinds)
        {
            await ProposeAsync(accountId, realmId, kind, names, found, total, progress, ct);
        }

        ParkRivals(found);
        await KeepAsync(accountId, realmId, found, ct);
        var (sure, check, none) = (Count(found, MatchVerdict.Sure), Count(found, MatchVerdict.ToCheck), Count(found, MatchVerdict.None));
        return (new CandidatesFound(sure, check, none), string.Create(
            CultureInfo.InvariantCulture, $"{sure:N0} sure, {check:N0} to check, {none:N0} without a match. Nothing was linked yet."));
    }

    private static int Count(List<MatchProposal> found, MatchVerdict verdict) => found.Count(p => p.Verdict == verdict);

    private async Task<int> CountAsync(long accountId, string realmId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var total = 0;
        foreach (var kind in MatchScope.Kinds)
        {
            total += await MatchScope.Unlinked(db, accountId, realmId, kind).CountAsync(ct);
        }

        return total;
    }

    private async Task ProposeAsync(
        long accountId, string realmId, RecordKind kind, CompanyNames names, List<MatchProposal> found, int total, IProgress<MatchProgress>? progress, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var taken = await MatchScope.TakenAsync(db, realmId, kind, ct);
        var rejected = (await db.MatchProposals.AsNoTracking()
                .Where(p => p.AccountId == accountId && p.RealmId == realmId && p.RecordKind == kind && p.Decision == MatchDecision.Rejected).ToListAsync(ct))
            .Select(p => (p.RecordId, p.QuickBooksId)).ToHashSet();
        for (var last = 0L; ;)
        {
            var chunk = await MatchScope.Unlinked(db, accountId, realmId, kind).AsNoTracking().Where(r => r.Id > last).OrderBy(r => r.Id).Take(ChunkSize).ToListAsync(ct);
            if (chunk.Count == 0)
            {
                return;
            }

            found.AddRange(chunk.Select(r => Proposal(realmId, r, names.Index.Find(r, id => taken.Contains(id) || rejected.Contains((r.Id, id)), 2))));
            last = chunk[^1].Id;
            progress?.Report(new MatchProgress(found.Count, total));
        }
    }

    private MatchProposal Proposal(string realmId, Record record, IReadOnlyList<Candidate> candidates)
    {
        var proposal = new MatchProposal
        {
            AccountId = record.AccountId,
            RealmId = realmId,
            RecordKind = record.Kind,
            RecordId = record.Id,
            RecordName = DisplayNames.Collapse(DisplayNames.Of(record)),
            RecordDetail = MatchScope.Detail(record),
            Verdict = MatchVerdict.None,
            Reason = "Nothing in QuickBooks is like it.",
            FoundAt = time.GetUtcNow().UtcDateTime,
        };
        if (candidates is not [var best, ..])
        {
            proposal.RefreshSearch();
            return proposal;
        }

        (proposal.QuickBooksId, proposal.QuickBooksName) = (best.Name.Id, best.Name.DisplayName);
        (proposal.QuickBooksDetail, proposal.Score, proposal.Reason) = (MatchScope.Detail(best.Name), best.Match.Score, best.Match.Reason);
        proposal.RefreshSearch();
        proposal.Verdict = best.Match.Score >= MatchScore.Sure ? MatchVerdict.Sure : MatchVerdict.ToCheck;
        if (candidates.Count > 1 && candidates[1].Match.Score >= MatchScore.Sure)
        {
            proposal.Verdict = MatchVerdict.ToCheck;
            proposal.Reason += $"; \"{candidates[1].Name.DisplayName}\" is as like it";
        }

        return proposal;
    }

    /// <summary>One in QuickBooks stands for one of ours: where two of ours want it, a person decides which.</summary>
    private static void ParkRivals(List<MatchProposal> found)
    {
        foreach (var rivals in found.Where(p => p.QuickBooksId.Length > 0).GroupBy(p => (p.RecordKind, p.QuickBooksId)).Where(g => g.Skip(1).Any()))
        {
            foreach (var proposal in rivals)
            {
                proposal.Verdict = MatchVerdict.ToCheck;
                proposal.Reason += $"; {rivals.Count() - 1} more of your own fit it too";
            }
        }
    }

    private async Task KeepAsync(long accountId, string realmId, List<MatchProposal> found, CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            await db.MatchProposals.Where(p => p.AccountId == accountId && p.RealmId == realmId && p.Decision == MatchDecision.Open).ExecuteDeleteAsync(ct);
        }

        // One long transaction would starve every other writer.
        foreach (var chunk in found.Chunk(ChunkSize))
        {
            await using var db = await store.CreateDbContextAsync(ct);
            db.MatchProposals.AddRange(chunk);
            await db.SaveChangesAsync(ct);
        }
    }
}
