using Microsoft.AspNetCore.Identity;
using Valance.Core.Access;
using Valance.Core.People;

namespace Valance.Core.Accounts;

/// <summary>A person who signs in; bound to one Account unless the role is of the site.</summary>
public sealed class User : IdentityUser<long>
{
    public long? AccountId { get; set; }

    public Role Role { get; set; }

    public string FullName { get; set; } = "";

    /// <summary>Made by the demo: refused where the site listens beyond loopback, since its password is public.</summary>
    public bool IsDemo { get; set; }

    /// <summary>False while invited, and after being deactivated.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>The location where somebody works, with which their new orders begin; says nothing about what they see.</summary>
    public long? DepartmentId { get; set; }

    /// <summary>The latest invitation; null for people who were made at the command line or by the demo.</summary>
    public DateTime? InvitedAt { get; set; }

    public string InvitedBy { get; set; } = "";

    public DateTime? LastSignInAt { get; set; }

    /// <summary>The 30-second step of the authenticator's code that was used last: RFC 6238, 5.2 lets each in once.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>How people and lists call them; whoever has not accepted has no name yet.</summary>
    public string Called => FullName.Length > 0 ? FullName : Email ?? "";

    public Actor AsActor() => new(Id, FullName, Role, AccountId);

    public PersonState StateAt(DateTime now) =>
        !IsActive ? PasswordHash is null ? PersonState.Invited : PersonState.Deactivated
        : LockoutEnd?.UtcDateTime > now ? PersonState.Locked : PersonState.Active;

    /// <summary>Signs the person out everywhere, and ends every link that was mailed to them.</summary>
    public void EndSessions() => (SecurityStamp, ConcurrencyStamp) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString());
}
