using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>admin create --email E</c></summary>
internal sealed class AdminCommand(Terminal terminal)
{
    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var email = new Option<string>("--email") { Description = "The address that signs in.", HelpName = "E", Required = true };
        var name = new Option<string?>("--name") { Description = "The person's name, as History shows it.", HelpName = "NAME" };
        var create = new Command("create", "Make a site administrator. A password is made up and shown once.") { email, name };
        create.SetAction((parsed, ct) => new AdminCommand(terminal).RunAsync(site.Read(parsed), parsed.GetRequiredValue(email).Trim(), parsed.GetValue(name), ct));
        var admin = new Command("admin", "Site administrators, and people who cannot sign in.") { create };
        foreach (var recovery in AdminRecoveryCommand.Create(site, terminal))
        {
            admin.Add(recovery);
        }

        return admin;
    }

    private async Task<int> RunAsync(SiteOptions options, string email, string? name, CancellationToken ct)
    {
        if (!System.Net.Mail.MailAddress.TryCreate(email, out _))
        {
            terminal.Refuse($"\"{email}\" is no e-mail address.");
            return ValanceCommands.CouldNotRun;
        }

        var opened = await CommandSite.OpenAsync(options, "admin", ct);
        if (!opened.IsDone)
        {
            terminal.Refuse(opened.Problems[0].Message);
            return ValanceCommands.CouldNotRun;
        }

        await using var site = opened.Value;
        await using var scope = site.Services.CreateAsyncScope();
        var password = MadeUpPassword.New();
        var user = new User { UserName = email, Email = email, EmailConfirmed = true, FullName = name ?? email, Role = Role.SiteAdministrator };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, password);
        if (!made.Succeeded)
        {
            foreach (var error in made.Errors)
            {
                terminal.Refuse(error.Description);
            }

            return ValanceCommands.CouldNotRun;
        }

        terminal.Say($"Site administrator {email} made.");
        terminal.Say($"Password, shown this once: {password}");
        return ValanceCommands.Done;
    }
}
