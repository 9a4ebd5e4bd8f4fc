namespace Valance.QuickBooks;

/// <summary>Counts what happened within the last span of time. Not safe for several threads.</summary>
internal sealed class SlidingCount(int limit, TimeSpan span)
{
    private readonly Queue<DateTimeOffset> _times = new();

    public TimeSpan Span { get; set; } = span;

    public int At(DateTimeOffset now)
    {
        while (_times.TryPeek(out var oldest) && oldest + Span <= now)
        {
            _times.Dequeue();
        }

        return _times.Count;
    }

    public bool HasRoom(DateTimeOffset now) => At(now) < limit;

    public int Room(DateTimeOffset now) => limit - At(now);

    public void Add(DateTimeOffset now) => _times.Enqueue(now);

    /// <summary>When the next one has room: now, or when enough of the oldest have fallen out.</summary>
    public DateTimeOffset FreeAt(DateTimeOffset now) => HasRoom(now) ? now : _times.ElementAt(_times.Count - limit) + Span;
}
