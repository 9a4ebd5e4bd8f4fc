using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Bench;

/// <summary>A store with one busy dealer, the same at each run.</summary>
internal static class ManyOrders
{
    public const string Email = "bench@example.com";
    public const string Password = "a bench password";

    private const string Realm = "9001";

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

    /// <summary>Three jobs for each order, the last day's among them, and nine of ten orders linked: what a dealer of two years has.</summary>
    public static async Task ExportedAsync(string dataFolder)
    {
        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(dataFolder, "valance.db"))).BuildServiceProvider();
        var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await using var db = await store.CreateDbContextAsync();
        var account = await db.Accounts.Where(a => a.Name == "Busy Blinds").Select(a => a.Id).SingleAsync();
        db.Connections.Add(new Connection { AccountId = account, RealmId = Realm, CompanyName = "Busy Blinds", ConsentedAt = TimeProvider.System.GetUtcNow().UtcDateTime, State = ConnectionState.Connected });
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Jobs" ("AccountId", "ConnectionId", "Kind", "RecordKind", "RecordId", "Title", "State", "Priority", "AttemptCount", "Waits", "RequestedBy", "CreatedAt", "StartedAt",
                "EndedAt", "Cause", "Failure", "Summary", "HasWarnings", "Search", "DismissedBy", "DismissReason", "Change", "Trace", "ProgressDone", "ProgressTotal", "ProgressOf")
            SELECT {account}, 1, {(int)JobKind.Export}, {(int)RecordKind.Order}, o."Id", 'Order ' || o."Number", CASE WHEN o.i = 3 AND o."Id" % 50 = 0 THEN 4 ELSE 3 END, 0, 1, 0, 'Bea Bench', o.at, o.at, o.at,
                CASE WHEN o.i = 3 AND o."Id" % 50 = 0 THEN 'cause-' || (o."Id" % 7) ELSE '' END, '', 'Invoice ' || o."Number" || ' was updated in QuickBooks.', 0, 'order ' || o."Number", '', '', 0, '', 0, 0, ''
            FROM (SELECT "Id", "Number", i, strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || CAST((("Id" * 7 + i) % 700) AS TEXT) || ' days') AS at
                FROM "Orders", (SELECT 1 AS i UNION ALL SELECT 2 UNION ALL SELECT 3)) AS o
            """);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Links" ("AccountId", "RealmId", "RecordKind", "RecordId", "QuickBooksId", "Document", "SettlementId", "SettlementToken", "SettlementPayload", "SyncToken", "Fingerprint",
                "SentPayload", "RecordVersion", "Kept", "IsVoided", "IsMadeHere", "Seen", "LinkedAt", "ExportedAt")
            SELECT {account}, {Realm}, {(int)RecordKind.Order}, "Id", "Id", '', '', '', '', '0', 'f', '', 1, '', 0, 1, 0, "CreatedAt", "CreatedAt" FROM "Orders" WHERE "Id" % 10 <> 0
            """);
        await store.RefreshStatisticsAsync(CancellationToken.None);
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
