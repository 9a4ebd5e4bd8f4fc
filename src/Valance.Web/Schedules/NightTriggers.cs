using System.Globalization;
using Quartz;
using Valance.Core.Schedules;

namespace Valance.Web.Schedules;

/// <summary>One cron trigger for each Account that exports every night, in its own time zone; brought in line with the settings, whatever node they were saved on.</summary>
internal sealed class NightTriggers(ISchedulerFactory schedulers)
{
    private const string Group = "nights";

    private static readonly JobKey Night = new("night", Group);

    public static long AccountOf(TriggerKey trigger) => long.Parse(trigger.Name, CultureInfo.InvariantCulture);

    public async Task AlignAsync(IReadOnlyList<NightlyAccount> accounts, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var wanted = accounts.ToDictionary(a => new TriggerKey(a.AccountId.ToString(CultureInfo.InvariantCulture), Group));
        if (wanted.Count > 0)
        {
            await scheduler.AddJob(JobBuilder.Create<NightJob>().WithIdentity(Night).StoreDurably().Build(), AddJobOptions.Replacing, ct);
        }

        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Group), ct))
        {
            if (!wanted.ContainsKey(key))
            {
                await scheduler.UnscheduleJob(key, ct);
            }
        }

        foreach (var (key, account) in wanted)
        {
            var (cron, zone) = (Cron(account.At), TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone));
            var held = await scheduler.GetTrigger(key, ct) as ICronTrigger;
            if (held?.CronExpressionString == cron && held.TimeZone.Id == zone.Id)
            {
                continue;
            }

            var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(Night).WithCronSchedule(cron, c => c.InTimeZone(zone)).Build();
            await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, ct);
        }
    }

    internal static string Cron(TimeOnly at) => string.Create(CultureInfo.InvariantCulture, $"0 {at.Minute} {at.Hour} * * ?");
}
