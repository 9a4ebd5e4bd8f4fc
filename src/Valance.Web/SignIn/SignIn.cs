using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Web.Hosting;

namespace Valance.Web.SignIn;

public sealed class SignInInput
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Enter your password.")]
    public string? Password { get; set; }

    public bool StaySignedIn { get; set; }
}

public enum SignInStep
{
    Done,
    /// <summary>The password was right; the authenticator's code comes next.</summary>
    Code,
}

/// <summary>
/// A person signs in with e-mail and password. What is answered, and how long that takes, does not tell whether an address is known, or locked: a locked one
/// would be known.
/// </summary>
public sealed class SignInPerson(SignInManager<User> signIn, UserManager<User> users, IDbContextFactory<ValanceDb> store, IServer server, TimeProvider time)
{
    internal const string Wrong = "The e-mail address or the password is not right. After five wrong tries an address is locked for five minutes, even with the right password.";
    internal const string Deactivated = "This sign-in is deactivated. Your administrator can let you in again.";

    /// <summary>Of no one's password; checked where there is none to check, so that it takes as long.</summary>
    private static readonly string NoOnesHash = new PasswordHasher<User>().HashPassword(new User(), Guid.NewGuid().ToString());

    public async Task<Result<SignInStep>> HandleAsync(SignInInput input)
    {
        var user = await users.FindByEmailAsync(input.Email?.Trim() ?? "");
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.VerifyHashedPassword(user ?? new User(), NoOnesHash, input.Password ?? "");
            return Result<SignInStep>.Invalid("", Wrong);
        }

        if (await WhyNotAsync(user) is { } why)
        {
            // Told to whoever knows the password alone.
            var check = await signIn.CheckPasswordSignInAsync(user, input.Password ?? "", lockoutOnFailure: true);
            return check.Succeeded ? Result<SignInStep>.Forbidden(why) : Result<SignInStep>.Invalid("", Wrong);
        }

        var outcome = await signIn.PasswordSignInAsync(user, input.Password ?? "", input.StaySignedIn, lockoutOnFailure: true);
        if (outcome.RequiresTwoFactor)
        {
            return Result<SignInStep>.Done(SignInStep.Code);
        }

        if (!outcome.Succeeded)
        {
            return Result<SignInStep>.Invalid("", Wrong);
        }

        await KeepMomentAsync(store, user.Id, time);
        return Result<SignInStep>.Done(SignInStep.Done);
    }

    internal static async Task KeepMomentAsync(IDbContextFactory<ValanceDb> store, long userId, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync();
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, now));
    }

    private async Task<string?> WhyNotAsync(User user)
    {
        if (user.IsDemo && !ListensOnLoopbackOnly())
        {
            return "Demo sign-ins work only while this site listens on this computer alone, because their passwords are public.";
        }

        await using var db = await store.CreateDbContextAsync(signIn.Context.RequestAborted);
        return await db.PeopleInUse().AnyAsync(u => u.Id == user.Id, signIn.Context.RequestAborted) ? null : Deactivated;
    }

    private bool ListensOnLoopbackOnly() => LoopbackAddresses.AreAll(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
}
