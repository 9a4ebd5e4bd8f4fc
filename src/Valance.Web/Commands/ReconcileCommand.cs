using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Reconciling;
using Valance.Web.Hosting;
using Valance.Web.Reconciling;

namespace Valance.Web.Commands;

/// <summary><c>reconcile --account NAME [--from DAY] [--to DAY] [--wait]</c></summary>
internal sealed class ReconcileCommand(Terminal terminal)
{
    private const int Shown = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var account = new Option<string>("--account") { Description = "The dealer whose books are compared.", HelpName = "NAME", Required = true };
        var from = new Option<DateOnly?>("--from") { Description = "First day, such as 2026-01-01; default: the first day of last month.", HelpName = "DAY" };
        var to = new Option<DateOnly?>("--to") { Description = "Last day; default: today.", HelpName = "DAY" };
        var wait = new Option<bool>("--wait") { Description = "Stay until it is done; exit with 1 if the books differ." };
        var command = new Command("reconcile", "Compare the dealer's books with QuickBooks.") { account, from, to, wait };
        command.SetAction((parsed, ct) => new ReconcileCommand(terminal).RunAsync(
            site.Read(parsed), parsed.GetRequiredValue(account), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(wait), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, string accountName, DateOnly? from, DateOnly? to, bool wait, CancellationToken ct)
    {
        var opened = await CommandSite.OpenAsync(options, "reconcile", ct);
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

        var zone = TimeZoneInfo.FindSystemTimeZoneById(account.Value.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(site.Services.GetRequiredService<TimeProvider>().GetUtcNow(), zone).DateTime);
        var started = await site.Services.GetRequiredService<StartReconcile>().HandleAsync(
            Actor.CommandLine, account.Value.Id, from ?? new DateOnly(today.Year, today.Month, 1).AddMonths(-1), to ?? today, ct);
        if (!started.IsDone)
        {
            return CouldNotRun(started.Problems);
        }

        if (!wait)
        {
            terminal.Say(site.IsOwner ? "Nobody works on it yet: start the site, or run the command with --wait." : "The running site works on it.");
            return ValanceCommands.Done;
        }

        await terminal.ProgressAsync(report => FinishAsync(site, started.Value, report, ct));
        var view = await site.Services.GetRequiredService<ReconcileReport>().HandleAsync(Actor.CommandLine, started.Value.RunId, ct);
        return view.IsDone ? await TellAsync(site, view.Value, ct) : CouldNotRun(view.Problems);
    }

    /// <summary>As owner does it here; beside an owner waits for it, and takes its place if it ends.</summary>
    private static async Task<bool> FinishAsync(CommandSite site, ReconcileStarted started, Action<string, int, int> report, CancellationToken ct)
    {
        while (true)
        {
            await site.TakeOverAsync(ct);
            if (site.IsOwner)
            {
                await site.StartBooksAsync(withLanes: false, ct);
                await using var turn = await StoreTurn.TryTakeAsync(site.Store, TurnKind.Job, started.JobId, ct);
                if (turn is not null)
                {
                    await site.Services.GetRequiredService<RunReconcile>().HandleAsync(started.JobId, new Told(report), ct);
                }
            }

            await using var db = await site.Store.CreateDbContextAsync(ct);
            if (await db.Jobs.AnyAsync(j => j.Id == started.JobId && j.EndedAt != null, ct))
            {
                return true;
            }

            await Task.Delay(Pause, ct);
        }
    }

    private async Task<int> TellAsync(CommandSite site, ReconcileView view, CancellationToken ct)
    {
        if (view.Totals is null)
        {
            terminal.Refuse($"The comparison stopped. {view.JobSummary}");
            return ValanceCommands.NeedsAPerson;
        }

        terminal.Table(
            ["", "In Valance", "Sum", "In QuickBooks", "Sum", "Difference", "Open"],
            view.Totals.Kinds.Select(k => new[]
            {
                KindNames.Plural(k.Kind), Number(k.Ours), Sum(k, k.OurSum), Number(k.Theirs), Sum(k, k.TheirSum), Sum(k, k.Difference),
                Number(view.Counts.Where(c => c.Kind == k.Kind && c.State == FindingState.Open).Sum(c => c.Count)),
            }));
        if (view.Totals.Receivables is { } owed)
        {
            terminal.Say($"Customers owe {Money(owed.Ours.Total)} here and {Money(owed.Theirs.Total)} in QuickBooks.");
        }

        await foreach (var row in site.Services.GetRequiredService<ReconcileReport>().AllAsync(Actor.CommandLine, view.RunId, new FindingFilter(), ct).Take(Shown).WithCancellation(ct))
        {
            terminal.Refuse($"{row.Name}: {ReconcileWords.Of(row.Difference)}. {row.Reason}");
        }

        if (view.Agrees)
        {
            terminal.Say($"The two books agree.{(view.Ignored > 0 ? $" {Number(view.Ignored)} known differences are ignored." : "")}");
            return ValanceCommands.Done;
        }

        terminal.Warn($"{Number(view.Open)} differences: open Tools > Reconcile.");
        return ValanceCommands.NeedsAPerson;
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

    private static string Sum(KindTotals kind, decimal amount) => kind.Kind is RecordKind.Customer or RecordKind.Vendor ? "" : Money(amount);

    private static string Money(decimal amount) => Records.UsFormat.Money(amount);

    private sealed class Told(Action<string, int, int> report) : IProgress<ReconcileProgress>
    {
        public void Report(ReconcileProgress value) => report("Rows", value.Done, value.Total);
    }
}
