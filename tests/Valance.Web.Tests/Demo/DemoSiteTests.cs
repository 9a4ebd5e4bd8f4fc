using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Web.Demo;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Demo;

public sealed class DemoSiteTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadIfEmpty_EmptyStore_HoldsWhatANewcomerNeeds()
    {
        var folder = Directory.CreateTempSubdirectory("valance-demo-").FullName;
        await using (var app = Program.Build(["--urls", "http://127.0.0.1:0", "--data", folder]))
        {
            await app.PrepareStoreAsync(Ct);
            await app.Services.GetRequiredService<LocalSandbox>().StartAsync("http://127.0.0.1:0", Ct);
            var demo = app.Services.GetRequiredService<DemoSite>();
            Assert.True(await demo.LoadIfEmptyAsync(Ct));
            Assert.False(await demo.LoadIfEmptyAsync(Ct));
            await using var db = app.Services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContext();
            await AssertPeopleAsync(db);
            await AssertRecordsAsync(db);
            await AssertSeedCasesAsync(db);
            Assert.Equal(3, await db.Connections.Where(c => c.State == ConnectionState.Connected).Select(c => c.RealmId).Distinct().CountAsync(Ct));
            Assert.Equal(3, app.Services.GetRequiredService<LocalSandbox>().Host!.Books.Companies.Count);
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task AssertPeopleAsync(ValanceDb db)
    {
        var people = await db.Users.AsNoTracking().ToListAsync(Ct);
        Assert.All(people, p => Assert.True(p.IsDemo));
        Assert.Equal(Enum.GetValues<Role>().Order(), people.Select(p => p.Role).Distinct().Order());
        Assert.All(DemoPeople.ToTry, p => Assert.Contains(people, u => u.Email == p.Email));
        Assert.Equal(3, people.Where(p => p.Role == Role.Salesperson).Select(p => p.AccountId).Distinct().Count());
    }

    private static async Task AssertRecordsAsync(ValanceDb db)
    {
        Assert.Equal((3, 6), (await db.Accounts.CountAsync(Ct), await db.Departments.CountAsync(Ct)));
        Assert.InRange(await db.Customers.CountAsync(Ct), 60, 70);
        Assert.InRange(await db.Vendors.CountAsync(Ct), 20, 25);
        Assert.InRange(await db.Orders.CountAsync(Ct), 120, 130);
        Assert.InRange(await db.Payments.CountAsync(Ct), 85, 100);
        Assert.InRange(await db.PurchaseOrders.CountAsync(Ct), 40, 45);
        foreach (var order in await db.Orders.Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).AsSplitQuery().AsNoTracking().ToListAsync(Ct))
        {
            var paid = await db.Payments.SelectMany(p => p.Applications).Where(a => a.OrderId == order.Id).SumAsync(a => a.Amount, Ct);
            Assert.Equal((OrderTotals.Of(order).Total, order.Total - paid), (order.Total, order.Balance));
            Assert.True(order.Balance >= 0m);
        }

        Assert.True(await db.Orders.AnyAsync(o => o.Amounts.Any(), Ct));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.InRange(await db.Orders.MaxAsync(o => o.CreatedOn, Ct), today.AddDays(-10), today);
    }

    private static async Task AssertSeedCasesAsync(ValanceDb db)
    {
        var customers = await db.Customers.AsNoTracking().ToListAsync(Ct);
        Assert.Equal(["George  Foreman", "George Foreman"], customers.Where(c => c.LastName == "Foreman").Select(c => c.DisplayName).Order(StringComparer.Ordinal));
        Assert.Contains(customers, c => c.Name.Contains(':', StringComparison.Ordinal));
        Assert.Contains(customers.GroupBy(c => c.Name), g => g.Count() == 2 && g.Select(c => c.DisplayName).Distinct().Count() == 2);
        Assert.True(await db.Vendors.AnyAsync(v => db.Customers.Any(c => c.AccountId == v.AccountId && c.Name == v.Name), Ct));
        Assert.Contains(customers, c => c.Emails.Count > 0 && c.Emails[0].Length > 100);
        Assert.Contains(customers, c => c.Phones.Count == 4);
        Assert.Contains(customers, c => c.ShippingAddresses.Count == 2);
        Assert.True(await db.Orders.AnyAsync(o => o.Sidemark.Length > 31, Ct));
        Assert.True(await db.Payments.AnyAsync(p => p.Method.Length > 31, Ct));
    }
}
