using Valance.Core.Access;

namespace Valance.Web.Shell;

public static class RoleNames
{
    public static string Of(Role role) => role switch
    {
        Role.SiteAdministrator => "Site administrator",
        Role.SupportAgent => "Support agent",
        Role.AccountAdministrator => "Account administrator",
        Role.Bookkeeper => "Bookkeeper",
        Role.Salesperson => "Salesperson",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
