using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Orders;

/// <summary>A dealer with lists, two customers, a vendor and people of each role, on a store of its own.</summary>
internal sealed class OrderDesk : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OrderDesk(TestStore store)
    {
        Store = store;
        _services = new ServiceCollection()
            .AddSingleton<IDbContextFactory<ValanceDb>>(store)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ExportStatuses>()
            .AddOrders()
            .BuildServiceProvider();
    }

    public TestStore Store { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 10, 3, 0, 0, TimeSpan.Zero));

    public Account Account { get; private set; } = null!;

    public Customer Foreman { get; private set; } = null!;

    public Customer Núñez { get; private set; } = null!;

    public Vendor Mill { get; private set; } = null!;

    public Actor Bookkeeper => new(11, "Beth", Role.Bookkeeper, Account.Id);

    public Actor Salesperson => new(12, "Sam", Role.Salesperson, Account.Id);

    public Actor Stranger => new(13, "Zoe", Role.Bookkeeper, Account.Id + 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<OrderDesk> OpenAsync() => OpenAsync(TestStore.CreateAsync());

    public static async Task<OrderDesk> OpenAsync(Task<TestStore> store)
    {
        var desk = new OrderDesk(await store);
        await using var db = desk.Store.CreateDbContext();
        desk.Account = new Account { Name = "Bay Shades", TimeZone = "America/Chicago" };
        db.Accounts.Add(desk.Account);
        db.Accounts.Add(new Account { Name = "Other Dealer" });
        await db.SaveChangesAsync(Ct);
        var id = desk.Account.Id;
        db.Departments.Add(new Department { AccountId = id, Name = "Downtown" });
        db.Terms.Add(new Terms { AccountId = id, Name = "Net 30", DueDays = 30 });
        db.TaxCodes.Add(new TaxCode { AccountId = id, Name = "TX", RatePercent = 8.25m });
        db.PaymentMethods.Add(new PaymentMethod { AccountId = id, Name = "Check" });
        desk.Foreman = new Customer
        {
            AccountId = id,
            OwnerId = 11,
            Name = "George Foreman",
            BillingAddress = new Address { Line1 = "1 Main St", City = "Austin", Zip = "78701" },
            ShippingAddresses = [new Address { Line1 = "9 Lake Rd", City = "Waco" }, new Address { Line1 = "Cabin" }],
        };
        desk.Núñez = new Customer { AccountId = id, OwnerId = 12, Name = "Ana Núñez" };
        desk.Mill = new Vendor { AccountId = id, Name = "Shade Mill" };
        db.AddRange(desk.Foreman, desk.Núñez, desk.Mill);
        await db.SaveChangesAsync(Ct);
        return desk;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValanceDb Db() => Store.CreateDbContext();

    /// <summary>One shade at the price, no tax.</summary>
    public OrderInput Sale(string number, decimal price = 100m, Customer? customer = null) => new()
    {
        Number = number,
        CustomerId = (customer ?? Foreman).Id,
        CreatedOn = new DateOnly(2026, 3, 9),
        Lines = [new OrderLine { Item = "Roller shade", Category = "Shades", UnitPrice = price }],
    };

    public async Task<long> SellAsync(string number, decimal price = 100m, Customer? customer = null) =>
        (await SaveAsync(Sale(number, price, customer))).Value.Id;

    public Task<Result<Saved>> SaveAsync(OrderInput input, SaveTarget? target = null, Actor? actor = null) =>
        Get<SaveOrder>().HandleAsync(actor ?? Bookkeeper, target ?? SaveTarget.New(), input, Ct);

    public PaymentInput Check(decimal amount, params (long OrderId, decimal Amount)[] applied) => new()
    {
        CustomerId = Foreman.Id,
        ReceivedOn = new DateOnly(2026, 3, 9),
        Amount = amount,
        Method = "Check",
        Applications = [.. applied.Select(a => new AppliedInput { OrderId = a.OrderId, Amount = a.Amount })],
    };

    public Task<Result<Saved>> PayAsync(PaymentInput input, SaveTarget? target = null, Actor? actor = null) =>
        Get<SavePayment>().HandleAsync(actor ?? Bookkeeper, target ?? SaveTarget.New(), input, Ct);

    public async Task<Order> OrderAsync(long id)
    {
        await using var db = Db();
        return await db.Orders.AsNoTracking().Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).AsSplitQuery().SingleAsync(o => o.Id == id, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }
}
