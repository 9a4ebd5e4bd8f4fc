using System.CommandLine;
using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary><c>jobs [--failed] [--account NAME]</c></summary>
internal sealed class JobsCommand(Terminal terminal)
{
    private const int Shown = 200;

    public static Command Create(SiteArguments site, Terminal terminal)
    {
        var failed = new Option<bool>("--failed") { Description = "Only those that failed and are neither dismissed nor cured since." };
        var account = new Option<string?>("--account") { Description = "Only this dealer's.", HelpName = "NAME" };
        var command = new Command("jobs", "List background jobs, newest first.") { failed, account };
        command.SetAction((parsed, ct) => new JobsCommand(terminal).RunAsync(site.Read(parsed), parsed.GetValue(failed), parsed.GetValue(account), ct));
        return command;
    }

    private async Task<int> RunAsync(SiteOptions options, bool failed, string? accountName, CancellationToken ct)
    {
        var opened = await CommandSite.OpenAsync(options, "jobs", ct);
        if (!opened.IsDone)
        {
            terminal.Refuse(opened.Problems[0].Message);
            return ValanceCommands.CouldNotRun;
        }

        await using var site = opened.Value;
        var filter = new JobFilter { States = failed ? [JobState.Failed] : [], OnlyUnsettled = failed };
        if (accountName is not null)
        {
            var account = await site.FindAccountAsync(accountName, ct);
            if (!account.IsDone)
            {
                terminal.Refuse(account.Problems[0].Message);
                return ValanceCommands.CouldNotRun;
            }

            filter = filter with { AccountIds = [account.Value.Id] };
        }

        var page = await site.Services.GetRequiredService<JobSearch>().HandleAsync(Actor.CommandLine, filter, after: null, Shown, ct);
        if (page.Rows.Count == 0)
        {
            terminal.Say(failed ? "No failed job asks for a person." : "There are no jobs.");
            return ValanceCommands.Done;
        }

        terminal.Table(
            ["Job", "Made (UTC)", "Account", "What", "State", "Asked by", "Why"],
            page.Rows.Select(j => new[]
            {
                j.Id.ToString(CultureInfo.InvariantCulture), j.CreatedAt.ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture), j.AccountName, j.Title,
                j.State.ToString(), j.RequestedBy, j.Summary,
            }));
        if (page.Next is not null)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"The newest {Shown} of {page.Count:N0}."));
        }

        return ValanceCommands.Done;
    }
}
