using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>admin unlock | reset-password | reset-two-step --email E</c>: for who cannot sign in, and has nobody who could help in the site.</summary>
internal sealed class AdminRecoveryCommand(Terminal terminal)
{
    public static IEnumerable<Command> Create(SiteArguments site, Terminal terminal) =>
    [
        One(site, terminal, "unlock", "End a lock-out after wrong passwords.", UnlockAsync),
        One(site, terminal, "reset-password", "Give a person a new password, made up and shown once. Ends a lock-out and every session.", ResetPasswordAsync),
        One(site, terminal, "reset-two-step", "Turn two-step sign-in off for a person who lost the phone and the recovery codes.", ResetTwoStepAsync),
    ];

    private static Command One(SiteArguments site, Terminal terminal, string name, string what, Func<IServiceProvider, User, CancellationToken, Task<Result<string>>> work)
    {
        var email = new Option<string>("--email") { Description = "The address that signs in.", HelpName = "E", Required = true };
        var command = new Command(name, what) { email };
        command.SetAction((parsed, ct) => new AdminRecoveryCommand(terminal).RunAsync(site.Read(parsed), parsed.GetRequiredValue(email).Trim(), work, ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, string email, Func<IServiceProvider, User, CancellationToken, Task<Result<string>>> work, CancellationToken ct)
    {
        var opened = await CommandSite.OpenAsync(options, "admin", ct);
        if (!opened.IsDone)
        {
            return CouldNotRun(opened.Problems);
        }

        await using var site = opened.Value;
        var key = email.ToUpperInvariant();
        await using var db = await site.Store.CreateDbContextAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key, ct) is not { } user)
        {
            return CouldNotRun([new Problem("email", $"Nobody signs in with {email}.")]);
        }

        await using var scope = site.Services.CreateAsyncScope();
        var done = await work(scope.ServiceProvider, user, ct);
        if (!done.IsDone)
        {
            return CouldNotRun(done.Problems);
        }

        terminal.Say(done.Value);
        return ValanceCommands.Done;
    }

    private static async Task<Result<string>> UnlockAsync(IServiceProvider services, User user, CancellationToken ct)
    {
        var done = await services.GetRequiredService<ManagePeople>().UnlockAsync(Actor.CommandLine, user.Id, ct);
        return done.IsDone ? Result<string>.Done($"{user.Email} can sign in again.") : done.Refused<string>();
    }

    private static async Task<Result<string>> ResetTwoStepAsync(IServiceProvider services, User user, CancellationToken ct)
    {
        var done = await services.GetRequiredService<ManagePeople>().TurnOffTwoStepAsync(Actor.CommandLine, user.Id, ct);
        return done.IsDone ? Result<string>.Done($"Two-step sign-in is off for {user.Email}.") : done.Refused<string>();
    }

    private static async Task<Result<string>> ResetPasswordAsync(IServiceProvider services, User user, CancellationToken ct)
    {
        if (user.PasswordHash is null)
        {
            return Result<string>.Invalid("", $"{user.Email} has not accepted the invitation yet. Send it again in the site.");
        }

        await UnlockAsync(services, user, ct);
        var users = services.GetRequiredService<UserManager<User>>();
        var present = await users.FindByEmailAsync(user.Email!) ?? throw new InvalidOperationException("The user was removed meanwhile.");
        var password = MadeUpPassword.New();
        var set = await users.ResetPasswordAsync(present, await users.GeneratePasswordResetTokenAsync(present), password);
        return set.Succeeded
            ? Result<string>.Done($"New password of {user.Email}, shown this once: {password}")
            : Result<string>.Invalid([.. set.Errors.Select(e => new Problem("", e.Description))]);
    }

    private int CouldNotRun(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            terminal.Refuse(problem.Message);
        }

        return ValanceCommands.CouldNotRun;
    }
}
