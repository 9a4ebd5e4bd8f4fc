namespace QuickBooks.Sandbox;

/// <summary>The sandbox's time: the given clock, moved ahead and sped up as a test wants.</summary>
public sealed class SandboxClock(TimeProvider time) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset anchor = time.GetUtcNow();
    private DateTimeOffset anchored = time.GetUtcNow();
    private double speed = 1;

    /// <summary>The clock was moved or goes at another speed: what waits for a time looks again.</summary>
    public event Action? Moved;

    /// <summary>Seconds of the sandbox for each second of the given clock; 1 is real time.</summary>
    public double Speed
    {
        get => speed;
        set
        {
            lock (gate)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                anchored = GetUtcNow();
                anchor = time.GetUtcNow();
                speed = value;
            }

            Moved?.Invoke();
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return anchored + ((time.GetUtcNow() - anchor) * speed);
        }
    }

    /// <summary>Moves the time ahead, as to end a token or a throttle.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            anchored += by;
        }

        Moved?.Invoke();
    }
}
