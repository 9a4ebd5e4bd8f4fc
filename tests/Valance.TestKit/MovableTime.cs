namespace Valance.TestKit;

/// <summary>The real clock, which a test can put forward; timers run as ever.</summary>
public sealed class MovableTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Forward(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
