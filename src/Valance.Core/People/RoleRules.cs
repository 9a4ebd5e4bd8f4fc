using Valance.Core.Access;

namespace Valance.Core.People;

/// <summary>Which roles somebody may give. A role is either the site's or an Account's, and nobody goes from the one to the other.</summary>
public static class RoleRules
{
    private static readonly Role[] OfTheSite = [Role.SiteAdministrator, Role.SupportAgent];
    private static readonly Role[] OfAnAccount = [Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson];

    /// <param name="accountId">Of the person who gets the role; null for people of the site.</param>
    public static IReadOnlyList<Role> MayGive(Actor actor, long? accountId) => accountId is { } account
        ? actor.May(Permission.ManageUsers, account) ? OfAnAccount : []
        : actor.May(Permission.ManageSite) ? OfTheSite : [];

    public static bool IsAdministrator(Role role) => role is Role.SiteAdministrator or Role.AccountAdministrator;
}
