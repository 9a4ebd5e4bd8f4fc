using System.Collections.Concurrent;

namespace QuickBooks.Sandbox.Faults;

/// <summary>
/// The real limits: 500 requests a minute for a company, 10 a second for a company and app, 40 batches a minute; over it 429 (facts page, "Limits").
/// By the sandbox's clock, so that a test need not wait.
/// </summary>
public sealed class Throttle(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Windows> companies = new(StringComparer.Ordinal);

    /// <summary>Whether it throttles at all.</summary>
    public bool IsOn { get; set; }

    /// <summary>Requests of a company in 60 s.</summary>
    public int PerMinute { get; set; } = 500;

    /// <summary>Requests of a company and app in 1 s.</summary>
    public int PerSecond { get; set; } = 10;

    /// <summary>Batches of a company and app in 60 s.</summary>
    public int BatchesPerMinute { get; set; } = 40;

    internal bool Refuses(string realm, bool isBatch)
    {
        if (!IsOn)
        {
            return false;
        }

        var windows = companies.GetOrAdd(realm, _ => new Windows());
        var now = clock.GetUtcNow();
        lock (windows)
        {
            Forget(windows.Minute, now - TimeSpan.FromMinutes(1));
            Forget(windows.Second, now - TimeSpan.FromSeconds(1));
            Forget(windows.Batches, now - TimeSpan.FromMinutes(1));
            if (windows.Minute.Count >= PerMinute || windows.Second.Count >= PerSecond || (isBatch && windows.Batches.Count >= BatchesPerMinute))
            {
                return true;
            }

            windows.Minute.Enqueue(now);
            windows.Second.Enqueue(now);
            if (isBatch)
            {
                windows.Batches.Enqueue(now);
            }

            return false;
        }
    }

    private static void Forget(Queue<DateTimeOffset> calls, DateTimeOffset until)
    {
        while (calls.TryPeek(out var first) && first <= until)
        {
            calls.Dequeue();
        }
    }

    private sealed class Windows
    {
        public Queue<DateTimeOffset> Minute { get; } = new();

        public Queue<DateTimeOffset> Second { get; } = new();

        public Queue<DateTimeOffset> Batches { get; } = new();
    }
}
