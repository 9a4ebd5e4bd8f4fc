using System.CommandLine;
using System.Globalization;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Core.Records;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>import DIR --account NAME [--create]</c></summary>
internal sealed class ImportCommand(Terminal terminal)
{
    private const int ShownProblems = 50;

    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with CSV files or Excel workbooks: customers, vendors, orders, order lines, payments, purchase order lines; any may be missing." };
        var account = new Option<string>("--account") { Description = "The dealer whose files they are.", HelpName = "NAME", Required = true };
        var create = new Option<bool>("--create") { Description = "Make the account if it is not there, connected with an empty sandbox company of its name." };
        var command = new Command("import", "Take CSV files and Excel workbooks into an account. A second import of the same files changes nothing.") { folder, account, create };
        command.SetAction((parsed, ct) => new ImportCommand(terminal).RunAsync(
            site.Read(parsed), parsed.GetRequiredValue(folder), parsed.GetRequiredValue(account), parsed.GetValue(create), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, string folder, string accountName, bool create, CancellationToken ct)
    {
        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            terminal.Refuse($"There is no folder {path}.");
            return ValanceCommands.CouldNotRun;
        }

        var opened = await CommandSite.OpenAsync(options, "import", ct);
        if (!opened.IsDone)
        {
            return CouldNotRun(opened.Problems);
        }

        await using var site = opened.Value;
        var account = await site.FindAccountAsync(accountName, ct);
        if (!account.IsDone && create)
        {
            await site.StartBooksAsync(withLanes: false, ct);
            account = await site.Services.GetRequiredService<NewCompany>().CreateAsync(accountName, ct);
            terminal.Say(account.IsDone ? $"Made the account {accountName}, connected with a sandbox company of its name." : "");
        }

        if (!account.IsDone)
        {
            return CouldNotRun(account.Problems);
        }

        using var files = ImportFiles.FromFolder(path);
        var result = await terminal.ProgressAsync(report => site.Services.GetRequiredService<RunImport>()
            .HandleAsync(Actor.CommandLine, account.Value.Id, files, new Progress(report), ct));
        return result.IsDone ? Tell(result.Value) : CouldNotRun(result.Problems);
    }

    private int Tell(ImportReport report)
    {
        foreach (var note in report.Notes)
        {
            terminal.Warn(note);
        }

        foreach (var problem in report.Refused.SelectMany(r => r.Problems).Take(ShownProblems))
        {
            terminal.Refuse(problem.ToString());
        }

        var more = report.ProblemCount - ShownProblems;
        if (more > 0)
        {
            terminal.Refuse(string.Create(CultureInfo.InvariantCulture, $"... and {more:N0} more problems; all stand in the History of job {report.JobId}."));
        }

        terminal.Table(
            ["", "Added", "Updated", "Unchanged", "Refused"],
            report.Counts.Select(c => new[] { KindNames.Plural(c.Key), Number(c.Value.Added), Number(c.Value.Updated), Number(c.Value.Unchanged), Number(c.Value.Refused) }));
        return report.RefusedCount == 0 ? ValanceCommands.Done : ValanceCommands.NeedsAPerson;
    }

    private int CouldNotRun(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            terminal.Refuse(problem.Message);
        }

        return ValanceCommands.CouldNotRun;
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Progress(Action<string, int, int> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(KindNames.Plural(value.Kind), value.Done, value.Total);
    }
}

internal static class KindNames
{
    public static string Plural(RecordKind kind) => kind switch
    {
        RecordKind.Customer => "Customers",
        RecordKind.Vendor => "Vendors",
        RecordKind.Order => "Orders",
        RecordKind.Payment => "Payments",
        RecordKind.PurchaseOrder => "Purchase orders",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
