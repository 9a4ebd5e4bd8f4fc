using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Core.Jobs;

/// <summary>Where a page ends: the next one begins behind it.</summary>
public sealed record JobCursor(DateTime CreatedAt, long Id);

/// <param name="Next">Null on the last page.</param>
/// <param name="Count">How many jobs match, counted up to <see cref="JobSearch.MostCounted"/>.</param>
public sealed record JobPage(IReadOnlyList<JobRow> Rows, JobCursor? Next, int Count)
{
    /// <summary>There are more than were counted: show "10,000+".</summary>
    public bool IsCountCapped => Count > JobSearch.MostCounted;
}

/// <summary>Failures of one cause that still ask for a person.</summary>
public sealed record CauseCount(string Cause, int Count);

/// <summary>The list of background jobs: newest first, filtered and paged in the store.</summary>
public sealed class JobSearch(IDbContextFactory<ValanceDb> store)
{
    public const int MostCounted = 10_000;

    public async Task<JobPage> HandleAsync(Actor actor, JobFilter filter, JobCursor? after, int pageSize, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var jobs = await MatchingAsync(db, actor, filter, ct);
        var count = await jobs.Take(MostCounted + 1).CountAsync(ct);
        if (after is not null)
        {
            jobs = jobs.Where(j => j.CreatedAt <= after.CreatedAt && (j.CreatedAt < after.CreatedAt || j.Id < after.Id));
        }

        var rows = await jobs.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Take(pageSize + 1).Select(JobRow.From(db)).ToListAsync(ct);
        var hasMore = rows.Count > pageSize;
        var page = await db.WithBlockersAsync(hasMore ? rows[..pageSize] : rows, ct);
        return new JobPage(page, hasMore ? new JobCursor(page[^1].CreatedAt, page[^1].Id) : null, count);
    }

    /// <summary>All that match, newest first, for a file: read by key, a page at a time.</summary>
    public async IAsyncEnumerable<JobRow> AllAsync(Actor actor, JobFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        const int PageSize = 500;
        await using var db = await store.CreateDbContextAsync(ct);
        for (JobCursor? after = null; ;)
        {
            var jobs = await MatchingAsync(db, actor, filter, ct);
            jobs = after is null ? jobs : jobs.Where(j => j.CreatedAt <= after.CreatedAt && (j.CreatedAt < after.CreatedAt || j.Id < after.Id));
            var page = await jobs.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Take(PageSize).Select(JobRow.From(db)).ToListAsync(ct);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = new JobCursor(page[^1].CreatedAt, page[^1].Id);
        }
    }

    /// <summary>The ids of all that match, oldest first, for "retry all with this cause".</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(Actor actor, JobFilter filter, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await (await MatchingAsync(db, actor, filter, ct)).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(ct);
    }

    /// <summary>Unsettled failures within the filter, grouped by cause, most frequent first.</summary>
    public async Task<IReadOnlyList<CauseCount>> CausesAsync(Actor actor, JobFilter filter, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var failed = await MatchingAsync(db, actor, filter with { States = [JobState.Failed], OnlyUnsettled = true }, ct);
        var counts = await failed.GroupBy(j => j.Cause).Select(g => new { Cause = g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Cause, StringComparer.Ordinal).Select(c => new CauseCount(c.Cause, c.Count))];
    }

    /// <summary>How many are in each state, for progress.</summary>
    public async Task<IReadOnlyDictionary<JobState, int>> StatesAsync(Actor actor, JobFilter filter, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var jobs = await MatchingAsync(db, actor, filter, ct);
        return await jobs.GroupBy(j => j.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    private static async Task<IQueryable<Job>> MatchingAsync(ValanceDb db, Actor actor, JobFilter filter, CancellationToken ct)
    {
        var zone = filter.TimeZone;
        var account = actor.AccountId ?? (filter.AccountIds.Count == 1 ? filter.AccountIds.First() : null);
        if (zone is null && account is not null && (filter.From ?? filter.To) is not null)
        {
            zone = await db.VisibleAccounts(actor).Where(a => a.Id == account).Select(a => a.TimeZone).SingleOrDefaultAsync(ct);
        }

        return filter.Apply(db.VisibleJobs(actor), TimeZoneInfo.FindSystemTimeZoneById(zone ?? Account.DefaultTimeZone));
    }
}
