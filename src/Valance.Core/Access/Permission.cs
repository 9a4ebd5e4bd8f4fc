namespace Valance.Core.Access;

public enum Permission
{
    /// <summary>Customers and orders; a salesperson sees only their own.</summary>
    ViewCustomersAndOrders,
    EditCustomersAndOrders,
    /// <summary>Payments, vendors and purchase orders.</summary>
    ViewBooks,
    EditBooks,
    Export,
    ViewJobs,
    /// <summary>Retry, fix, dismiss, cancel.</summary>
    WorkOnJobs,
    Import,
    ManageMappings,
    ManageConnection,
    ManageUsers,
    /// <summary>Who changed what: records, settings, users, the connection.</summary>
    ViewAudit,
    ManageSite,
}
