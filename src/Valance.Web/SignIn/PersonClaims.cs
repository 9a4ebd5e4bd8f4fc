using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>Puts the role beside the user's id into the cookie, for the rules of pages. Use cases read the user's row afresh (<see cref="CurrentActor"/>).</summary>
public sealed class PersonClaims(UserManager<User> users, IDbContextFactory<ValanceDb> store, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    /// <summary>Identity's own name for it.</summary>
    public const string StampClaim = "AspNet.Identity.SecurityStamp";

    private const string OwesTwoStepClaim = "valance:owes-two-step";

    private const string NameClaim = "valance:name";

    public static Role? RoleOf(ClaimsPrincipal person) => Enum.TryParse<Role>(person.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static long? IdOf(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static bool OwesTwoStep(ClaimsPrincipal person) => person.HasClaim(c => c.Type == OwesTwoStepClaim);

    /// <summary>As it was at the sign-in.</summary>
    public static string NameOf(ClaimsPrincipal person) => person.FindFirstValue(NameClaim) ?? person.FindFirstValue(ClaimTypes.Name) ?? "";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        if (!user.TwoFactorEnabled && user.AccountId is { } account)
        {
            await using var db = await store.CreateDbContextAsync();
            if (await db.Accounts.AnyAsync(a => a.Id == account && a.RequiresTwoStep))
            {
                identity.AddClaim(new Claim(OwesTwoStepClaim, ""));
            }
        }

        identity.AddClaim(new Claim(NameClaim, user.FullName));
        return identity;
    }
}
