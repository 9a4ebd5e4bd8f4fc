using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Web.Demo;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary>What a newcomer reads when the site runs: where it is, how to sign in, what to try first.</summary>
internal sealed class Welcome(Terminal terminal, IServiceProvider services)
{
    public async Task TellAsync(SiteOptions site, ICollection<string> addresses, bool demoIsNew, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync(ct);
        var hasDemo = await db.Users.AnyAsync(u => u.IsDemo, ct);
        var hasUsers = hasDemo || await db.Users.AnyAsync(ct);
        terminal.Say();
        terminal.Say($"Valance               {string.Join(", ", addresses)}");
        if (services.GetRequiredService<LocalSandbox>().Address is { } sandbox)
        {
            terminal.Say($"QuickBooks sandbox    {sandbox.AbsoluteUri.TrimEnd('/')}");
        }

        terminal.Say($"Data folder           {site.DataFolder}");
        if (hasDemo && LoopbackAddresses.AreAll(addresses))
        {
            TellDemo(demoIsNew);
        }
        else if (hasDemo)
        {
            terminal.Say();
            terminal.Warn("The demo's sign-ins are refused while the site listens beyond this computer: their password is public.");
        }
        else if (!hasUsers)
        {
            terminal.Say();
            terminal.Say("Nobody can sign in yet. Make the first administrator, in another window:");
            terminal.Say("  dotnet run --project src/Valance.Web -- admin create --email you@example.com");
        }

        terminal.Say();
        terminal.Say("Stop with Ctrl+C.");
    }

    private void TellDemo(bool isNew)
    {
        terminal.Say();
        terminal.Say($"{(isNew ? "A demo site was made. " : "")}Sign in with the password {DemoPeople.Password} (on this computer only):");
        foreach (var person in DemoPeople.ToTry)
        {
            terminal.Say($"  {person.Email,-26}{person.What}");
        }

        terminal.Say();
        terminal.Say("Try first: sign in as the bookkeeper, open the customer \"George  Foreman\" (two spaces) and press Export to QuickBooks.");
        terminal.Say("It fails: the message at the upper right says why, Tools > Background Jobs keeps it, and the job's page has the cure.");
    }
}
