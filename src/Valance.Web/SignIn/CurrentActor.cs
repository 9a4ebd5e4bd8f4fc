using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>The person before the screen, read afresh from the store: a role taken away counts from the next click.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, IDbContextFactory<ValanceDb> store)
{
    /// <summary>Who acts. Pages need a signed-in person, so that none is a defect here.</summary>
    public async Task<Actor> GetAsync() =>
        (await FindAsync())?.Actor ?? throw new UnauthorizedAccessException("Nobody is signed in, or the user was deactivated.");

    /// <summary>The same for routes that are no pages and so have no authentication state.</summary>
    public async Task<Actor> GetAsync(ClaimsPrincipal person) =>
        (await FindAsync(person))?.Actor ?? throw new UnauthorizedAccessException("Nobody is signed in, or the user was deactivated.");

    /// <summary>The person with their Account, or null if nobody is signed in.</summary>
    public async Task<Person?> FindAsync() => await FindAsync((await authentication.GetAuthenticationStateAsync()).User);

    public async Task<Person?> FindAsync(ClaimsPrincipal person)
    {
        if (PersonClaims.IdOf(person) is not { } id)
        {
            return null;
        }

        await using var db = await store.CreateDbContextAsync();
        var user = await db.PeopleInUse().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id);
        if (user is null)
        {
            return null;
        }

        var account = user.AccountId is { } accountId ? await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId) : null;
        return new Person(user.AsActor(), account);
    }
}

/// <param name="Account">Null for people of the site.</param>
public sealed record Person(Actor Actor, Account? Account)
{
    /// <summary>Days are the Account's own; people of the site, who look at many Accounts, count in a new Account's zone.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Account?.TimeZone ?? Valance.Core.Accounts.Account.DefaultTimeZone);
}
