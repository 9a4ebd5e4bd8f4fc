using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Core.Records;

namespace Valance.Export.Reconciling;

/// <summary>What of a run's rows somebody wants to see.</summary>
/// <param name="After">The last row of the page before; 0 for the first page.</param>
public sealed record FindingFilter(RecordKind? Kind = null, DifferenceKind? Difference = null, FindingState? State = FindingState.Open, string Search = "", long After = 0);

public sealed record FindingRow(
    long Id, RecordKind Kind, DifferenceKind Difference, ReconcileAction Action, long? RecordId, string QuickBooksId, string Name, string Party, DateOnly? Date, decimal? OurAmount,
    decimal? TheirAmount, decimal Effect, IReadOnlyList<FieldDifference> Fields, string Reason, FindingState State, string StateNote, string StateBy, long? JobId);

/// <summary>How many rows of a kind and difference there are, and what they make up.</summary>
public sealed record FindingCount(RecordKind Kind, DifferenceKind Difference, FindingState State, int Count, decimal Effect);

/// <param name="Totals">Null while the run is under way, or where it stopped.</param>
/// <param name="JobState">Of the background job that does it.</param>
public sealed record ReconcileView(
    long RunId, long AccountId, string AccountName, string RealmId, string CompanyName, long JobId, JobState JobState, string JobSummary, DateOnly From, DateOnly To, DateTime StartedAt,
    DateTime? EndedAt, ReconcileTotals? Totals, IReadOnlyList<FindingCount> Counts, bool MayAct)
{
    /// <summary>While it is under way, on whatever node; null before its first page.</summary>
    public ReconcileProgress? Progress { get; init; }

    public int Open => Counts.Where(c => c.State == FindingState.Open).Sum(c => c.Count);

    public int Ignored => Counts.Where(c => c.State == FindingState.Ignored).Sum(c => c.Count);

    /// <summary>Nothing is open; what is ignored is known.</summary>
    public bool Agrees => Totals is not null && Open == 0 && Counts.All(c => c.State != FindingState.Done);
}

public sealed record ReconcileRunRow(long Id, DateOnly From, DateOnly To, DateTime StartedAt, DateTime? EndedAt);

/// <summary>Reads what runs have found.</summary>
public sealed class ReconcileReport(IDbContextFactory<ValanceDb> store)
{
    public const int PageSize = 50;

    private const string WhoMay = "Your role may not see how the books compare. A bookkeeper or the account administrator can.";

    /// <summary>The Account's runs, newest first.</summary>
    public async Task<IReadOnlyList<ReconcileRunRow>> RunsAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await FindingDesk.VisibleRuns(db, actor).Where(r => r.AccountId == accountId).OrderByDescending(r => r.Id)
            .Select(r => new ReconcileRunRow(r.Id, r.From, r.To, r.StartedAt, r.EndedAt)).ToListAsync(ct);
    }

    public async Task<Result<ReconcileView>> HandleAsync(Actor actor, long runId, CancellationToken ct)
    {
        if (!actor.May(Permission.ViewBooks))
        {
            return Result<ReconcileView>.Forbidden(WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await FindingDesk.VisibleRuns(db, actor).AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct) is not { } run)
        {
            return Result<ReconcileView>.NotFound("The comparison");
        }

        var job = await db.Jobs.Where(j => j.Id == run.JobId).Select(j => new { j.State, j.Summary, j.EndedAt, j.ProgressOf, j.ProgressDone, j.ProgressTotal }).SingleAsync(ct);
        var account = await db.Accounts.Where(a => a.Id == run.AccountId).Select(a => a.Name).SingleAsync(ct);
        var company = await db.Connections.Where(c => c.AccountId == run.AccountId && c.RealmId == run.RealmId).OrderByDescending(c => c.Id).Select(c => c.CompanyName).FirstOrDefaultAsync(ct);
        var counts = await db.ReconcileFindings.Where(f => f.RunId == runId).GroupBy(f => new { f.RecordKind, f.Difference, f.State })
            .Select(g => new FindingCount(g.Key.RecordKind, g.Key.Difference, g.Key.State, g.Count(), g.Sum(f => f.Effect))).ToListAsync(ct);
        return Result<ReconcileView>.Done(new(
            run.Id, run.AccountId, account, run.RealmId, company ?? "", run.JobId, job.State, job.Summary, run.From, run.To, run.StartedAt, run.EndedAt,
            run.Totals.Length == 0 ? null : ReconcileTotals.Read(run.Totals), counts, actor.May(Permission.EditBooks, run.AccountId))
        {
            Progress = job is { EndedAt: null, ProgressTotal: > 0 } ? new(Enum.Parse<RecordKind>(job.ProgressOf), job.ProgressDone, job.ProgressTotal) : null,
        });
    }

    /// <summary>A page by key: the next one begins after its last row.</summary>
    public async Task<Result<IReadOnlyList<FindingRow>>> RowsAsync(Actor actor, long runId, FindingFilter filter, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await FindingDesk.VisibleRuns(db, actor).AnyAsync(r => r.Id == runId, ct)
            ? Result<IReadOnlyList<FindingRow>>.Done(await PageAsync(db, runId, filter, PageSize, ct))
            : Result<IReadOnlyList<FindingRow>>.NotFound("The comparison");
    }

    /// <summary>All rows that match, for a file: read page by page as they are written.</summary>
    public async IAsyncEnumerable<FindingRow> AllAsync(Actor actor, long runId, FindingFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int Chunk = 1000;
        for (var after = 0L; ;)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var rows = await FindingDesk.VisibleRuns(db, actor).AnyAsync(r => r.Id == runId, ct) ? await PageAsync(db, runId, filter with { After = after }, Chunk, ct) : [];
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < Chunk)
            {
                yield break;
            }

            after = rows[^1].Id;
        }
    }

    private static async Task<IReadOnlyList<FindingRow>> PageAsync(ValanceDb db, long runId, FindingFilter filter, int size, CancellationToken ct)
    {
        var rows = db.ReconcileFindings.AsNoTracking().Where(f => f.RunId == runId && f.Id > filter.After);
        rows = filter.Kind is { } kind ? rows.Where(f => f.RecordKind == kind) : rows;
        rows = filter.Difference is { } difference ? rows.Where(f => f.Difference == difference) : rows;
        rows = filter.State is { } state ? rows.Where(f => f.State == state) : rows;
        foreach (var word in SearchText.Of(filter.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(f => f.Search.Contains(word));
        }

        return (await rows.OrderBy(f => f.Id).Take(size).ToListAsync(ct)).ConvertAll(f => new FindingRow(
            f.Id, f.RecordKind, f.Difference, f.Action, f.RecordId, f.QuickBooksId, f.Name, f.Party, f.Date, f.OurAmount, f.TheirAmount, f.Effect,
            JsonSerializer.Deserialize<List<FieldDifference>>(f.Fields)!, f.Reason, f.State, f.StateNote, f.StateBy, f.DoneJobId));
    }
}
