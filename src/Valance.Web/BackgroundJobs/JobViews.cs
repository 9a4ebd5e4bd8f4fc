using Valance.Core.Jobs;

namespace Valance.Web.BackgroundJobs;

/// <summary>What is looked at most, one click away.</summary>
public sealed record JobView(string Name, JobListAddress Address);

public static class JobViews
{
    public static IReadOnlyList<JobView> All { get; } =
    [
        new("All", new JobListAddress()),
        new("Needs a person", new JobListAddress { States = [JobState.Failed], Unsettled = true }),
        new("Under way", new JobListAddress { States = [JobState.Queued, JobState.Running, JobState.Waiting] }),
        new("Done", new JobListAddress { States = [JobState.Succeeded] }),
    ];
}
