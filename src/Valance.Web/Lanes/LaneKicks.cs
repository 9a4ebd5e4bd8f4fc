using System.Globalization;
using Quartz;

namespace Valance.Web.Lanes;

/// <summary>Asks Quartz for runs. Each lane has one durable job and two triggers of fixed keys, now and later: a hundred kicks are one run.</summary>
internal sealed class LaneKicks(ISchedulerFactory schedulers)
{
    private const string Group = "lanes";
    private const string Now = "now";
    private const string Due = "due";

    /// <summary>Which lane a job of Quartz runs.</summary>
    public static long ConnectionOf(JobKey lane) => long.Parse(lane.Name, CultureInfo.InvariantCulture);

    public async Task NowAsync(long connectionId, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        // A run that has not begun yet, on whatever node, will see what was committed before this kick. One that runs may have looked already.
        if (await scheduler.GetTriggerState(new TriggerKey(Name(connectionId), Now), ct) is not (TriggerState.Normal or TriggerState.Blocked))
        {
            await ScheduleAsync(scheduler, connectionId, Now, null, ct);
        }
    }

    /// <summary>When the next waiting job is due; replaces what was asked for before.</summary>
    public async Task AtAsync(long connectionId, DateTime due, CancellationToken ct) =>
        await ScheduleAsync(await schedulers.GetScheduler(ct), connectionId, Due, new DateTimeOffset(due, TimeSpan.Zero), ct);

    private static async Task ScheduleAsync(IScheduler scheduler, long connectionId, string which, DateTimeOffset? at, CancellationToken ct)
    {
        // Recovery: when the node that runs it dies, another one runs it at once.
        var lane = JobBuilder.Create<LaneRunJob>().WithIdentity(Name(connectionId), Group).StoreDurably().RequestRecovery().Build();
        var kick = TriggerBuilder.Create().WithIdentity(Name(connectionId), which).ForJob(lane);
        await scheduler.AddJob(lane, AddJobOptions.Replacing, ct);
        await scheduler.ScheduleJob((at is { } time ? kick.StartAt(time) : kick.StartNow()).Build(), ScheduleJobOptions.Replacing, ct);
    }

    private static string Name(long connectionId) => connectionId.ToString(CultureInfo.InvariantCulture);
}
