namespace QuickBooks.Sandbox.Webhooks;

/// <summary>A notification that is being delivered: the same bytes until the app answers 200.</summary>
internal sealed class WebhookPost(IReadOnlyList<WebhookEvent> events, byte[] body, DateTimeOffset due)
{
    /// <summary>10, 20, 30 s, 5, 20 min, 2, 4, 6 h, then every 6 hours (Intuit's "Best practices"; facts page, "Webhooks").</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20),
        TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(6),
    ];

    public IReadOnlyList<WebhookEvent> Events { get; } = events;

    public byte[] Body { get; } = body;

    public DateTimeOffset Due { get; set; } = due;

    public int Attempts { get; private set; }

    /// <summary>Counts an attempt and says when the next one is due, should it fail.</summary>
    public DateTimeOffset Begin(DateTimeOffset now)
    {
        var pause = Pauses[Math.Min(Attempts, Pauses.Length - 1)];
        Attempts++;
        return now + pause;
    }
}
