using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.Export.Matching;

namespace Valance.Export.CompanyImports;

public sealed record OfferRow(
    long Id, OfferKind Kind, string Name, string Detail, OfferVerdict Verdict, OfferDecision Decision, long? RecordId, string RecordName, string RecordDetail, int Score, string Reason);

public sealed record OfferCount(OfferKind Kind, OfferVerdict Verdict, OfferDecision Decision, int Count);

/// <summary>The job under way.</summary>
/// <param name="Of">The kind that it is at, as <see cref="OfferKind"/> names it; empty before its first page.</param>
/// <param name="Takes">It imports; else it looks.</param>
public sealed record CompanyImportUnderWay(long JobId, bool Takes, string Of, int Done, int Total);

/// <param name="LookedAt">When the last look began, UTC; null where there was none.</param>
/// <param name="LastJobId">The newest job that came to its end, with what it says.</param>
public sealed record OfferListView(
    string CompanyName, DateTime? LookedAt, CompanyImportUnderWay? UnderWay, long? LastJobId, JobState? LastState, string LastSummary, IReadOnlyList<OfferCount> Counts,
    IReadOnlyList<OfferRow> Rows, int Count, int Page)
{
    public int Of(OfferVerdict verdict) => Counts.Where(c => c.Verdict == verdict).Sum(c => c.Count);

    /// <summary>What an import of these kinds would do.</summary>
    public int ToDo(OfferKind kind, OfferDecision decision) => Counts
        .Where(c => c.Kind == kind && c.Decision == decision && c.Verdict is not (OfferVerdict.Known or OfferVerdict.LeftOut)).Sum(c => c.Count);
}

/// <summary>What the company has, as the last look found it beside ours.</summary>
public sealed class OfferList(IDbContextFactory<ValanceDb> store)
{
    public const int PageSize = 50;

    public async Task<Result<OfferListView>> HandleAsync(Actor actor, long accountId, OfferFilter filter, CancellationToken ct)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<OfferListView>.Forbidden(RequestCompanyImport.WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is not { } connection)
        {
            return Result<OfferListView>.Invalid("", MatchScope.NotConnected);
        }

        var import = await RequestCompanyImport.CurrentAsync(db, actor, accountId, ct) ?? new CompanyImport { RealmId = connection.RealmId };
        var counts = await db.Offers.Where(o => o.CompanyImportId == import.Id).GroupBy(o => new { o.Kind, o.Verdict, o.Decision })
            .Select(g => new OfferCount(g.Key.Kind, g.Key.Verdict, g.Key.Decision, g.Count())).ToListAsync(ct);
        var matching = db.Offers.AsNoTracking().Matching(import.Id, filter);
        var rows = await matching.OrderByDescending(o => o.Score).ThenBy(o => o.Kind).ThenBy(o => o.Name).ThenBy(o => o.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize)
            .Select(o => new OfferRow(o.Id, o.Kind, o.Name, o.Detail, o.Verdict, o.Decision, o.RecordId, o.RecordName, o.RecordDetail, o.Score, o.Reason)).ToListAsync(ct);
        var ofAccount = db.Jobs.AsNoTracking().Where(j => j.AccountId == accountId && j.Kind == JobKind.CompanyImport);
        var open = await ofAccount.FirstOrDefaultAsync(j => j.EndedAt == null, ct);
        var last = await ofAccount.Where(j => j.EndedAt != null).OrderByDescending(j => j.Id).Select(j => new { j.Id, j.State, j.Summary }).FirstOrDefaultAsync(ct);
        return Result<OfferListView>.Done(new(
            connection.CompanyName, import.ReadUpTo, open is null ? null : await UnderWayAsync(db, open, ct), last?.Id, last?.State, last?.Summary ?? "", counts, rows,
            await matching.CountAsync(ct), filter.Page));
    }

    private static async Task<CompanyImportUnderWay> UnderWayAsync(ValanceDb db, Job job, CancellationToken ct)
    {
        var asked = await db.History.Where(h => h.JobId == job.Id && h.Event == nameof(CompanyImportRequested)).Select(h => h.Data).FirstAsync(ct);
        var takes = JobEvent.Read<CompanyImportRequested>(asked).Takes;
        return new CompanyImportUnderWay(job.Id, takes, job.ProgressOf, job.ProgressDone, job.ProgressTotal);
    }
}
