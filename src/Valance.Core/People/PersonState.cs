namespace Valance.Core.People;

/// <summary>How a person stands with the site.</summary>
public enum PersonState
{
    /// <summary>Has a link, and has not accepted yet.</summary>
    Invited,
    Active,
    /// <summary>Too many wrong passwords; ends by itself, or by an administrator.</summary>
    Locked,
    /// <summary>By an administrator; what they did stays under their name.</summary>
    Deactivated,
}
