using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Accounts;

/// <param name="TimeZone">IANA name.</param>
/// <param name="RequiresTwoStep">Everyone must use two-step sign-in.</param>
public sealed record AccountInput(string Name, string TimeZone, bool RequiresTwoStep);

/// <summary>An Account's name, clock and sign-in rule.</summary>
public sealed class SaveAccount(IDbContextFactory<ValanceDb> store)
{
    public async Task<Result<Account>> HandleAsync(Actor actor, long id, AccountInput input, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var account = await db.VisibleAccounts(actor).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (account is null || !actor.May(Permission.ManageUsers, id))
        {
            return Result<Account>.NotFound("The account");
        }

        var name = AccountName.Of(input.Name);
        var problems = new ProblemList();
        if (name != account.Name)
        {
            problems.AddIf(!actor.May(Permission.ManageSite), nameof(input.Name), "Only a site administrator renames an Account.");
            await AccountName.CheckAsync(db, problems, nameof(input.Name), name, id, ct);
        }

        AccountName.CheckZone(problems, nameof(input.TimeZone), input.TimeZone);
        var begins = input.RequiresTwoStep && !account.RequiresTwoStep;
        problems.AddIf(
            begins && await db.Users.AnyAsync(u => u.Id == actor.UserId && u.AccountId == id && !u.TwoFactorEnabled, ct), nameof(input.RequiresTwoStep),
            "Turn on two-step sign-in for yourself first (your menu > My sign-in). So you know that it works before it is asked of everyone.");
        if (problems.Any)
        {
            return Result<Account>.Invalid(problems.Problems);
        }

        (account.Name, account.TimeZone, account.RequiresTwoStep) = (name, input.TimeZone, input.RequiresTwoStep);
        if (begins)
        {
            // They sign in anew, and are led to setting it up.
            foreach (var person in await db.Users.Where(u => u.AccountId == id && u.IsActive && !u.TwoFactorEnabled).ToListAsync(ct))
            {
                person.EndSessions();
            }
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return Result<Account>.Conflict("Somebody else changed the Account or one of its people in the same moment. Please save again.");
        }

        return Result<Account>.Done(account);
    }
}
