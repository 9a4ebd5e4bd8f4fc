using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Matching;
using Valance.Export.Catalogue;
using Valance.Export.History;
using Valance.Export.Holders;

namespace Valance.Export.Matching;

/// <summary>Links the sure proposals that somebody has looked through, so many in one commit.</summary>
internal sealed class LinkMatches(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private const int ChunkSize = 100;

    public async Task<(JobEvent Happened, string Summary)> RunAsync(
        long accountId, string realmId, string by, int from, CompanyNames names, IProgress<MatchProgress>? progress, CancellationToken ct)
    {
        List<long> ids;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            ids = await db.MatchProposals
                .Where(p => p.AccountId == accountId && p.RealmId == realmId && p.Decision == MatchDecision.Open && p.Verdict == MatchVerdict.Sure && p.Score >= from)
                .OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(ct);
        }

        var (linked, done, skipped) = (0, 0, new List<string>());
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            var (some, why) = await jobs.CommitAsync((db, ct) => LinkAsync(db, chunk, by, names, ct), ct);
            linked += some;
            skipped.AddRange(why);
            done += chunk.Length;
            progress?.Report(new MatchProgress(done, ids.Count));
        }

        var summary = string.Create(CultureInfo.InvariantCulture, $"{linked:N0} linked{(skipped.Count > 0 ? $", {skipped.Count:N0} left as they were" : "")}. The next export brings them up to date.");
        return (new MatchesLinked(linked, skipped), summary);
    }

    private async Task<(int Linked, List<string> Skipped)> LinkAsync(ValanceDb db, long[] ids, string by, CompanyNames names, CancellationToken ct)
    {
        var (linked, skipped) = (0, new List<string>());
        var proposals = await db.MatchProposals.Where(p => ids.Contains(p.Id) && p.Decision == MatchDecision.Open).ToListAsync(ct);
        foreach (var proposal in proposals)
        {
            var record = await db.RecordsOf(proposal.RecordKind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == proposal.RecordId && r.AccountId == proposal.AccountId, ct);
            var theirs = names.All.GetValueOrDefault((MatchScope.KindOf(proposal.RecordKind), proposal.QuickBooksId));
            var why = record is null ? $"{proposal.RecordName} is gone."
                : theirs is not { IsActive: true } ? $"{record.Label}: \"{proposal.QuickBooksName}\" is inactive or gone in QuickBooks by now."
                : await LinkRecord.TryLinkAsync(db, proposal.RealmId, record, HeldRecord.Of(theirs), time.GetUtcNow().UtcDateTime, ct);
            if (why is not null)
            {
                skipped.Add(why);
                proposal.Verdict = MatchVerdict.ToCheck;
                continue;
            }

            (proposal.Decision, proposal.DecidedBy) = (MatchDecision.Linked, by);
            linked++;
            // The next one of the chunk must see that this one is taken.
            await db.SaveChangesAsync(ct);
        }

        return (linked, skipped);
    }
}
