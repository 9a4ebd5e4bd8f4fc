namespace Valance.Export.Lane;

public enum LaneEnd
{
    /// <summary>Nothing is ready any more.</summary>
    Quiet,
    /// <summary>Its time was up; more is ready: kick it again.</summary>
    Yielded,
    /// <summary>QuickBooks asks to wait, or cannot be reached.</summary>
    Paused,
    /// <summary>The connection needs a person, or is gone.</summary>
    NoConnection,
    /// <summary>The Account is deactivated.</summary>
    NoAccount,
    /// <summary>A newer run took over.</summary>
    Fenced,
}

/// <summary>How a run ended.</summary>
/// <param name="NextDue">When the next waiting job is due, UTC; null where none waits for a time.</param>
public sealed record LaneRun(LaneEnd End, DateTime? NextDue = null);

/// <summary>A write of a run that was replaced: it must not happen.</summary>
public sealed class LaneFencedException : Exception
{
    public LaneFencedException()
        : base("A newer run of this lane has begun.")
    {
    }
}
