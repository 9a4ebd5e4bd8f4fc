using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Matching;
using Valance.Core.Records;

namespace Valance.Export.Matching;

/// <summary>What of the list somebody wants to see.</summary>
public sealed record MatchFilter(MatchVerdict? Verdict = null, RecordKind? Kind = null, bool Linked = false, string Search = "", int Page = 1);

public sealed record MatchRow(
    RecordKind Kind, long RecordId, string Name, string Detail, string QuickBooksId, string QuickBooksName, string QuickBooksDetail, int Score, string Reason, MatchVerdict Verdict,
    MatchDecision Decision, string DecidedBy);

/// <param name="LookedAt">When the company was looked through last, UTC; null where it never was.</param>
/// <param name="JobId">The matching job under way.</param>
/// <param name="SureFrom">How many sure ones a link from each score would take: 85, 90, 95, 100.</param>
public sealed record MatchListView(
    string CompanyName, int Sure, int ToCheck, int None, int Linked, DateTime? LookedAt, long? JobId, IReadOnlyDictionary<int, int> SureFrom,
    IReadOnlyList<MatchRow> Rows, int Count, int Page)
{
    /// <summary>Of the job under way, on whatever node; null while it reads the company's names.</summary>
    public MatchProgress? Progress { get; init; }
}

/// <summary>The Account's proposals for its company, the best first.</summary>
public sealed class MatchList(IDbContextFactory<ValanceDb> store)
{
    public const int PageSize = 50;

    /// <summary>From which scores on the sure ones may be linked together.</summary>
    public static readonly int[] Thresholds = [MatchScore.Sure, 90, 95, 100];

    public async Task<Result<MatchListView>> HandleAsync(Actor actor, long accountId, MatchFilter filter, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBooks, accountId))
        {
            return Result<MatchListView>.Forbidden("Your role may not match records. A bookkeeper or the account administrator can.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is not { } connection)
        {
            return Result<MatchListView>.Invalid("", MatchScope.NotConnected);
        }

        var all = db.MatchProposals.AsNoTracking().Where(p => p.AccountId == accountId && p.RealmId == connection.RealmId && p.Decision != MatchDecision.Rejected);
        var counts = await all.GroupBy(p => new { p.Decision, p.Verdict }).Select(g => new { g.Key.Decision, g.Key.Verdict, Count = g.Count() }).ToListAsync(ct);
        int Open(MatchVerdict verdict) => counts.Where(c => c.Decision == MatchDecision.Open && c.Verdict == verdict).Sum(c => c.Count);
        var from = new Dictionary<int, int>();
        foreach (var threshold in Thresholds)
        {
            from[threshold] = await all.CountAsync(p => p.Decision == MatchDecision.Open && p.Verdict == MatchVerdict.Sure && p.Score >= threshold, ct);
        }

        var matching = Matching(all, filter);
        var rows = await matching.OrderByDescending(p => p.Score).ThenBy(p => p.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize)
            .Select(p => new MatchRow(
                p.RecordKind, p.RecordId, p.RecordName, p.RecordDetail, p.QuickBooksId, p.QuickBooksName, p.QuickBooksDetail, p.Score, p.Reason, p.Verdict, p.Decision, p.DecidedBy))
            .ToListAsync(ct);
        var lookedAt = await db.Jobs.Where(j => j.AccountId == accountId && j.Kind == JobKind.Matching && j.State == JobState.Succeeded && j.RecordId == null)
            .OrderByDescending(j => j.Id).Select(j => j.EndedAt).FirstOrDefaultAsync(ct);
        var open = await db.Jobs.Where(j => j.AccountId == accountId && j.Kind == JobKind.Matching && j.EndedAt == null).Select(j => new { j.Id, j.ProgressDone, j.ProgressTotal }).FirstOrDefaultAsync(ct);
        return Result<MatchListView>.Done(new(
            connection.CompanyName, Open(MatchVerdict.Sure), Open(MatchVerdict.ToCheck), Open(MatchVerdict.None),
            counts.Where(c => c.Decision == MatchDecision.Linked).Sum(c => c.Count), lookedAt, open?.Id, from, rows, await matching.CountAsync(ct), filter.Page)
        {
            Progress = open is { ProgressTotal: > 0 } ? new(open.ProgressDone, open.ProgressTotal) : null,
        });
    }

    private static IQueryable<MatchProposal> Matching(IQueryable<MatchProposal> proposals, MatchFilter filter)
    {
        proposals = proposals.Where(p => p.Decision == (filter.Linked ? MatchDecision.Linked : MatchDecision.Open));
        if (filter.Verdict is { } verdict && !filter.Linked)
        {
            proposals = proposals.Where(p => p.Verdict == verdict);
        }

        if (filter.Kind is { } kind)
        {
            proposals = proposals.Where(p => p.RecordKind == kind);
        }

        foreach (var word in SearchText.Of(filter.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            proposals = proposals.Where(p => p.Search.Contains(word));
        }

        return proposals;
    }
}
