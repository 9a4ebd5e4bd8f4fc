using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Web.Shell;

namespace Valance.Web.BackgroundJobs;

/// <param name="Users">Whose jobs the viewer may see.</param>
/// <param name="Accounts">More than one for people of the site alone.</param>
public sealed record JobFilterChoices(IReadOnlyList<Choice<long>> Users, IReadOnlyList<Choice<long>> Accounts);

/// <summary>What the list's filters offer to the viewer.</summary>
public sealed class FilterChoices(IDbContextFactory<ValanceDb> store)
{
    public async Task<JobFilterChoices> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var accounts = await db.VisibleAccounts(actor).OrderBy(a => a.Name).Select(a => new Choice<long>(a.Id, a.Name)).ToListAsync(ct);
        var users = db.Users.AsNoTracking();
        if (!actor.SeesAllAccounts)
        {
            users = users.Where(u => u.AccountId == actor.AccountId);
        }

        if (actor.SeesOwnRecordsOnly)
        {
            users = users.Where(u => u.Id == actor.UserId);
        }

        var found = await users.OrderBy(u => u.FullName).Select(u => new { u.Id, u.FullName, u.AccountId }).ToListAsync(ct);
        var names = accounts.ToDictionary(a => a.Value, a => a.Name);
        string Named(string name, long? account) => !actor.SeesAllAccounts ? name : $"{name} ({(account is { } id ? names[id] : "site")})";
        return new([.. found.Select(u => new Choice<long>(u.Id, Named(u.FullName, u.AccountId)))], accounts);
    }
}
