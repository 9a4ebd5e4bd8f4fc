namespace Valance.Core.Access;

/// <summary>
/// Whose request or click the program works on just now, for the audit of what is saved without a use case that is handed the actor, such as the
/// framework's own keeping of users. What somebody may see and do is never decided by it.
/// </summary>
public static class ActingNow
{
    private static readonly AsyncLocal<Actor?> Current = new();

    /// <summary>Null outside of requests and clicks. Flows into what is called, never back to the caller.</summary>
    public static Actor? Actor
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
