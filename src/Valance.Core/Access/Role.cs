namespace Valance.Core.Access;

public enum Role
{
    SiteAdministrator,
    SupportAgent,
    AccountAdministrator,
    Bookkeeper,
    Salesperson,
}
