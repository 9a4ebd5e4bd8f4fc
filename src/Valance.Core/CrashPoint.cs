using System.Diagnostics;
using System.Globalization;

namespace Valance.Core;

/// <summary>
/// Places in the code where a test ends the process as <c>kill -9</c> does (docs/exactly-once.md). VALANCE_CRASH_AT names the place, ":3" the third passing.
/// Without it each call is a comparison with null that the compiler takes out.
/// </summary>
public static class CrashPoint
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("VALANCE_CRASH_AT") is { Length: > 0 } at ? at.Split(':')[0] : null;

    private static int _left = Wanted is not null && Environment.GetEnvironmentVariable("VALANCE_CRASH_AT")!.Split(':') is [_, var times]
        ? int.Parse(times, CultureInfo.InvariantCulture)
        : 1;

    public static void Pass(string place)
    {
        if (Wanted is not null && IsReached(place))
        {
            Die();
        }
    }

    /// <summary>The end comes while the work is under way, VALANCE_CRASH_AFTER_MS after its begin.</summary>
    public static T While<T>(string place, T work)
        where T : Task
    {
        if (Wanted is not null && IsReached(place))
        {
            DieSoon();
        }

        return work;
    }

    private static bool IsReached(string place) => string.Equals(Wanted, place, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0;

    private static void DieSoon()
    {
        var after = int.TryParse(Environment.GetEnvironmentVariable("VALANCE_CRASH_AFTER_MS"), CultureInfo.InvariantCulture, out var ms) ? ms : 5;
        new Thread(() =>
        {
            Thread.Sleep(after);
            Die();
        }).Start();
    }

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        // The signal is on its way; nothing more must happen meanwhile.
        Thread.Sleep(Timeout.Infinite);
    }
}
