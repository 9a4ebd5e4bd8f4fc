namespace Valance.Core.Access;

/// <summary>Who asks. Every use case and query takes one; what it may see and do is decided here and nowhere else.</summary>
/// <param name="UserId">Null for the command line, a schedule, or an API key.</param>
/// <param name="Name">How History and audit name it.</param>
/// <param name="AccountId">The Account it is bound to; null for site administrators and support agents.</param>
public sealed record Actor(long? UserId, string Name, Role Role, long? AccountId)
{
    /// <summary>The person at the machine's command line, who owns the store anyway.</summary>
    public static Actor CommandLine { get; } = new(null, "command line", Role.SiteAdministrator, null);

    public static Actor Schedule { get; } = new(null, "schedule", Role.SiteAdministrator, null);

    /// <summary>Of a program that came with an API key: its role reaches no further than these. Null for everybody else.</summary>
    public ApiScope? Scopes { get; init; }

    public bool SeesAllAccounts => Role is Role.SiteAdministrator or Role.SupportAgent;

    public bool SeesOwnRecordsOnly => Role is Role.Salesperson;

    public bool May(Permission permission) => Scopes?.Allow(permission) != false && RoleMay(permission);

    public bool May(Permission permission, long accountId) => (SeesAllAccounts || AccountId == accountId) && May(permission);

    private bool RoleMay(Permission permission) => Role switch
    {
        Role.SiteAdministrator => true,
        // Reads all Accounts' jobs and the record behind one, read only; retries and fixes.
        Role.SupportAgent => permission is Permission.ViewJobs or Permission.WorkOnJobs or Permission.ViewCustomersAndOrders or Permission.ViewBooks,
        Role.AccountAdministrator => permission is not Permission.ManageSite,
        Role.Bookkeeper => permission is not (Permission.ManageSite or Permission.ManageUsers or Permission.ManageConnection or Permission.ManageMappings or Permission.ViewAudit),
        Role.Salesperson => permission is Permission.ViewCustomersAndOrders or Permission.EditCustomersAndOrders or Permission.Export or Permission.ViewJobs,
        _ => false,
    };
}
