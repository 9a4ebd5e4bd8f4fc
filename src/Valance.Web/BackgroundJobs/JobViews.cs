using Valance.Core.Jobs;

namespace Valance.Web.BackgroundJobs;

/// <summary>What is looked at most, one click away.</summary>
public sealed record JobView(string Name, JobListAddress Address);

public static class JobViews
{
    public static JobListAddress UnderWay { get; } = new() { States = [JobState.Queued, JobState.Running, JobState.Waiting] };

    public static IReadOnlyList<JobView> All { get; } =
    [
        new("All", new JobListAddress()),
        new("Needs a person", new JobListAddress { States = [JobState.Failed], Unsettled = true }),
        new("Under way", UnderWay),
        new("Done", new JobListAddress { States = [JobState.Succeeded] }),
    ];
}
