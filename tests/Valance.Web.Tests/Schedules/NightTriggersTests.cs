using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Valance.Core.Schedules;
using Valance.Web.Schedules;

namespace Valance.Web.Tests.Schedules;

public sealed class NightTriggersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Align_AccountsComeChangeAndGo_EachHasOneTriggerInItsOwnZone()
    {
        await using var services = new ServiceCollection().AddLogging().AddQuartz(q => q.UseInMemoryStore()).BuildServiceProvider();
        var schedulers = services.GetRequiredService<ISchedulerFactory>();
        var scheduler = await schedulers.GetScheduler(Ct);
        var triggers = new NightTriggers(schedulers);
        NightlyAccount east = new(7, "America/New_York", new TimeOnly(2, 0)), west = new(8, "America/Los_Angeles", new TimeOnly(23, 30));

        await triggers.AlignAsync([east, west], Ct);
        Assert.Equal(("0 0 2 * * ?", "America/New_York"), await HeldAsync(scheduler, 7));
        Assert.Equal(("0 30 23 * * ?", "America/Los_Angeles"), await HeldAsync(scheduler, 8));

        await triggers.AlignAsync([east with { At = new TimeOnly(4, 15) }], Ct);
        Assert.Equal(("0 15 4 * * ?", "America/New_York"), await HeldAsync(scheduler, 7));
        Assert.Null(await HeldAsync(scheduler, 8));

        await triggers.AlignAsync([], Ct);
        Assert.Null(await HeldAsync(scheduler, 7));
    }

    private static async Task<(string?, string)?> HeldAsync(IScheduler scheduler, long account)
    {
        var key = new TriggerKey(account.ToString(System.Globalization.CultureInfo.InvariantCulture), "nights");
        return await scheduler.GetTrigger(key, Ct) is ICronTrigger cron ? (cron.CronExpressionString, cron.TimeZone.Id) : null;
    }
}
