using System.Collections.Concurrent;
using System.Diagnostics;
using Valance.Core.Jobs;
using Valance.QuickBooks;

namespace Valance.Export.Tests.Telemetry;

/// <summary>Gathers the spans that ended while it listens. Other tests' spans come along, since listening is the process' own: look by trace.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is JobTelemetry.Name or QuickBooksTelemetry.Name or Click,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public const string Click = "Valance.Tests.Click";

    public static ActivitySource Source { get; } = new(Click);

    public IReadOnlyCollection<Activity> All => _ended;

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(a => a.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
