using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.People;

namespace Valance.Web.SignIn;

public class NewPasswordInput
{
    [Required(ErrorMessage = "Choose a password of at least 10 characters.")]
    public string? Password { get; set; }

    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string? Again { get; set; }
}

public sealed class AcceptInput : NewPasswordInput
{
    [Required(ErrorMessage = "Enter your name."), StringLength(ManagePeople.LongestName, ErrorMessage = "The name is too long.")]
    public string? FullName { get; set; }
}

/// <summary>Somebody who came by a link sets a password: accepts an invitation, or replaces a forgotten password. The link is good once.</summary>
public sealed class SetPassword(PersonLinks links, UserManager<User> users, SignInManager<User> signIn, IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <summary>Accepts an invitation and signs in.</summary>
    public async Task<Result<User>> AcceptAsync(string? token, AcceptInput input, CancellationToken ct)
    {
        if (await links.FindAsync(PersonMailKind.Invitation, token, ct) is not { } found || await users.FindByIdAsync(Id(found)) is not { } user)
        {
            return Result<User>.NotFound("The invitation");
        }

        (user.FullName, user.IsActive, user.EmailConfirmed) = (PersonName.Of(input.FullName), true, true);
        var set = await users.AddPasswordAsync(user, input.Password ?? "");
        if (!set.Succeeded)
        {
            return Refused(set);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        await SignInPerson.KeepMomentAsync(store, user.Id, time);
        return Result<User>.Done(user);
    }

    /// <summary>A new password, which ends a lock-out and every session. Signing in follows, with its second step where there is one.</summary>
    public async Task<Result<User>> ReplaceAsync(string? token, NewPasswordInput input, CancellationToken ct)
    {
        if (await links.FindAsync(PersonMailKind.NewPassword, token, ct) is not { } found || await users.FindByIdAsync(Id(found)) is not { } user)
        {
            return Result<User>.NotFound("The link");
        }

        // The mailbox was reached: whoever tried passwords meanwhile must not keep its owner out.
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        var set = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), input.Password ?? "");
        return set.Succeeded ? Result<User>.Done(user) : Refused(set);
    }

    /// <summary>Identity's words name what is wrong with a password; another's save in the same moment says the same as a used link.</summary>
    internal static Result<User> Refused(IdentityResult refused) => refused.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
        ? Result<User>.NotFound("The link")
        : Result<User>.Invalid([.. refused.Errors.Select(e => new Problem("Password", e.Description))]);

    private static string Id(User user) => user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
