using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>Checks the code at sign-in, by the site's clock, and lets each code in once: over a shoulder it is read in less than the 30 seconds that it counts.</summary>
public sealed class AuthenticatorCodes(IDbContextFactory<ValanceDb> store, TimeProvider time) : IUserTwoFactorTokenProvider<User>
{
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    /// <summary>The phone makes the codes.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || Totp.StepOf(key, token, time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        // In the store, since two nodes may be asked at the same moment.
        await using var db = await store.CreateDbContextAsync();
        var isFirst = await db.Users.Where(u => u.Id == user.Id && (u.LastCodeStep == null || u.LastCodeStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastCodeStep, step)) == 1;
        // Identity writes the whole row afterwards.
        user.LastCodeStep = isFirst ? step : user.LastCodeStep;
        return isFirst;
    }
}
