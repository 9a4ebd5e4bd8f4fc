using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs.Bulk;

namespace Valance.Core.Schedules;

/// <summary>Runs an Account's latest night, if it is due and was not run: also one that was missed while no node ran, once, however many were missed.</summary>
public sealed class RunNight(IDbContextFactory<ValanceDb> store, RequestBulkExport bulk, TimeProvider time)
{
    /// <summary>The Accounts that export every night, with their clocks.</summary>
    public async Task<IReadOnlyList<NightlyAccount>> AccountsAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await (from settings in db.ExportSettings
                      where settings.EveryNight
                      join account in db.Accounts on settings.AccountId equals account.Id
                      where account.DeactivatedAt == null
                      orderby account.Id
                      select new NightlyAccount(account.Id, account.TimeZone, settings.NightAt)).ToListAsync(ct);
    }

    /// <returns>Whether this call ran it; false where it is not due, or another call or node has run it.</returns>
    public async Task<bool> HandleAsync(long accountId, CancellationToken ct)
    {
        DueNight due;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            var settings = await db.ExportSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == accountId && s.EveryNight, ct);
            var zone = await db.Accounts.Where(a => a.Id == accountId && a.DeactivatedAt == null).Select(a => a.TimeZone).SingleOrDefaultAsync(ct);
            if (settings is null || zone is null)
            {
                return false;
            }

            due = Nights.Latest(settings.NightAt, TimeZoneInfo.FindSystemTimeZoneById(zone), time.GetUtcNow().UtcDateTime);
            if (due.At < settings.NightlySince || await HasRunAsync(db, accountId, due.Night, ct))
            {
                return false;
            }
        }

        return await bulk.ForNightAsync(accountId, due.Night, ct);
    }

    /// <summary>Whether this night, or a later one, was run: the clock of an Account may be set back.</summary>
    internal static Task<bool> HasRunAsync(ValanceDb db, long accountId, DateOnly night, CancellationToken ct) =>
        db.NightRuns.AnyAsync(n => n.AccountId == accountId && n.Night >= night, ct);
}

/// <summary>An Account that exports every night.</summary>
/// <param name="TimeZone">IANA name.</param>
public sealed record NightlyAccount(long AccountId, string TimeZone, TimeOnly At);
