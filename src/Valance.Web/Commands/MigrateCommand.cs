using System.CommandLine;
using Valance.Core.Data;
using Valance.Web.Hosting;
using Valance.Web.Lanes;

namespace Valance.Web.Commands;

/// <summary><c>migrate</c></summary>
internal sealed class MigrateCommand(Terminal terminal)
{
    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var command = new Command("migrate", "Bring the store, and on PostgreSQL the scheduler's tables, to this program's schema. A starting site does it too.");
        command.SetAction((parsed, ct) => new MigrateCommand(terminal).RunAsync(site.Read(parsed), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, CancellationToken ct)
    {
        var opened = await CommandSite.OpenAsync(options, "migrate", ct);
        if (!opened.IsDone)
        {
            terminal.Refuse(opened.Problems[0].Message);
            return ValanceCommands.CouldNotRun;
        }

        await using var site = opened.Value;
        // With another folder's owner on the same database the store may still be an older one.
        await site.Store.MigrateStoreAsync(ct);
        await site.Services.PrepareSchedulerAsync(ct);
        terminal.Say("The store has this program's schema.");
        return ValanceCommands.Done;
    }
}
