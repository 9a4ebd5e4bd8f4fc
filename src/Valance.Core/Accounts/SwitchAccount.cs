using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Accounts;

/// <summary>Shuts a dealer out, or lets it in again. Nothing is deleted; jobs that were asked for before are still worked off.</summary>
public sealed class SwitchAccount(IDbContextFactory<ValanceDb> store, TimeProvider time)
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

        await using var db = await store.CreateDbContextAsync(ct);
        var account = await db.VisibleAccounts(actor).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (account is null)
        {
            return Result<Account>.NotFound("The account");
        }

        change(account);
        if (account.DeactivatedAt is null && await db.ExportSettings.SingleOrDefaultAsync(s => s.AccountId == id, ct) is { } settings)
        {
            // The nights meanwhile were not missed.
            settings.NightlySince = time.GetUtcNow().UtcDateTime;
        }

        await db.SaveChangesAsync(ct);
        return Result<Account>.Done(account);
    }
}
