using Valance.Core.Access;

namespace Valance.Web.Tests.Access;

/// <summary>Who may do what, written down anew, so that a slip in the program's own table shows.</summary>
internal static class RoleMatrix
{
    private static readonly Dictionary<Permission, Role[]> Held = new()
    {
        [Permission.ViewCustomersAndOrders] = [Role.SiteAdministrator, Role.SupportAgent, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson],
        [Permission.EditCustomersAndOrders] = [Role.SiteAdministrator, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson],
        [Permission.ViewBooks] = [Role.SiteAdministrator, Role.SupportAgent, Role.AccountAdministrator, Role.Bookkeeper],
        [Permission.EditBooks] = [Role.SiteAdministrator, Role.AccountAdministrator, Role.Bookkeeper],
        [Permission.ViewJobs] = [Role.SiteAdministrator, Role.SupportAgent, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson],
        [Permission.WorkOnJobs] = [Role.SiteAdministrator, Role.SupportAgent, Role.AccountAdministrator, Role.Bookkeeper],
        [Permission.Export] = [Role.SiteAdministrator, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson],
        [Permission.Import] = [Role.SiteAdministrator, Role.AccountAdministrator, Role.Bookkeeper],
        [Permission.ManageMappings] = [Role.SiteAdministrator, Role.AccountAdministrator],
        [Permission.ManageConnection] = [Role.SiteAdministrator, Role.AccountAdministrator],
        [Permission.ManageUsers] = [Role.SiteAdministrator, Role.AccountAdministrator],
        [Permission.ViewAudit] = [Role.SiteAdministrator, Role.AccountAdministrator],
        [Permission.ManageSite] = [Role.SiteAdministrator],
    };

    public static bool May(Role role, Permission permission) => Held[permission].Contains(role);
}
