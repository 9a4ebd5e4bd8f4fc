using System.Globalization;
using Quartz;

namespace Valance.Web.Lanes;

/// <summary>Asks Quartz for runs. Each lane has one durable job and two triggers of fixed keys, now and later: a hundred kicks are one run.</summary>
internal sealed class LaneKicks(ISchedulerFactory schedulers)
{
    public Task NowAsync(long connectionId, CancellationToken ct) => ScheduleAsync(connectionId, "now", null, ct);

    /// <summary>When the next waiting job is due; replaces what was asked for before.</summary>
    public Task AtAsync(long connectionId, DateTime due, CancellationToken ct) => ScheduleAsync(connectionId, "due", new DateTimeOffset(due, TimeSpan.Zero), ct);

    private async Task ScheduleAsync(long connectionId, string which, DateTimeOffset? at, CancellationToken ct)
    {
        var name = connectionId.ToString(CultureInfo.InvariantCulture);
        var scheduler = await schedulers.GetScheduler(ct);
        var lane = JobBuilder.Create<LaneRunJob>().WithIdentity(name, "lanes").UsingJobData(LaneRunJob.ConnectionKey, connectionId).StoreDurably().Build();
        var kick = TriggerBuilder.Create().WithIdentity(name, which).ForJob(lane);
        await scheduler.AddJob(lane, AddJobOptions.Replacing, ct);
        await scheduler.ScheduleJob((at is { } time ? kick.StartAt(time) : kick.StartNow()).Build(), ScheduleJobOptions.Replacing, ct);
    }
}
