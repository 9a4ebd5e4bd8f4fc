using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Web.Hosting;

namespace Valance.Web.Demo;

/// <summary>Three dealers with their people, records and QuickBooks companies, the same on every machine but for the dates, which lie before today.</summary>
public sealed class DemoSite(IDbContextFactory<ValanceDb> store, NewCompany companies, LocalSandbox sandbox, RequestExport export, TimeProvider time)
{
    private const int Seed = 20260501;
    private const int OrdersEach = 40;
    private const int PurchaseOrdersEach = 14;

    /// <summary>False where the store has accounts or people already.</summary>
    public async Task<bool> LoadIfEmptyAsync(CancellationToken ct)
    {
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            if (await db.Accounts.AnyAsync(ct) || await db.Users.AnyAsync(ct))
            {
                return false;
            }

            DemoPeople.AddSitePeople(db);
            await db.SaveChangesAsync(ct);
        }

        foreach (var dealer in DemoDealer.All)
        {
            await LoadAsync(dealer, ct);
        }

        return true;
    }

    private async Task LoadAsync(DemoDealer dealer, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        var account = new Account { Name = dealer.Name, TimeZone = dealer.TimeZone, CreateWhatIsMissing = true, CreatedAt = now };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(ct);
        var people = DemoPeople.AddTo(db, dealer, account.Id);
        var departments = dealer.Departments.Select(d => new Department { AccountId = account.Id, Name = d }).ToList();
        AddLists(db, departments, account.Id);
        await db.SaveChangesAsync(ct);

        var random = new Random(Seed + dealer.FirstNumber);
        var customers = AddCustomers(db, dealer, random);
        var vendors = dealer.Vendors.Select((name, i) => Vendor(dealer, name, i)).ToList();
        db.Vendors.AddRange(vendors);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(dealer.TimeZone)));
        AddWork(db, new DemoOrders(dealer, departments, today, random), customers, vendors);
        var (bookkeeper, salesperson) = (people[1], people[2]);
        foreach (var (record, index) in db.ChangeTracker.Entries<Record>().Select((e, i) => (e.Entity, i)).ToList())
        {
            record.AccountId = account.Id;
            record.OwnerId = OwnedBySales(record) ? salesperson.Id : bookkeeper.Id;
            record.Touch(now.AddSeconds(index - 1000), record.OwnerId == salesperson.Id ? salesperson.FullName : bookkeeper.FullName);
        }

        await db.SaveChangesAsync(ct);
        if (sandbox.IsWanted)
        {
            Done(await companies.ConnectAsync(people[0].AsActor(), account.Id, dealer.Name, "default", ct));
            await ExportSomeAsync(dealer, bookkeeper.AsActor(), customers, vendors, ct);
        }
    }

    private static void AddLists(ValanceDb db, List<Department> departments, long accountId)
    {
        db.Departments.AddRange(departments);
        db.Terms.AddRange(DemoCatalog.Terms.Select(t => new Terms { AccountId = accountId, Name = t.Name, DueDays = t.Days }));
        db.PaymentMethods.AddRange(DemoCatalog.PaymentMethods.Select(m => new PaymentMethod { AccountId = accountId, Name = m }));
        db.TaxCodes.Add(new TaxCode { AccountId = accountId, Name = DemoCatalog.TaxCode, RatePercent = DemoCatalog.TaxPercent });
        db.Products.AddRange(DemoCatalog.ProductsOf(accountId));
    }

    private static List<Customer> AddCustomers(ValanceDb db, DemoDealer dealer, Random random)
    {
        var make = new DemoCustomers(dealer, random);
        var customers = dealer.Customers.Select(make.Ordinary).ToList();
        if (dealer == DemoDealer.All[0])
        {
            customers.AddRange(make.Awkward(dealer.Vendors[2]));
        }

        db.Customers.AddRange(customers);
        return customers;
    }

    private static void AddWork(ValanceDb db, DemoOrders make, List<Customer> customers, List<Vendor> vendors)
    {
        for (var i = 0; i < OrdersEach; i++)
        {
            var order = db.Orders.Add(make.Order(customers[i % customers.Count], i, OrdersEach)).Entity;
            if (i < PurchaseOrdersEach)
            {
                db.PurchaseOrders.Add(make.PurchaseOrder(order, vendors[i % vendors.Count], i));
            }

            // Older work is paid, newer has its deposit, the newest waits for it.
            if (i < 26)
            {
                db.Payments.Add(make.Payment(order, i, isFinal: i % 3 == 2));
            }

            if (i < 6 && order.Balance > 0m)
            {
                db.Payments.Add(make.Payment(order, i + OrdersEach, isFinal: true));
            }
        }

        db.Payments.Add(make.Deposit(customers[^1]));
    }

    private static Vendor Vendor(DemoDealer dealer, string name, int index) => new()
    {
        Name = name,
        DisplayName = name,
        CompanyName = name,
        Email = "orders@" + new string([.. name.ToLowerInvariant().Where(char.IsAsciiLetter)]) + ".example.com",
        Phones = [new Phone { Label = "Main", Number = $"({dealer.AreaCode}) 555-01{50 + index}" }],
        Address = new Address { Line1 = $"{100 + (index * 40)} Commerce Way", City = dealer.Towns[0].City, State = dealer.State, Zip = dealer.Towns[0].Zip, Country = "USA" },
        Terms = "Net 30",
        AccountNumber = $"{dealer.Word[..3].ToUpperInvariant()}-{4400 + index}",
    };

    /// <summary>Salespeople see their own: about two thirds of the customers, and those customers' orders.</summary>
    private static bool OwnedBySales(Record record) => record switch
    {
        Customer c => c.CompanyName.Length == 0,
        Order o => o.Customer!.CompanyName.Length == 0,
        _ => false,
    };

    /// <summary>
    /// A morning's work that is really sent once the lanes run, so that Background Jobs is not empty: successes, and the refusal of a vendor whose name a
    /// customer bears. "George Foreman" stands in QuickBooks then, and the newcomer's own click on his namesake meets him.
    /// </summary>
    private async Task ExportSomeAsync(DemoDealer dealer, Actor bookkeeper, List<Customer> customers, List<Vendor> vendors, CancellationToken ct)
    {
        if (dealer != DemoDealer.All[0])
        {
            return;
        }

        var vendor = vendors[2];
        var names = customers.Where(c => c.Name == "George Foreman" || c.Name == vendor.Name).Concat(customers.Take(4)).Select(c => c.Id).ToList();
        Done(await export.HandleAsync(bookkeeper, RecordKind.Vendor, [vendor.Id], ct));
        Done(await export.HandleAsync(bookkeeper, RecordKind.Customer, names, ct));
    }

    private static void Done<T>(Result<T> result)
    {
        if (!result.IsDone)
        {
            throw new InvalidOperationException($"The demo's own work was refused: {result}");
        }
    }
}
