using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Valance.QuickBooks;

/// <summary>What an operator may watch: <c>AddSource</c> and <c>AddMeter</c> with <see cref="Name"/>.</summary>
public static class QuickBooksTelemetry
{
    public const string Name = "Valance.QuickBooks";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "valance.quickbooks.call.duration", "s", "How long calls took, by operation, outcome and error code.");

    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>(
        "valance.quickbooks.budget.wait", "s", "How long calls waited for the budget.");

    internal static void Waited(TimeSpan time, Priority priority) =>
        Waits.Record(time.TotalSeconds, new KeyValuePair<string, object?>("priority", priority == Priority.High ? "high" : "low"));

    internal static CallScope Call(string operation, string? realmId = null) =>
        new(Source.StartActivity($"QuickBooks {operation}", ActivityKind.Client), operation, realmId);

    /// <summary>One call from start to answer. No name, body or token goes into it.</summary>
    internal sealed class CallScope : IDisposable
    {
        private readonly Activity? _activity;
        private readonly string _operation;

        public CallScope(Activity? activity, string operation, string? realmId)
        {
            (_activity, _operation) = (activity, operation);
            activity?.SetTag("quickbooks.operation", operation).SetTag("quickbooks.realm", realmId);
        }

        public QuickBooksAnswer<T> Ended<T>(QuickBooksAnswer<T> answer)
        {
            var outcome = answer.Refusal?.Kind.ToString() ?? "Ok";
            var code = answer.Refusal?.Errors.FirstOrDefault()?.Code;
            Durations.Record(answer.Exchange.Duration.TotalSeconds,
                new("operation", _operation), new("outcome", outcome), new("code", code));
            _activity?.SetTag("quickbooks.outcome", outcome).SetTag("quickbooks.code", code)
                .SetTag("http.response.status_code", answer.Exchange.Status).SetTag("quickbooks.intuit_tid", answer.Exchange.IntuitTid);
            _activity?.SetStatus(answer.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            return answer;
        }

        public void Dispose() => _activity?.Dispose();
    }
}
