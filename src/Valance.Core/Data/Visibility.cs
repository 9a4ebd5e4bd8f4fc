using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.ApiKeys;
using Valance.Core.Audit;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Core.Data;

/// <summary>The one place that says which rows somebody sees. Screens, API and commands read through it; what it hides looks as if it were not there.</summary>
public static class Visibility
{
    public static IQueryable<Account> VisibleAccounts(this ValanceDb db, Actor actor) =>
        actor.SeesAllAccounts ? db.Accounts : db.Accounts.Where(a => a.Id == actor.AccountId);

    public static IQueryable<Customer> VisibleCustomers(this ValanceDb db, Actor actor) => Own(db.Customers, actor, Permission.ViewCustomersAndOrders);

    public static IQueryable<Order> VisibleOrders(this ValanceDb db, Actor actor) => Own(db.Orders, actor, Permission.ViewCustomersAndOrders);

    public static IQueryable<Vendor> VisibleVendors(this ValanceDb db, Actor actor) => Own(db.Vendors, actor, Permission.ViewBooks);

    public static IQueryable<Payment> VisiblePayments(this ValanceDb db, Actor actor) => Own(db.Payments, actor, Permission.ViewBooks);

    public static IQueryable<PurchaseOrder> VisiblePurchaseOrders(this ValanceDb db, Actor actor) => Own(db.PurchaseOrders, actor, Permission.ViewBooks);

    public static IQueryable<Record> VisibleRecords(this ValanceDb db, Actor actor, RecordKind kind) => kind switch
    {
        RecordKind.Customer => db.VisibleCustomers(actor),
        RecordKind.Vendor => db.VisibleVendors(actor),
        RecordKind.Order => db.VisibleOrders(actor),
        RecordKind.Payment => db.VisiblePayments(actor),
        RecordKind.PurchaseOrder => db.VisiblePurchaseOrders(actor),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>All records of a kind, for work that the program does by itself; people's requests go through <see cref="VisibleRecords"/>.</summary>
    public static IQueryable<Record> RecordsOf(this ValanceDb db, RecordKind kind) => db.VisibleRecords(Actor.Schedule, kind);

    /// <summary>Jobs of the Account; a salesperson's own.</summary>
    public static IQueryable<Job> VisibleJobs(this ValanceDb db, Actor actor)
    {
        if (!actor.May(Permission.ViewJobs))
        {
            return db.Jobs.Where(_ => false);
        }

        var jobs = actor.SeesAllAccounts ? db.Jobs : db.Jobs.Where(j => j.AccountId == actor.AccountId);
        return actor.SeesOwnRecordsOnly ? jobs.Where(j => j.RequestedByUserId == actor.UserId) : jobs;
    }

    public static IQueryable<Connection> VisibleConnections(this ValanceDb db, Actor actor) =>
        actor.SeesAllAccounts ? db.Connections : db.Connections.Where(c => c.AccountId == actor.AccountId);

    /// <summary>API keys are as much as users: whoever manages those manages them.</summary>
    public static IQueryable<ApiKey> VisibleApiKeys(this ValanceDb db, Actor actor) =>
        !actor.May(Permission.ManageUsers) ? db.ApiKeys.Where(_ => false)
        : actor.SeesAllAccounts ? db.ApiKeys : db.ApiKeys.Where(k => k.AccountId == actor.AccountId);

    public static IQueryable<User> VisiblePeople(this ValanceDb db, Actor actor) =>
        !actor.May(Permission.ManageUsers) ? db.Users.Where(_ => false)
        : actor.SeesAllAccounts ? db.Users : db.Users.Where(u => u.AccountId == actor.AccountId);

    /// <summary>Who signs in and is told of something: neither they nor their Account are deactivated.</summary>
    public static IQueryable<User> PeopleInUse(this ValanceDb db) =>
        db.Users.Where(u => u.IsActive && !db.Accounts.Any(a => a.Id == u.AccountId && a.DeactivatedAt != null));

    /// <summary>What was changed in the Account, whatever it was; a record's own changes are seen by whoever sees the record.</summary>
    public static IQueryable<AuditEntry> VisibleAudit(this ValanceDb db, Actor actor) =>
        !actor.May(Permission.ViewAudit) ? db.AuditEntries.Where(_ => false)
        : actor.SeesAllAccounts ? db.AuditEntries : db.AuditEntries.Where(e => e.AccountId == actor.AccountId);

    private static IQueryable<T> Own<T>(IQueryable<T> rows, Actor actor, Permission needed)
        where T : Record
    {
        if (!actor.May(needed))
        {
            return rows.Where(_ => false);
        }

        if (!actor.SeesAllAccounts)
        {
            rows = rows.Where(r => r.AccountId == actor.AccountId);
        }

        return actor.SeesOwnRecordsOnly ? rows.Where(r => r.OwnerId == actor.UserId) : rows;
    }
}
