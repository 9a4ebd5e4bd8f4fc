using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Accounts;

/// <summary>
/// Shuts a dealer out, or lets it in again. Nothing is deleted. Jobs that were asked for before wait meanwhile, and go on afterwards; what is under way
/// just then is finished.
/// </summary>
public sealed class SwitchAccount(JobWriter jobs, JobSignals signals, TimeProvider time)
{
    public Task<Result<Account>> DeactivateAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id, account => (account.DeactivatedAt, account.DeactivatedBy) = (account.DeactivatedAt ?? time.GetUtcNow().UtcDateTime, actor.Name), ct);

    public Task<Result<Account>> ReactivateAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id, account => (account.DeactivatedAt, account.DeactivatedBy) = (null, ""), ct);

    private async Task<Result<Account>> HandleAsync(Actor actor, long id, Action<Account> change, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageSite))
        {
            return Result<Account>.Forbidden("Only a site administrator deactivates Accounts.");
        }

        // As a writer of jobs: when this is committed, no lane takes another one.
        var (result, lanes) = await jobs.CommitAsync((db, ct) => ChangeAsync(db, actor, id, change, ct), ct);
        // Each lane lays by what waits, or lets it go on; on other nodes their sweep comes to it.
        lanes.ForEach(signals.Wake);
        return result;
    }

    private async Task<(Result<Account> Result, List<long> Lanes)> ChangeAsync(ValanceDb db, Actor actor, long id, Action<Account> change, CancellationToken ct)
    {
        db.Acting = actor;
        var account = await db.VisibleAccounts(actor).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (account is null)
        {
            return (Result<Account>.NotFound("The account"), []);
        }

        change(account);
        if (account.DeactivatedAt is null && await db.ExportSettings.SingleOrDefaultAsync(s => s.AccountId == id, ct) is { } settings)
        {
            // The nights meanwhile were not missed.
            settings.NightlySince = time.GetUtcNow().UtcDateTime;
        }

        return (Result<Account>.Done(account), await db.Connections.Where(c => c.AccountId == id).Select(c => c.Id).ToListAsync(ct));
    }
}
