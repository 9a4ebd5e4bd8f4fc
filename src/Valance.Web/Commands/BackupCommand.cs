using System.CommandLine;
using Valance.Core.Data;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>backup FILE</c></summary>
internal sealed class BackupCommand(Terminal terminal)
{
    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The copy to make; it must not be there yet." };
        var command = new Command("backup", "Copy the SQLite store, also while the site runs. For PostgreSQL use pg_dump.") { file };
        command.SetAction((parsed, ct) => new BackupCommand(terminal).RunAsync(site.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, string file, CancellationToken ct)
    {
        if (options.Store.PostgresConnection is not null)
        {
            return Refuse("The store is PostgreSQL: back it up with pg_dump, as docs/operating.md shows.");
        }

        if (!File.Exists(options.Store.SqliteFile))
        {
            return Refuse($"There is no store in {options.DataFolder}.");
        }

        if (File.Exists(file))
        {
            return Refuse($"{file} is there already. Give the copy a new name.");
        }

        var opened = await CommandSite.OpenAsync(options, "backup", ct);
        if (!opened.IsDone)
        {
            return Refuse(opened.Problems[0].Message);
        }

        await using var site = opened.Value;
        await site.Store.BackUpAsync(file, ct);
        terminal.Say($"Copied the store to {file}. It holds the tokens and the keys that open them: keep it as safe as the store.");
        return ValanceCommands.Done;
    }

    private int Refuse(string why)
    {
        terminal.Refuse(why);
        return ValanceCommands.CouldNotRun;
    }
}
