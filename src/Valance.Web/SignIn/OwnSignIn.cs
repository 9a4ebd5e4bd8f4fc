using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <param name="Account">Null for people of the site.</param>
/// <param name="RecoveryCodes">How many are left.</param>
public sealed record OwnSignInView(User User, Account? Account, int RecoveryCodes);

/// <summary>What a person sets of their own sign-in: the password, and the second step.</summary>
public sealed class OwnSignIn(
    UserManager<User> users, SignInManager<User> signIn, ProtectedUserStore tokens, IDbContextFactory<ValanceDb> store, IDataProtectionProvider protection, TimeProvider time)
{
    private const int RecoveryCodes = 10;
    private const string WrongPassword = "That is not your password.";

    private static readonly TimeSpan SetUpLasts = TimeSpan.FromHours(1);

    public async Task<OwnSignInView> GetAsync(ClaimsPrincipal person)
    {
        var user = await OfAsync(person);
        await using var db = await store.CreateDbContextAsync(Aborted);
        return new(
            user, user.AccountId is { } id ? await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id, Aborted) : null,
            user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0);
    }

    /// <summary>Signs out everywhere else.</summary>
    public async Task<Result<User>> ChangePasswordAsync(ClaimsPrincipal person, string? present, string? wanted)
    {
        var user = await OfAsync(person);
        if (await CheckAsync(user, present) is { } why)
        {
            return Result<User>.Invalid("Present", why);
        }

        var changed = await users.ChangePasswordAsync(user, present ?? "", wanted ?? "");
        if (!changed.Succeeded)
        {
            return SetPassword.Refused(changed);
        }

        await signIn.RefreshSignInAsync(user);
        return Result<User>.Done(user);
    }

    /// <summary>A key that is offered, sealed: it is kept only when a code proves that the phone has it.</summary>
    public async Task<(string Key, string Sealed)> OfferKeyAsync(ClaimsPrincipal person)
    {
        var user = await OfAsync(person);
        var key = Totp.NewKey();
        var ends = (time.GetUtcNow() + SetUpLasts).ToUnixTimeSeconds();
        return (key, Protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id}|{ends}|{key}")));
    }

    /// <summary>The key that was offered to this person; null where it was another's, or too long ago.</summary>
    public async Task<string?> OpenKeyAsync(ClaimsPrincipal person, string? offered)
    {
        var user = await OfAsync(person);
        try
        {
            var parts = Protector.Unprotect(offered ?? "").Split('|');
            return parts[0] == user.Id.ToString(CultureInfo.InvariantCulture) && long.Parse(parts[1], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds() ? parts[2] : null;
        }
        catch (CryptographicException)
        {
            // Not sealed by this site.
            return null;
        }
    }

    /// <summary>Turns the second step on.</summary>
    /// <returns>The recovery codes, shown now and never again.</returns>
    public async Task<Result<IReadOnlyList<string>>> TurnOnAsync(ClaimsPrincipal person, string key, string? code)
    {
        if (Totp.StepOf(key, code ?? "", time.GetUtcNow()) is null)
        {
            return Result<IReadOnlyList<string>>.Invalid("Code", "The code is not right. Type the one that the app shows now; if that is refused too, the phone's clock may be wrong.");
        }

        var user = await OfAsync(person);
        user.LastCodeStep = null;
        await tokens.SetAuthenticatorKeyAsync(user, key, CancellationToken.None);
        await users.SetTwoFactorEnabledAsync(user, true);
        return Result<IReadOnlyList<string>>.Done(await NewCodesAsync(user));
    }

    /// <summary>New recovery codes; the ones before count no more.</summary>
    public async Task<Result<IReadOnlyList<string>>> RenewCodesAsync(ClaimsPrincipal person, string? password)
    {
        var user = await OfAsync(person);
        return await CheckAsync(user, password) is { } why
            ? Result<IReadOnlyList<string>>.Invalid("Password", why)
            : Result<IReadOnlyList<string>>.Done(await NewCodesAsync(user));
    }

    public async Task<Result<User>> TurnOffAsync(ClaimsPrincipal person, string? password)
    {
        var user = await OfAsync(person);
        await using (var db = await store.CreateDbContextAsync(Aborted))
        {
            if (await db.Accounts.AnyAsync(a => a.Id == user.AccountId && a.RequiresTwoStep, Aborted))
            {
                return Result<User>.Forbidden("Your Account asks everyone for two-step sign-in, so it cannot be turned off.");
            }
        }

        if (await CheckAsync(user, password) is { } why)
        {
            return Result<User>.Invalid("Password", why);
        }

        await tokens.SetAuthenticatorKeyAsync(user, "", CancellationToken.None);
        await tokens.ReplaceCodesAsync(user, [], CancellationToken.None);
        await users.SetTwoFactorEnabledAsync(user, false);
        await signIn.RefreshSignInAsync(user);
        return Result<User>.Done(user);
    }

    private CancellationToken Aborted => signIn.Context.RequestAborted;

    private IDataProtector Protector => protection.CreateProtector("Valance.AuthenticatorKey");

    private async Task<IReadOnlyList<string>> NewCodesAsync(User user)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? [];
        await signIn.RefreshSignInAsync(user);
        return [.. codes];
    }

    /// <summary>An open screen that was left alone must not be a place to try passwords at: wrong ones count as at the sign-in.</summary>
    private async Task<string?> CheckAsync(User user, string? password)
    {
        var check = await signIn.CheckPasswordSignInAsync(user, password ?? "", lockoutOnFailure: true);
        return check.Succeeded ? null : check.IsLockedOut ? "Too many wrong passwords. Wait five minutes, then try again." : WrongPassword;
    }

    private async Task<User> OfAsync(ClaimsPrincipal person) =>
        await users.GetUserAsync(person) ?? throw new UnauthorizedAccessException("Nobody is signed in, or the user was removed.");
}
