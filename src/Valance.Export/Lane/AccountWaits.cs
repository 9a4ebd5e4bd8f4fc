using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;

namespace Valance.Export.Lane;

/// <summary>Jobs of an Account that is deactivated: they wait, each saying so in its History, and go on when it is in use again.</summary>
public sealed class AccountWaits(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    /// <summary>One long transaction would starve every other writer.</summary>
    private const int ChunkSize = 500;

    /// <summary>For jobs that no lane works on: whether this one may be done now. One that may not is laid by.</summary>
    public async Task<bool> MayGoOnAsync(long jobId, CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            var job = await db.Jobs.Where(j => j.Id == jobId && j.EndedAt == null).Select(j => new { j.AccountId, j.WaitsFor }).SingleOrDefaultAsync(ct);
            if (job is null || await IsInUseAsync(db, job.AccountId, ct) == (job.WaitsFor != WaitReason.Account))
            {
                return job?.WaitsFor != WaitReason.Account;
            }
        }

        return await jobs.CommitAsync((db, ct) => MoveAsync(db, jobId, ct), ct, wakesLanes: false);
    }

    internal static Task<bool> IsInUseAsync(ValanceDb db, long accountId, CancellationToken ct) =>
        db.Accounts.AnyAsync(a => a.Id == accountId && a.DeactivatedAt == null, ct);

    /// <summary>Lays by what the lane would work on.</summary>
    internal static async Task ParkAsync(LaneSession lane, CancellationToken ct)
    {
        while (await lane.CommitAsync(
            async (db, ct) =>
            {
                var by = await DeactivatedByAsync(db, lane.AccountId, ct);
                var ready = await db.Jobs
                    .Where(j => j.ConnectionId == lane.ConnectionId && j.EndedAt == null
                        && (j.State == JobState.Queued || (j.State == JobState.Waiting && (j.WaitsFor == WaitReason.Time || j.WaitsFor == WaitReason.Connection))))
                    .OrderBy(j => j.Id).Take(ChunkSize).ToListAsync(ct);
                ready.ForEach(job => Park(db, job, by, lane.Now));
                return ready.Count;
            },
            ct) == ChunkSize)
        {
        }
    }

    /// <summary>Makes ready again what waited for the Account.</summary>
    internal static async Task ReleaseAsync(IDbContextFactory<ValanceDb> store, LaneSession lane, CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            // A look costs no writer's turn.
            if (!await Held(db, lane).AnyAsync(ct))
            {
                return;
            }
        }

        while (await lane.CommitAsync(
            async (db, ct) =>
            {
                var held = await Held(db, lane).OrderBy(j => j.Id).Take(ChunkSize).ToListAsync(ct);
                held.ForEach(job => Release(db, job, lane.Now));
                return held.Count;
            },
            ct) == ChunkSize)
        {
        }
    }

    private static IQueryable<Job> Held(ValanceDb db, LaneSession lane) => db.Jobs.Where(
        j => j.ConnectionId == lane.ConnectionId && j.EndedAt == null && j.State == JobState.Waiting && j.WaitsFor == WaitReason.Account);

    private async Task<bool> MoveAsync(ValanceDb db, long jobId, CancellationToken ct)
    {
        var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
        var isInUse = await IsInUseAsync(db, job.AccountId, ct);
        var now = time.GetUtcNow().UtcDateTime;
        if (job.IsOpen && isInUse && job.WaitsFor == WaitReason.Account)
        {
            Release(db, job, now);
        }
        else if (job.IsOpen && !isInUse && job.WaitsFor != WaitReason.Account)
        {
            Park(db, job, await DeactivatedByAsync(db, job.AccountId, ct), now);
        }

        return isInUse;
    }

    private static void Park(ValanceDb db, Job job, string by, DateTime now)
    {
        (job.State, job.WaitsFor, job.WaitsForJobId, job.NotBefore) = (JobState.Waiting, WaitReason.Account, null, null);
        db.History.Add(new WaitingForAccount(by).ToEntry(job.Id, now));
    }

    private static void Release(ValanceDb db, Job job, DateTime now)
    {
        (job.State, job.WaitsFor) = (JobState.Queued, null);
        db.History.Add(new AccountInUseAgain().ToEntry(job.Id, now));
    }

    private static async Task<string> DeactivatedByAsync(ValanceDb db, long accountId, CancellationToken ct) =>
        await db.Accounts.Where(a => a.Id == accountId).Select(a => a.DeactivatedBy).SingleAsync(ct);
}
