using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Valance.Core;
using Valance.Core.Accounts;
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

/// <summary>A person signs in with e-mail and password.</summary>
public sealed class SignInPerson(SignInManager<User> signIn, UserManager<User> users, IServer server)
{
    private const string Wrong = "The e-mail address or the password is not right.";

    public async Task<Result<User>> HandleAsync(SignInInput input)
    {
        var user = await users.FindByEmailAsync(input.Email?.Trim() ?? "");
        if (user is not { IsActive: true })
        {
            return Result<User>.Invalid("", Wrong);
        }

        if (user.IsDemo && !ListensOnLoopbackOnly())
        {
            return Result<User>.Forbidden("Demo sign-ins work only while this site listens on this computer alone, because their passwords are public.");
        }

        var outcome = await signIn.PasswordSignInAsync(user, input.Password ?? "", input.StaySignedIn, lockoutOnFailure: true);
        if (outcome.IsLockedOut)
        {
            return Result<User>.Forbidden("Too many wrong passwords. Wait five minutes, then try again.");
        }

        return outcome.Succeeded ? Result<User>.Done(user) : Result<User>.Invalid("", Wrong);
    }

    private bool ListensOnLoopbackOnly() => LoopbackAddresses.AreAll(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
}
