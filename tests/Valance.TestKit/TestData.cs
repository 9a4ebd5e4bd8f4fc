using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.TestKit;

/// <summary>Makes rows of one Account with sensible values; a test names only what it is about.</summary>
public sealed class TestData(IDbContextFactory<ValanceDb> store, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private int _next;

    /// <summary>The Account that everything else is put into, made by <see cref="AccountAsync"/>.</summary>
    public Account Account { get; private set; } = null!;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public static async Task<TestData> InNewAccountAsync(IDbContextFactory<ValanceDb> store, string name = "Bay Shades", TimeProvider? time = null)
    {
        var data = new TestData(store, time);
        await data.AccountAsync(name);
        return data;
    }

    public async Task<Account> AccountAsync(string name, Action<Account>? set = null)
    {
        Account = new Account { Name = name, CreatedAt = Now };
        set?.Invoke(Account);
        return await AddAsync(Account);
    }

    public async Task<User> UserAsync(Role role, string? name = null)
    {
        var full = name ?? $"{role} {++_next}";
        var email = $"{full.Replace(' ', '.')}@test.example";
        return await AddAsync(new User
        {
            AccountId = role is Role.SiteAdministrator or Role.SupportAgent ? null : Account.Id,
            Role = role,
            FullName = full,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            PasswordHash = "nobody knows it",
            SecurityStamp = Guid.NewGuid().ToString("N"),
        });
    }

    public async Task<Actor> ActorAsync(Role role, string? name = null) => (await UserAsync(role, name)).AsActor();

    /// <summary>A row only; for a company that answers see <c>TestSite</c>.</summary>
    public Task<Connection> ConnectionAsync(string realmId = "1000", Action<Connection>? set = null)
    {
        var connection = new Connection { AccountId = Account.Id, RealmId = realmId, CompanyName = Account.Name, ConsentedAt = Now, State = ConnectionState.Connected };
        set?.Invoke(connection);
        return AddAsync(connection);
    }

    public Task<Department> DepartmentAsync(string name) => AddAsync(new Department { AccountId = Account.Id, Name = name });

    public Task<Customer> CustomerAsync(string name = "George Foreman", Action<Customer>? set = null)
    {
        var customer = new Customer { Name = name, DisplayName = name };
        set?.Invoke(customer);
        return RecordAsync(customer);
    }

    public Task<Vendor> VendorAsync(string name = "Northern Shades Supply", Action<Vendor>? set = null)
    {
        var vendor = new Vendor { Name = name, DisplayName = name };
        set?.Invoke(vendor);
        return RecordAsync(vendor);
    }

    /// <summary>One line over the whole amount, without tax.</summary>
    public Task<Order> OrderAsync(Customer customer, decimal total = 100m, Action<Order>? set = null)
    {
        var order = new Order
        {
            Number = $"T{++_next}",
            CustomerId = customer.Id,
            CreatedOn = DateOnly.FromDateTime(Now),
            Lines = [new OrderLine { Number = 1, Item = "Roller shade", Category = "Shades", Quantity = 1m, UnitPrice = total, Amount = total, Taxable = false }],
            Subtotal = total,
            Total = total,
            Balance = total,
        };
        set?.Invoke(order);
        return RecordAsync(order);
    }

    /// <summary>The whole amount applied to the orders, in their order, as far as it goes.</summary>
    public async Task<Payment> PaymentAsync(Customer customer, decimal amount, IReadOnlyList<Order>? orders = null, Action<Payment>? set = null)
    {
        var payment = new Payment
        {
            CustomerId = customer.Id,
            ReceivedOn = DateOnly.FromDateTime(Now),
            Amount = amount,
            Method = "Check",
            ReferenceNumber = $"R{++_next}",
        };
        var left = amount;
        foreach (var order in orders ?? [])
        {
            var applied = Math.Min(left, order.Balance);
            payment.Applications.Add(new PaymentApplication { OrderId = order.Id, Amount = applied });
            left -= applied;
            await using var db = await store.CreateDbContextAsync();
            (await db.Orders.SingleAsync(o => o.Id == order.Id)).Balance -= applied;
            await db.SaveChangesAsync();
        }

        set?.Invoke(payment);
        return await RecordAsync(payment);
    }

    public Task<PurchaseOrder> PurchaseOrderAsync(Vendor vendor, Order? order = null, decimal total = 60m, Action<PurchaseOrder>? set = null)
    {
        var purchaseOrder = new PurchaseOrder
        {
            Number = $"P{++_next}",
            VendorId = vendor.Id,
            OrderId = order?.Id,
            Date = DateOnly.FromDateTime(Now),
            Lines = [new PurchaseOrderLine { Number = 1, Item = "Roller shade", Category = "Shades", Quantity = 1m, UnitCost = total, Amount = total }],
            Total = total,
        };
        set?.Invoke(purchaseOrder);
        return RecordAsync(purchaseOrder);
    }

    /// <summary>A job's row for a record, Queued unless told otherwise.</summary>
    public Task<Job> JobAsync(Record record, Connection connection, Action<Job>? set = null)
    {
        var job = RequestExport.NewJob(record, connection.Id, null, "command line", 0, Now);
        set?.Invoke(job);
        if (!job.IsOpen)
        {
            job.EndedAt ??= Now;
        }

        job.RefreshSearch();
        return AddAsync(job);
    }

    /// <summary>Changes one row as a screen would, its version included.</summary>
    public async Task EditAsync<T>(long id, Action<T> change)
        where T : Record
    {
        await using var db = await store.CreateDbContextAsync();
        var record = await db.Set<T>().SingleAsync(r => r.Id == id);
        change(record);
        record.Touch(Now, "test");
        await db.SaveChangesAsync();
    }

    private async Task<T> RecordAsync<T>(T record)
        where T : Record
    {
        record.AccountId = Account.Id;
        record.Touch(Now, "test");
        return await AddAsync(record);
    }

    private async Task<T> AddAsync<T>(T row)
        where T : class
    {
        await using var db = await store.CreateDbContextAsync();
        db.Add(row);
        await db.SaveChangesAsync();
        return row;
    }
}
