using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Valance.Core.Jobs;

/// <summary>What an operator may watch of jobs: <c>AddSource</c> and <c>AddMeter</c> with <see cref="Name"/>. No names, figures or texts of a dealer go into it.</summary>
public static class JobTelemetry
{
    public const string Name = "Valance";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("valance.jobs.ended", "{job}", "Jobs that ended, by kind, state and cause.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "valance.jobs.duration", "s", "From the click to the job's end, by kind and state. Waits for a person are in it.");

    internal static void Tell(Job job)
    {
        var kind = new KeyValuePair<string, object?>("kind", job.Kind.ToString());
        var state = new KeyValuePair<string, object?>("state", job.State.ToString());
        Ended.Add(1, kind, state, new("cause", job.Cause));
        if (job.EndedAt is { } end)
        {
            Durations.Record((end - job.CreatedAt).TotalSeconds, kind, state);
        }
    }

    /// <summary>The trace that a job belongs to, if it was asked for in one.</summary>
    public static ActivityContext? TraceOf(string trace) => ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? context : null;
}
