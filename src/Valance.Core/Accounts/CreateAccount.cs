using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Accounts;

/// <summary>Adds a dealer to the site. Its administrator is invited next, and connects QuickBooks.</summary>
public sealed class CreateAccount(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Account>> HandleAsync(Actor actor, string typedName, string timeZone, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageSite))
        {
            return Result<Account>.Forbidden("Only a site administrator adds Accounts.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var name = AccountName.Of(typedName);
        var problems = new ProblemList();
        await AccountName.CheckAsync(db, problems, "Name", name, own: null, ct);
        AccountName.CheckZone(problems, "TimeZone", timeZone);
        if (problems.Any)
        {
            return Result<Account>.Invalid(problems.Problems);
        }

        var account = new Account { Name = name, TimeZone = timeZone, CreatedAt = time.GetUtcNow().UtcDateTime };
        db.Accounts.Add(account);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Somebody else added it in the same moment: a unique index lets one in.
            return Result<Account>.Invalid("Name", $"There is an Account named “{name}” already.");
        }

        return Result<Account>.Done(account);
    }
}
