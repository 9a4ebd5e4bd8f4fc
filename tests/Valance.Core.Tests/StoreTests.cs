using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests;

public sealed class SqliteStoreTests : StoreTests
{
    protected override Task<TestStore> CreateStoreAsync() => TestStore.CreateAsync();

    [Fact]
    public async Task MigrateStore_EarlierProcessWasKilledWhileMigrating_GoesOn()
    {
        await using var store = TestStore.CreateUnmigrated();
        await using (var db = store.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL);
                INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');
                """, Ct);
        }

        await store.MigrateStoreAsync(Ct);

        await using var read = store.CreateDbContext();
        Assert.Empty(await read.Database.GetPendingMigrationsAsync(Ct));
        Assert.Equal(0, await read.Accounts.CountAsync(Ct));
    }
}

public sealed class PostgresStoreTests : StoreTests
{
    protected override Task<TestStore> CreateStoreAsync()
    {
        Assert.SkipUnless(TestPostgres.IsThere, TestPostgres.Missing);
        return TestStore.CreatePostgresAsync();
    }
}

public abstract class StoreTests
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<TestStore> CreateStoreAsync();

    [Fact]
    public async Task Model_EachProvider_HasNoChangeWithoutAMigration()
    {
        await using var store = await CreateStoreAsync();
        await using var db = store.CreateDbContext();
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(Ct));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task SaveChanges_MoneyAndLists_ComeBackAsTheyWere()
    {
        await using var store = await CreateStoreAsync();
        await using (var db = store.CreateDbContext())
        {
            var account = new Account { Name = "Bay Shades" };
            db.Accounts.Add(account);
            await db.SaveChangesAsync(Ct);
            var customer = new Customer
            {
                AccountId = account.Id,
                Name = "Ana Núñez",
                Emails = ["a@b.co", "c@d.co"],
                Phones = [new Phone { Label = "Fax", Number = "555" }],
                ShippingAddresses = [new Address { City = "Austin" }, new Address { City = "Waco" }],
            };
            customer.Touch(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "test");
            db.Customers.Add(customer);
            foreach (var total in new[] { 10.10m, 0.01m, 1234567.89m })
            {
                db.Orders.Add(new Order
                {
                    AccountId = account.Id,
                    Number = $"N{total}",
                    Customer = customer,
                    Total = total,
                    Lines = [new OrderLine { Number = 1, Quantity = 1.2345678m, UnitPrice = 9.8765432m, Amount = total }],
                });
            }

            await db.SaveChangesAsync(Ct);
        }

        await using var read = store.CreateDbContext();
        Assert.Equal(1234578.00m, await read.Orders.SumAsync(o => o.Total, Ct));
        Assert.Equal([0.01m, 10.10m, 1234567.89m], await read.Orders.OrderBy(o => o.Total).Select(o => o.Total).ToListAsync(Ct));
        Assert.Equal(2, await read.Orders.CountAsync(o => o.Total > 5m, Ct));
        var line = await read.Orders.SelectMany(o => o.Lines).FirstAsync(Ct);
        Assert.Equal((1.2345678m, 9.8765432m), (line.Quantity, line.UnitPrice));
        var back = await read.Customers.SingleAsync(c => c.Search.Contains("nunez"), Ct);
        Assert.Equal(["Austin", "Waco"], back.ShippingAddresses.Select(a => a.City));
        Assert.Equal("555", back.Phones.Single().Number);
        Assert.Equal(["a@b.co", "c@d.co"], back.Emails);
        Assert.Equal(DateTimeKind.Utc, back.CreatedAt.Kind);
        Assert.Equal(1, back.Version);
    }

    [Fact]
    public async Task SaveChanges_TwoEditOneRecord_SecondIsRefused()
    {
        await using var store = await CreateStoreAsync();
        await using var one = store.CreateDbContext();
        var account = new Account { Name = "Bay Shades" };
        one.Accounts.Add(account);
        await one.SaveChangesAsync(Ct);
        one.Customers.Add(new Customer { AccountId = account.Id, Name = "A" });
        await one.SaveChangesAsync(Ct);
        await using var two = store.CreateDbContext();
        (await one.Customers.SingleAsync(Ct)).Name = "B";
        (await two.Customers.SingleAsync(Ct)).Name = "C";
        await one.SaveChangesAsync(Ct);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync(Ct));
    }
}
