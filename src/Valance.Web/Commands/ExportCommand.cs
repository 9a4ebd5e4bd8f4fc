using System.CommandLine;
using System.Globalization;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>export --account NAME [--kind KIND ...] [--wait]</c></summary>
internal sealed class ExportCommand(Terminal terminal)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var account = new Option<string>("--account") { Description = "The dealer whose records are exported.", HelpName = "NAME", Required = true };
        var kinds = new Option<RecordKind[]>("--kind") { Description = "Only this kind; may be given several times.", HelpName = "KIND", AllowMultipleArgumentsPerToken = true };
        var wait = new Option<bool>("--wait") { Description = "Stay until nothing can move without a person; exit with 1 if something failed or waits for one." };
        var command = new Command("export", "Export all customers, vendors, orders, payments and purchase orders that are new or changed.") { account, kinds, wait };
        command.SetAction((parsed, ct) => new ExportCommand(terminal).RunAsync(
            site.Read(parsed), parsed.GetRequiredValue(account), parsed.GetValue(kinds) ?? [], parsed.GetValue(wait), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, string accountName, RecordKind[] kinds, bool wait, CancellationToken ct)
    {
        var opened = await CommandSite.OpenAsync(options, "export", ct);
        if (!opened.IsDone)
        {
            return CouldNotRun(opened.Problems);
        }

        await using var site = opened.Value;
        var account = await site.FindAccountAsync(accountName, ct);
        if (!account.IsDone)
        {
            return CouldNotRun(account.Problems);
        }

        var run = new ExportRun(site.Store, account.Value.Id, site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var asked = await site.Services.GetRequiredService<RequestBulkExport>().HandleAsync(Actor.CommandLine, account.Value.Id, kinds, ct);
        if (!asked.IsDone)
        {
            return CouldNotRun(asked.Problems);
        }

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{asked.Value.Records + asked.Value.OnTheirWay:N0} to export, {asked.Value.Unchanged:N0} stand in QuickBooks as they are."));
        if (!wait)
        {
            terminal.Say(site.IsOwner ? "Nobody works on them yet: start the site, or run the command with --wait." : "The running site works on them.");
            return ValanceCommands.Done;
        }

        await site.StartBooksAsync(withLanes: true, ct);
        var done = await terminal.ProgressAsync(report => WatchAsync(site, run, report, ct));
        return await TellAsync(site, account.Value, done, asked.Value, ct);
    }

    private static async Task<ExportRun> WatchAsync(CommandSite site, ExportRun run, Action<string, int, int> report, CancellationToken ct)
    {
        while (true)
        {
            // An owner that ends in the middle leaves its work to whoever is there.
            if (await site.TakeOverAsync(ct))
            {
                await site.StartBooksAsync(withLanes: true, ct);
            }

            await run.LookAsync(ct);
            foreach (var kind in run.Counts)
            {
                report(KindNames.Plural(kind.Key), kind.Value.Ended, kind.Value.Total);
            }

            if (!run.CanMove)
            {
                return run;
            }

            await Task.Delay(Pause, ct);
        }
    }

    private async Task<int> TellAsync(CommandSite site, Account account, ExportRun run, BulkRequested asked, CancellationToken ct)
    {
        terminal.Table(
            ["", "Succeeded", "Failed", "Waiting for a person", "Cancelled", "Unchanged"],
            run.Counts.Keys.Union(asked.UnchangedByKind.Keys).Order().Select(kind =>
            {
                var counts = run.Counts.GetValueOrDefault(kind) ?? new();
                return new[]
                {
                    KindNames.Plural(kind), Number(counts.Succeeded), Number(counts.Failed), Number(counts.Open), Number(counts.Cancelled),
                    Number(asked.UnchangedByKind.GetValueOrDefault(kind)),
                };
            }));
        await using var db = await site.Store.CreateDbContextAsync(ct);
        var failures = await run.FailuresAsync(db, 20, ct);
        foreach (var failure in failures)
        {
            terminal.Refuse($"{failure.Title}: {failure.Summary}");
        }

        if (run.Counts.Values.Sum(c => c.Failed + c.Open) is var left && left > 0)
        {
            terminal.Warn(string.Create(
                CultureInfo.InvariantCulture, $"{left:N0} need a person: open Tools > Background Jobs, or run \"jobs --failed --account '{account.Name}'\"."));
            return ValanceCommands.NeedsAPerson;
        }

        return ValanceCommands.Done;
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
}
