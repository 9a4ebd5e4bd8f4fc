using Valance.Core.Accounts;

namespace Valance.Core.People;

public enum PersonMailKind
{
    Invitation = 1,
    /// <summary>To set a new password.</summary>
    NewPassword = 2,
}

/// <summary>
/// A mail about somebody's sign-in that is to go. Written with its cause and sent afterwards, as alerts are; the link in it is made when it is sent, so that
/// none lies in the store.
/// </summary>
public sealed class PersonMail
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public User? User { get; set; }

    public PersonMailKind Kind { get; set; }

    public DateTime At { get; set; }

    /// <summary>Not before this time, UTC.</summary>
    public DateTime DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it was handed over, or given up; null while it is still to go.</summary>
    public DateTime? EndedAt { get; set; }

    public static PersonMail Of(User user, PersonMailKind kind, DateTime now) => new() { User = user, Kind = kind, At = now, DueAt = now };
}
