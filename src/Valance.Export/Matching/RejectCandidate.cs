using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Catalogue;

namespace Valance.Export.Matching;

/// <summary>A person says that a record and somebody in QuickBooks are not the same: the pair is not proposed again.</summary>
public sealed class RejectCandidate(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, TimeProvider time)
{
    public async Task<Result<bool>> HandleAsync(Actor actor, RecordKind kind, long recordId, CandidateView candidate, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null || await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct) is not { } connection)
        {
            return Result<bool>.NotFound("The record");
        }

        if (!actor.May(Permission.Export, record.AccountId))
        {
            return Result<bool>.Forbidden("Your role may not decide this. A bookkeeper or the account administrator can.");
        }

        var proposals = await db.MatchProposals
            .Where(p => p.AccountId == record.AccountId && p.RealmId == connection.RealmId && p.RecordKind == kind && p.RecordId == recordId)
            .ToListAsync(ct);
        var rejected = proposals.Find(p => string.Equals(p.QuickBooksId, candidate.QuickBooksId, StringComparison.Ordinal));
        if (rejected is null)
        {
            rejected = Proposal(connection.RealmId, record, candidate, time.GetUtcNow().UtcDateTime);
            db.MatchProposals.Add(rejected);
        }

        (rejected.Decision, rejected.DecidedBy) = (MatchDecision.Rejected, actor.Name);
        // The bulk list shows the next one like it at once, where there is one.
        if (!proposals.Exists(p => p.Decision == MatchDecision.Open) && catalogues.For(connection.RealmId).KnownNames is { } names)
        {
            var ruledOut = await MatchScope.TakenAsync(db, connection.RealmId, kind, ct);
            ruledOut.UnionWith(proposals.Where(p => p.Decision == MatchDecision.Rejected).Select(p => p.QuickBooksId));
            ruledOut.Add(candidate.QuickBooksId);
            db.MatchProposals.Add(Next(connection.RealmId, record, names.Index.Find(record, ruledOut.Contains, 1), time.GetUtcNow().UtcDateTime));
        }

        await db.SaveChangesAsync(ct);
        return Result<bool>.Done(true);
    }

    private static MatchProposal Next(string realmId, Record record, IReadOnlyList<Candidate> found, DateTime now)
    {
        var proposal = found is [var next, ..]
            ? Proposal(realmId, record, new(next.Name.Id, next.Name.DisplayName, MatchScope.Detail(next.Name), next.Match.Score, next.Match.Reason), now)
            : Proposal(realmId, record, new("", "", "", 0, "Nothing else in QuickBooks is like it."), now);
        // What comes after a rejection was seen by nobody: it is never among those that are linked together.
        proposal.Verdict = proposal.QuickBooksId.Length == 0 ? MatchVerdict.None : MatchVerdict.ToCheck;
        return proposal;
    }

    private static MatchProposal Proposal(string realmId, Record record, CandidateView candidate, DateTime now)
    {
        var proposal = new MatchProposal
        {
            AccountId = record.AccountId,
            RealmId = realmId,
            RecordKind = record.Kind,
            RecordId = record.Id,
            RecordName = DisplayNames.Of(record),
            RecordDetail = MatchScope.Detail(record),
            QuickBooksId = candidate.QuickBooksId,
            QuickBooksName = candidate.Name,
            QuickBooksDetail = candidate.Detail,
            Score = candidate.Score,
            Reason = candidate.Reason,
            Verdict = MatchVerdict.ToCheck,
            FoundAt = now,
        };
        proposal.RefreshSearch();
        return proposal;
    }
}
