using Valance.Core.Schedules;
using Valance.Export.Schedules;
using Valance.Web.Hosting;

namespace Valance.Web.Schedules;

/// <summary>Keeps the nights' triggers in line with the settings, and runs what was missed while no node ran: at the start, and every minute.</summary>
internal sealed class NightHost(RunNight night, CompareAfterNight compare, NightTriggers triggers, TimeProvider time, ILogger<NightHost> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new RepeatedWork("Looking for nightly exports", LookEvery, LookAsync, time, log).RunAsync(stoppingToken);

    private async Task LookAsync(CancellationToken ct)
    {
        var accounts = await night.AccountsAsync(ct);
        await triggers.AlignAsync(accounts, ct);
        foreach (var account in accounts)
        {
            await night.HandleAsync(account.AccountId, ct);
        }

        await compare.HandleAsync(ct);
    }
}
