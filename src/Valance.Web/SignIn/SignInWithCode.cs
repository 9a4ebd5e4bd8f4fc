using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>The second step of signing in: the authenticator's code, or one of the recovery codes, each of which counts once.</summary>
public sealed class SignInWithCode(SignInManager<User> signIn, UserManager<User> users, IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    internal const string Wrong = "The code is not right, or was used already. Wait for the next one and type that. After five wrong tries the sign-in is locked for five minutes.";
    internal const string WrongRecovery = "This recovery code is not right, or was used already. Each one counts once.";

    /// <summary>Whether the password was given a moment ago, so that a code is awaited.</summary>
    public async Task<bool> IsAwaitedAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public async Task<Result<User>> HandleAsync(string? typed, bool isRecovery, bool staySignedIn)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return Result<User>.NotFound("Your sign-in");
        }

        await using (var db = await store.CreateDbContextAsync(signIn.Context.RequestAborted))
        {
            if (!await db.PeopleInUse().AnyAsync(u => u.Id == user.Id, signIn.Context.RequestAborted))
            {
                return Result<User>.Forbidden(SignInPerson.Deactivated);
            }
        }

        var outcome = isRecovery
            ? await RecoverAsync(user, typed)
            : await signIn.TwoFactorAuthenticatorSignInAsync(Totp.Plain(typed), staySignedIn, rememberClient: false);
        if (!outcome.Succeeded)
        {
            return Result<User>.Invalid("Code", isRecovery ? WrongRecovery : Wrong);
        }

        await SignInPerson.KeepMomentAsync(store, user.Id, time);
        return Result<User>.Done(user);
    }

    /// <summary>Identity does not count wrong recovery codes; here they lock as wrong passwords do.</summary>
    private async Task<SignInResult> RecoverAsync(User user, string? typed)
    {
        if (await users.IsLockedOutAsync(user))
        {
            return SignInResult.LockedOut;
        }

        // As they are printed: two groups of five, in capitals.
        var plain = Totp.Plain(typed).ToUpperInvariant();
        var outcome = await signIn.TwoFactorRecoveryCodeSignInAsync(plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}" : plain);
        if (!outcome.Succeeded)
        {
            await users.AccessFailedAsync(user);
        }

        return outcome;
    }
}
