namespace Valance.Core.Access;

/// <summary>What a program may do with an API key. Every key reads; the others are given one by one.</summary>
[Flags]
public enum ApiScope
{
    /// <summary>Records, jobs and their History.</summary>
    Read = 1,
    /// <summary>Enter, change and cancel records.</summary>
    Write = 2,
    /// <summary>Export records to QuickBooks.</summary>
    Export = 4,
    /// <summary>Retry, fix, cancel and dismiss background jobs.</summary>
    Jobs = 8,
    /// <summary>Map something of ours to QuickBooks, where that cures a failed job.</summary>
    Mappings = 16,
    /// <summary>Read who changed what.</summary>
    Audit = 32,
}

public static class ApiScopes
{
    public static IReadOnlyList<ApiScope> All { get; } = Enum.GetValues<ApiScope>();

    /// <summary>No scope reaches users, the connection, imports or the site: those stay with people.</summary>
    public static ApiScope? NeededFor(Permission permission) => permission switch
    {
        Permission.ViewCustomersAndOrders or Permission.ViewBooks or Permission.ViewJobs => ApiScope.Read,
        Permission.EditCustomersAndOrders or Permission.EditBooks => ApiScope.Write,
        Permission.Export => ApiScope.Export,
        Permission.WorkOnJobs => ApiScope.Jobs,
        Permission.ManageMappings => ApiScope.Mappings,
        Permission.ViewAudit => ApiScope.Audit,
        _ => null,
    };

    public static bool Allow(this ApiScope scopes, Permission permission) => NeededFor(permission) is { } needed && scopes.HasFlag(needed);

    public static IEnumerable<ApiScope> Each(this ApiScope scopes) => All.Where(s => scopes.HasFlag(s));
}
