using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Export.History;
using Valance.Export.Matching;
using Valance.Export.Translation;

namespace Valance.Export.Reconciling;

/// <summary>The run that was asked for, and the background job that does it.</summary>
public sealed record ReconcileStarted(long RunId, long JobId);

/// <summary>Asks for a background job that puts both books side by side. A screen, a command and a schedule call the same.</summary>
public sealed class StartReconcile(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    /// <summary>Reports of receivables go so far back; longer periods are asked for in parts.</summary>
    private const int MostYears = 10;

    // Days outside of them are slips of the pen, and near the ends of the calendar no day is left to reckon with.
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>What an Account keeps beside the newest: older runs go with their rows, their jobs stay.</summary>
    private const int KeptRuns = 12;

    /// <returns>The one under way for the Account, where there is one.</returns>
    public async Task<Result<ReconcileStarted>> HandleAsync(Actor actor, long accountId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<ReconcileStarted>.NotFound("The account");
        }

        if (!actor.May(Permission.EditBooks, accountId))
        {
            return Result<ReconcileStarted>.Forbidden("Your role may not compare the books. A bookkeeper or the account administrator can.");
        }

        if (from > to)
        {
            return Result<ReconcileStarted>.Invalid(nameof(to), "The period ends before it begins.");
        }

        if (from < Earliest || to > Latest)
        {
            return Result<ReconcileStarted>.Invalid(from < Earliest ? nameof(from) : nameof(to), $"Choose days from {PlainText.Day(Earliest)} to {PlainText.Day(Latest)}.");
        }

        if (from.AddYears(MostYears) < to)
        {
            return Result<ReconcileStarted>.Invalid(nameof(from), $"The period is longer than {MostYears} years. Compare it in parts.");
        }

        return await MatchScope.ConnectionAsync(db, actor, accountId, ct) is { } connection
            ? Result<ReconcileStarted>.Done(await jobs.CommitAsync((db, ct) => AddAsync(db, actor, accountId, connection.RealmId, from, to, ct), ct))
            : Result<ReconcileStarted>.Invalid("", MatchScope.NotConnected);
    }

    private async Task<ReconcileStarted> AddAsync(ValanceDb db, Actor actor, long accountId, string realmId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var open = await db.ReconcileRuns.Where(r => r.AccountId == accountId && db.Jobs.Any(j => j.Id == r.JobId && j.EndedAt == null))
            .Select(r => new ReconcileStarted(r.Id, r.JobId)).FirstOrDefaultAsync(ct);
        if (open is not null)
        {
            return open;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var job = new Job
        {
            AccountId = accountId,
            Kind = JobKind.Reconcile,
            Title = $"Reconcile {PlainText.Day(from)} to {PlainText.Day(to)}",
            State = JobState.Queued,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = now,
        };
        job.RefreshSearch();
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        var run = new ReconcileRun { AccountId = accountId, RealmId = realmId, JobId = job.Id, From = from, To = to, StartedAt = now };
        db.ReconcileRuns.Add(run);
        db.History.Add(new ReconcileRequested(actor.Name, from, to).ToEntry(job.Id, now));
        await db.SaveChangesAsync(ct);
        var old = await db.ReconcileRuns.Where(r => r.AccountId == accountId).OrderByDescending(r => r.Id).Skip(KeptRuns).Select(r => r.Id).ToListAsync(ct);
        await db.ReconcileRuns.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(ct);
        return new ReconcileStarted(run.Id, job.Id);
    }
}
