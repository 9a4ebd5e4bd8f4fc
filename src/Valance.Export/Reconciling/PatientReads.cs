using Valance.Export.Failures;
using Valance.Export.Lane;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>Reads for work that takes minutes: a passing fault, or a throttle, is waited for and the page asked again, so that a long run does not die of one.</summary>
internal sealed class PatientReads(LaneSettings settings, TimeProvider time)
{
    private const int MostWaits = 4;

    /// <summary>A person's export goes before.</summary>
    public static readonly CallOptions Options = new() { Priority = Priority.Low };

    /// <summary>The value, or why there is none.</summary>
    public async Task<(T? Value, Failure? Failure)> AskAsync<T>(Func<CallOptions, Task<QuickBooksAnswer<T>>> ask, CancellationToken ct)
    {
        for (var waits = 0; ; waits++)
        {
            var answer = await ask(Options);
            if (answer.Succeeded)
            {
                return (answer.Value, null);
            }

            var failure = FailureClassifier.Of(answer.Refusal);
            if (failure.Category is not (FailureCategory.Transient or FailureCategory.Throttled) || waits == MostWaits)
            {
                return (default, failure);
            }

            await Task.Delay(failure.RetryAfter ?? settings.Pause(waits), time, ct);
        }
    }
}
