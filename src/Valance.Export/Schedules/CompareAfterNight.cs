using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Reconciling;

namespace Valance.Export.Schedules;

/// <summary>Compares both books when a night's export has ended, where the Account wants that: once for each night.</summary>
public sealed class CompareAfterNight(IDbContextFactory<ValanceDb> store, StartReconcile start, TimeProvider time)
{
    /// <summary>Days that are compared: what is older was compared before.</summary>
    private const int Days = 31;

    /// <summary>A comparison that could not be started within a day belongs to the next night.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(20);

    /// <returns>How many were started.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var since = time.GetUtcNow().UtcDateTime - Late;
        await using var db = await store.CreateDbContextAsync(ct);
        var due = await (from settings in db.ExportSettings
                         where settings.EveryNight && settings.ComparesBooks
                         join night in db.NightRuns on settings.AccountId equals night.AccountId
                         where night.StartedAt >= since
                             && (night.JobId == null || db.Jobs.Any(j => j.Id == night.JobId && j.EndedAt != null))
                             && !db.Jobs.Any(j => j.AccountId == night.AccountId && j.Kind == JobKind.Reconcile && j.RequestedBy == Actor.Schedule.Name && j.CreatedAt >= night.StartedAt)
                         join account in db.Accounts on night.AccountId equals account.Id
                         where account.DeactivatedAt == null
                         select new { night.AccountId, account.TimeZone }).Distinct().ToListAsync(ct);
        var started = 0;
        foreach (var one in due)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(one.TimeZone)));
            // Without a company there is nothing to compare; the digest has said so.
            started += (await start.HandleAsync(Actor.Schedule, one.AccountId, today.AddDays(-Days), today, ct)).IsDone ? 1 : 0;
        }

        return started;
    }
}
