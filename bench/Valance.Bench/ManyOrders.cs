using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;

namespace Valance.Bench;

/// <summary>A store with one busy dealer, the same at each run.</summary>
internal static class ManyOrders
{
    public const string Email = "bench@example.com";
    public const string Password = "a bench password";

    public static async Task WriteAsync(string dataFolder, int orders)
    {
        Directory.CreateDirectory(dataFolder);
        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(dataFolder, "valance.db"))).BuildServiceProvider();
        var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await store.MigrateStoreAsync(CancellationToken.None);
        var (account, customers) = await WriteDealerAsync(store, orders);
        var now = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        for (var from = 0; from < orders; from += 5_000)
        {
            await using var db = await store.CreateDbContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = from; i < Math.Min(from + 5_000, orders); i++)
            {
                var amount = 100m + (i * 37 % 900_000 / 100m);
                var order = new Order
                {
                    AccountId = account,
                    Number = $"S{100_000 + i}",
                    CustomerId = customers[i % customers.Count],
                    CreatedOn = new DateOnly(2024, 1, 1).AddDays(i % 900),
                    Sidemark = $"Room {i % 977}",
                    Subtotal = amount,
                    Total = amount,
                    Balance = i % 3 == 0 ? amount : 0m,
                    Lines = [new OrderLine { Number = 1, Item = "Roller shade", Category = "Shades", Quantity = 1m, UnitPrice = amount, Amount = amount }],
                };
                order.Touch(now, "bench");
                db.Orders.Add(order);
            }

            await db.SaveChangesAsync();
        }
    }

    private static async Task<(long Account, List<long> Customers)> WriteDealerAsync(IDbContextFactory<ValanceDb> store, int orders)
    {
        await using var db = await store.CreateDbContextAsync();
        var now = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        var account = new Account { Name = "Busy Blinds", CreatedAt = now };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        var customers = new List<Customer>();
        for (var i = 0; i < Math.Max(1, orders / 10); i++)
        {
            var customer = new Customer { AccountId = account.Id, Name = $"Customer {i:00000}", DisplayName = $"Customer {i:00000}" };
            customer.Touch(now, "bench");
            customers.Add(customer);
        }

        db.Customers.AddRange(customers);
        var user = new User
        {
            UserName = Email,
            NormalizedUserName = Email.ToUpperInvariant(),
            Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(),
            FullName = "Bea Bench",
            Role = Role.Bookkeeper,
            AccountId = account.Id,
            SecurityStamp = Guid.NewGuid().ToString(),
        };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return (account.Id, customers.ConvertAll(c => c.Id));
    }
}
