using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.ApiKeys;
using Valance.Core.CompanyImports;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Checks;
using Valance.Web.Hosting;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Access;

/// <summary>One row of everything in Sunrise, so that a command which is refused is refused for the asker's sake, not for want of a row. Records are the salesperson's, jobs the bookkeeper's.</summary>
internal sealed class CommandRows(SiteFixture site)
{
    private static int _made;
    private Connection _connection = null!;

    public long Account => site.People.Sunrise.Id;

    /// <summary>An Account that nobody is in.</summary>
    public long EmptyAccount { get; private set; }

    public long Customer { get; private set; }

    public long Vendor { get; private set; }

    public long Order { get; private set; }

    public long Payment { get; private set; }

    public long PurchaseOrder { get; private set; }

    public long Job { get; private set; }

    public long Bulk { get; private set; }

    public long Run { get; private set; }

    public long Finding { get; private set; }

    public long Offer { get; private set; }

    public long Department { get; private set; }

    public long Person { get; private set; }

    public long Key { get; private set; }

    /// <summary>What a check found wrong with the customer, and cures by itself.</summary>
    public Finding Cure { get; private set; } = null!;

    public string Name { get; } = $"Row {Interlocked.Increment(ref _made)}";

    public static async Task<CommandRows> CreateAsync(SiteFixture site)
    {
        var rows = new CommandRows(site);
        await using var db = await site.Store.CreateDbContextAsync();
        await rows.AddRecordsAsync(db);
        await rows.AddSettingsAsync(db);
        await rows.AddJobsAsync(db);
        return rows;
    }

    private async Task AddRecordsAsync(ValanceDb db)
    {
        var day = new DateOnly(2026, 11, 2);
        var customer = Of(new Customer { Name = $"{Name}: Foreman", DisplayName = $"{Name}: Foreman" });
        var vendor = Of(new Vendor { Name = $"{Name} Mill", DisplayName = $"{Name} Mill" });
        Cure = RecordChecks.Of(customer, CheckContext.Nothing).First(f => f.Suggestion is not null && ApplyCure.Can(RecordKind.Customer, f.Field));
        db.AddRange(customer, vendor);
        await db.SaveChangesAsync();
        var order = Of(new Order { Number = Name, CustomerId = customer.Id, CreatedOn = day });
        var payment = Of(new Payment { CustomerId = customer.Id, ReferenceNumber = Name, Amount = 10m, ReceivedOn = day });
        var purchase = Of(new PurchaseOrder { Number = Name, VendorId = vendor.Id, Date = day });
        db.AddRange(order, payment, purchase);
        await db.SaveChangesAsync();
        (Customer, Vendor, Order, Payment, PurchaseOrder) = (customer.Id, vendor.Id, order.Id, payment.Id, purchase.Id);
    }

    private async Task AddSettingsAsync(ValanceDb db)
    {
        // A company that answers: what another role left may be none.
        var connected = await site.Services.GetRequiredService<NewCompany>().ConnectAsync(Actor.CommandLine, Account, Name, "empty", CancellationToken.None);
        _connection = await db.Connections.SingleAsync(c => c.Id == connected.Value);
        var account = new Account { Name = $"{Name} Account", CreatedAt = DateTime.UnixEpoch };
        var department = new Department { AccountId = Account, Name = $"{Name} Department" };
        var key = new ApiKey { AccountId = Account, Name = Name, Prefix = Name, Hash = Name, Scopes = ApiScope.Read, CreatedBy = "test" };
        var import = new CompanyImport { AccountId = Account, RealmId = _connection.RealmId };
        db.Add(import);
        db.AddRange(account, department, key);
        await db.SaveChangesAsync();
        var offer = new Offer { CompanyImportId = import.Id, Kind = OfferKind.Customer, QuickBooksId = Name, Name = Name, Verdict = OfferVerdict.New };
        db.Add(offer);
        await db.SaveChangesAsync();
        (EmptyAccount, Department, Key, Offer) = (account.Id, department.Id, key.Id, offer.Id);
        await using var scope = site.Services.CreateAsyncScope();
        var person = new User { FullName = Name, Email = $"{Name.Replace(' ', '-')}@sunrise.example", UserName = $"{Name.Replace(' ', '-')}@sunrise.example", Role = Role.Salesperson, AccountId = Account };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(person, People.Password)).Succeeded);
        Person = person.Id;
    }

    private async Task AddJobsAsync(ValanceDb db)
    {
        var seeded = new SeededJobs(site);
        var customer = await db.Customers.FindAsync(Customer);
        Job = (await seeded.RefusedAsync(_connection, site.People.Bookkeeper, customer!)).Id;
        var bulk = await seeded.AddAsync(_connection, site.People.Bookkeeper, $"{Name} export", JobState.Waiting, j => (j.Kind, j.RecordKind, j.WaitsFor) = (JobKind.BulkExport, null, WaitReason.Person));
        var reconcile = await seeded.AddAsync(_connection, site.People.Bookkeeper, $"{Name} comparison", JobState.Succeeded, j => (j.Kind, j.RecordKind, j.ConnectionId) = (JobKind.Reconcile, null, null));
        db.Add(new BulkExport { JobId = bulk.Id, Selection = "{}" });
        var run = new ReconcileRun { AccountId = Account, RealmId = _connection.RealmId, JobId = reconcile.Id, From = new(2026, 11, 1), To = new(2026, 11, 30) };
        db.Add(run);
        await db.SaveChangesAsync();
        var finding = new ReconcileFinding { RunId = run.Id, RecordKind = RecordKind.Customer, RecordId = Customer, Action = ReconcileAction.Export, Figures = "", Name = Name };
        db.Add(finding);
        await db.SaveChangesAsync();
        (Bulk, Run, Finding) = (bulk.Id, run.Id, finding.Id);
    }

    private T Of<T>(T record)
        where T : Core.Records.Record
    {
        (record.AccountId, record.OwnerId) = (Account, site.People.Salesperson.Id);
        record.Touch(DateTime.UnixEpoch, "test");
        return record;
    }
}
