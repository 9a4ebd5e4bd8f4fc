using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Valance.Core.Access;
using Valance.Core.Accounts;

namespace Valance.Web.SignIn;

/// <summary>Puts the role beside the user's id into the cookie, for the rules of pages. Use cases read the user's row afresh (<see cref="CurrentActor"/>).</summary>
public sealed class PersonClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    public static Role? RoleOf(ClaimsPrincipal person) => Enum.TryParse<Role>(person.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static long? IdOf(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        return identity;
    }
}
