using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Matching;
using Valance.Export.History;

namespace Valance.Export.Matching;

/// <summary>Asks for a background job that looks for candidates, or that links what a person has looked through.</summary>
public sealed class RequestMatching(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private const string WhoMay = "Your role may not match records. A bookkeeper or the account administrator can.";

    /// <returns>The job; the one under way, where there is one.</returns>
    public Task<Result<long>> LookAsync(Actor actor, long accountId, CancellationToken ct) =>
        RequestAsync(actor, accountId, "Match with QuickBooks: look for candidates", null, ct);

    /// <param name="from">Links the sure ones that score this or more, never less than <see cref="MatchScore.Sure"/>.</param>
    /// <param name="hasSeen">The person says that they have looked through the list; without that nothing is linked.</param>
    public async Task<Result<long>> LinkAsync(Actor actor, long accountId, int from, bool hasSeen, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await RefusalAsync(db, actor, accountId, ct) is { } refusal)
        {
            return refusal;
        }

        if (!hasSeen)
        {
            return Result<long>.Invalid(nameof(hasSeen), "Look through the list first: a wrong link sends one customer's data into another's record.");
        }

        if (from is < MatchScore.Sure or > 100)
        {
            return Result<long>.Invalid(nameof(from), $"Only what scores {MatchScore.Sure} or more is linked together. Look at the others one by one.");
        }

        return await db.MatchProposals.AnyAsync(p => p.AccountId == accountId && p.Decision == MatchDecision.Open && p.Verdict == MatchVerdict.Sure && p.Score >= from, ct)
            ? await RequestAsync(actor, accountId, "Match with QuickBooks: link what was looked through", from, ct)
            : Result<long>.Invalid(nameof(from), "Nothing in the list scores as much.");
    }

    private static async Task<Result<long>?> RefusalAsync(ValanceDb db, Actor actor, long accountId, CancellationToken ct) =>
        !await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct) ? Result<long>.NotFound("The account")
        : !actor.May(Permission.EditBooks, accountId) ? Result<long>.Forbidden(WhoMay)
        : null;

    private async Task<Result<long>> RequestAsync(Actor actor, long accountId, string title, int? from, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await RefusalAsync(db, actor, accountId, ct) is { } refusal)
        {
            return refusal;
        }

        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is null)
        {
            return Result<long>.Invalid("", MatchScope.NotConnected);
        }

        return Result<long>.Done(await jobs.CommitAsync((db, ct) => AddAsync(db, actor, accountId, title, from, ct), ct));
    }

    private async Task<long> AddAsync(ValanceDb db, Actor actor, long accountId, string title, int? from, CancellationToken ct)
    {
        // One at a time for an Account: two would write the same list.
        if (await db.Jobs.Where(j => j.AccountId == accountId && j.Kind == JobKind.Matching && j.EndedAt == null).Select(j => (long?)j.Id).FirstOrDefaultAsync(ct) is { } open)
        {
            return open;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var job = new Job
        {
            AccountId = accountId,
            Kind = JobKind.Matching,
            Title = title,
            State = JobState.Queued,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = now,
        };
        job.RefreshSearch();
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add(new MatchingRequested(actor.Name, from).ToEntry(job.Id, now));
        return job.Id;
    }
}
