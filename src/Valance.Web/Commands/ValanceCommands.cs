using System.CommandLine;
using System.Data.Common;
using Valance.Core.Data;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary>The command line: without a command the site is served.</summary>
public static class ValanceCommands
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It ran, and something failed, was refused, or waits for a person.</summary>
    public const int NeedsAPerson = 1;

    /// <summary>It could not run: wrong options, no such account, the data folder is taken.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct = default)
    {
        var parsed = Create(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
            return parsed.Errors.Count > 0 ? CouldNotRun : code;
        }
        catch (OperationCanceledException)
        {
            terminal.Warn("Stopped. What was begun is kept; run the command again to go on.");
            return Interrupted;
        }
        catch (Exception e) when (StoreTrouble.Of(e) is { } trouble)
        {
            terminal.Refuse($"{trouble.What} {trouble.Cure} ({e.GetBaseException().Message})");
            return CouldNotRun;
        }
        catch (Exception e) when (e is DbException or UnauthorizedAccessException or IOException)
        {
            terminal.Refuse($"The store or the data folder cannot be used: {e.Message}");
            return CouldNotRun;
        }
    }

    internal static RootCommand Create(Terminal terminal)
    {
        var site = new SiteArguments();
        var root = new RootCommand("Valance: a window-treatment dealer's customers, orders, payments and purchase orders, exported to QuickBooks Online.")
        {
            site.Data, site.Database, site.SandboxUrls, site.Urls, site.NoDemo,
        };
        // The host's own settings, such as --Logging:LogLevel:Default Debug, pass through.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, ct) => new ServeCommand(terminal).RunAsync(site.Read(parsed), parsed.UnmatchedTokens, ct));
        root.Add(ImportCommand.Create(site, terminal));
        root.Add(ExportCommand.Create(site, terminal));
        root.Add(ReconcileCommand.Create(site, terminal));
        root.Add(JobsCommand.Create(site, terminal));
        root.Add(AdminCommand.Create(site, terminal));
        root.Add(MigrateCommand.Create(site, terminal));
        root.Add(BackupCommand.Create(site, terminal));
        return root;
    }
}

/// <summary>The options that say which site is meant.</summary>
internal sealed class SiteArguments
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the store, the sandbox's books and the lock; default: data in the current folder.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "PostgreSQL connection string, instead of the SQLite file in the data folder.",
        HelpName = "CONN",
        Recursive = true,
    };

    public Option<string?> SandboxUrls { get; } = new("--sandbox-urls")
    {
        Description = $"Where the QuickBooks sandbox listens; default: {SiteOptions.DefaultSandboxUrls}, for commands any free port.",
        HelpName = "URLS",
        Recursive = true,
    };

    public Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where the site listens; default: {SiteOptions.DefaultUrls}.",
        HelpName = "URLS",
    };

    public Option<bool> NoDemo { get; } = new("--no-demo") { Description = "Leave an empty store empty." };

    public SiteOptions Read(ParseResult parsed)
    {
        // A prefix: a DATABASE or URLS of somebody else's in the environment must not be taken for ours.
        var site = SiteOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables("VALANCE_").Build(), Environment.CurrentDirectory);
        return site with
        {
            DataFolder = parsed.GetValue(Data) is { } folder ? Path.GetFullPath(folder) : site.DataFolder,
            Database = parsed.GetValue(Database) ?? site.Database,
            Urls = parsed.GetValue(Urls) ?? site.Urls,
            SandboxUrls = parsed.GetValue(SandboxUrls) ?? site.SandboxUrls,
            WantsDemo = !parsed.GetValue(NoDemo),
        };
    }
}
