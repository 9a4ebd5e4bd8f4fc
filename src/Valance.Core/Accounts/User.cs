using Microsoft.AspNetCore.Identity;
using Valance.Core.Access;

namespace Valance.Core.Accounts;

/// <summary>A person who signs in; bound to one Account unless the role is of the site.</summary>
public sealed class User : IdentityUser<long>
{
    public long? AccountId { get; set; }

    public Role Role { get; set; }

    public string FullName { get; set; } = "";

    /// <summary>Made by the demo: refused where the site listens beyond loopback, since its password is public.</summary>
    public bool IsDemo { get; set; }

    public bool IsActive { get; set; } = true;

    public Actor AsActor() => new(Id, FullName, Role, AccountId);
}
