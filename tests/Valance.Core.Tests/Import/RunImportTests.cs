using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Import;

public sealed class SqliteRunImportTests : RunImportTests
{
    protected override Task<TestStore> CreateStoreAsync() => TestStore.CreateAsync();
}

public sealed class PostgresRunImportTests : RunImportTests
{
    protected override Task<TestStore> CreateStoreAsync()
    {
        Assert.SkipUnless(TestPostgres.IsThere, TestPostgres.Missing);
        return TestStore.CreatePostgresAsync();
    }
}

public abstract class RunImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<TestStore> CreateStoreAsync();

    [Fact]
    public async Task Handle_GoodFiles_EveryRecordStandsAsWritten()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var report = await store.RunAsync(ImportStore.GoodFiles());
        Assert.Empty(report.Refused);
        Assert.Empty(report.Notes);
        Assert.All(report.Counts.Values, c => Assert.Equal((1, 0, 0, 0), (c.Added, c.Updated, c.Unchanged, c.Refused)));
        await using var db = store.Store.CreateDbContext();
        var customer = await db.Customers.SingleAsync(Ct);
        Assert.Equal(("C1", "Núñez, Ana", "Núñez, Ana", "Ana"), (customer.ExternalId, customer.Name, customer.DisplayName, customer.FirstName));
        Assert.Equal(["ana@a.co", "b@a.co"], customer.Emails);
        Assert.Equal([("Work", "555-1"), ("Fax", "555-2")], customer.Phones.Select(p => (p.Label, p.Number)));
        Assert.Equal(("1 Elm St", "Waco"), (customer.ShippingAddresses.Single().Line1, customer.ShippingAddresses.Single().City));
        var order = await db.Orders.Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Department).AsSplitQuery().SingleAsync(Ct);
        Assert.Equal((new DateOnly(2026, 3, 1), "Waco", "TX 8.25%", 8.25m), (order.CreatedOn, order.Department!.Name, order.TaxCode, order.TaxRatePercent));
        Assert.Equal((99.01m, 8.17m, 117.18m, 67.18m), (order.Subtotal, order.TaxAmount, order.Total, order.Balance));
        Assert.Equal([("Roller shade", "Kitchen, \"white\"", 95.05m), ("Bracket", "", 3.96m)], order.Lines.OrderBy(l => l.Number).Select(l => (l.Item, l.Description, l.Amount)));
        Assert.Equal(("Freight", 10m), (order.Charges.Single().Name, order.Charges.Single().Amount));
        var payment = await db.Payments.Include(p => p.Applications).SingleAsync(Ct);
        Assert.Equal((50m, "Check", "77", order.Id), (payment.Amount, payment.Method, payment.ReferenceNumber, payment.Applications.Single().OrderId));
        Assert.Equal(37.50m, (await db.PurchaseOrders.SingleAsync(Ct)).Total);
        Assert.Equal(30, (await db.Terms.SingleAsync(Ct)).DueDays);
        Assert.Equal(["Bracket", "Roller shade"], await db.Products.OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(Ct));
        Assert.Equal("Check", (await db.PaymentMethods.SingleAsync(Ct)).Name);
    }

    [Fact]
    public async Task Handle_SecondTime_ChangesNothingEvenWherePeopleEdited()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        await store.RunAsync(ImportStore.GoodFiles());
        await using (var db = store.Store.CreateDbContext())
        {
            (await db.Customers.SingleAsync(Ct)).DisplayName = "Ana (Waco)";
            await db.SaveChangesAsync(Ct);
        }

        var report = await store.RunAsync(ImportStore.GoodFiles());
        Assert.All(report.Counts.Values, c => Assert.Equal((0, 0, 1, 0), (c.Added, c.Updated, c.Unchanged, c.Refused)));
        await using var after = store.Store.CreateDbContext();
        Assert.Equal("Ana (Waco)", (await after.Customers.SingleAsync(Ct)).DisplayName);
        Assert.Equal((1, 1), ((await after.Orders.SingleAsync(Ct)).Version, (await after.Payments.SingleAsync(Ct)).Version));
    }

    [Fact]
    public async Task Handle_ChangedFiles_UpdatesWhatChangedAlone()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var files = ImportStore.GoodFiles();
        await store.RunAsync(files);
        files[ImportFormat.OrderLines] = files[ImportFormat.OrderLines].Replace("1001,2,Bracket,Parts,,4,0.99,0,3.96,yes", "1001,2,Rod,Parts,,1,3.96,0,3.96,yes", StringComparison.Ordinal);
        files[ImportFormat.Payments] = files[ImportFormat.Payments].Replace("50.00", "60.00", StringComparison.Ordinal);
        files[ImportFormat.Orders] = files[ImportFormat.Orders].Replace("67.18", "57.18", StringComparison.Ordinal);
        var report = await store.RunAsync(files);
        Assert.Empty(report.Refused);
        Assert.Equal((1, 1, 0), (report[RecordKind.Order].Updated, report[RecordKind.Payment].Updated, report[RecordKind.Customer].Updated));
        await using var db = store.Store.CreateDbContext();
        var order = await db.Orders.Include(o => o.Lines).SingleAsync(Ct);
        Assert.Equal(["Roller shade", "Rod"], order.Lines.OrderBy(l => l.Number).Select(l => l.Item));
        Assert.Equal((117.18m, 57.18m), (order.Total, order.Balance));
        Assert.Equal(60m, (await db.Payments.Include(p => p.Applications).SingleAsync(Ct)).Applications.Single().Amount);
    }

    [Fact]
    public async Task Handle_PaymentEnteredHereMeanwhile_OrderIsNotRefusedForItsBalance()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        await store.RunAsync(ImportStore.GoodFiles());
        await using (var db = store.Store.CreateDbContext())
        {
            var order = await db.Orders.SingleAsync(Ct);
            db.Payments.Add(new Payment { AccountId = store.AccountId, CustomerId = order.CustomerId, Amount = 7.18m, Applications = [new() { OrderId = order.Id, Amount = 7.18m }] });
            order.Balance -= 7.18m;
            await db.SaveChangesAsync(Ct);
        }

        var report = await store.RunAsync(ImportStore.GoodFiles());
        Assert.Empty(report.Refused);
        await using var after = store.Store.CreateDbContext();
        Assert.Equal(60m, (await after.Orders.SingleAsync(Ct)).Balance);
    }

    [Fact]
    public async Task Handle_PaymentsBeyondTheTotal_RestStaysACredit()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Payments] += "\n1001,C1,2026-03-05,100.00,Visa,78,Overpaid\n,C1,2026-03-06,25.00,Visa,,Deposit";
        files[ImportFormat.Orders] = files[ImportFormat.Orders].Replace("117.18,67.18", "117.18,0", StringComparison.Ordinal);
        var report = await store.RunAsync(files);
        Assert.Empty(report.Refused);
        await using var db = store.Store.CreateDbContext();
        Assert.Equal(0m, (await db.Orders.SingleAsync(Ct)).Balance);
        var payments = await db.Payments.Include(p => p.Applications).OrderBy(p => p.ReceivedOn).ToListAsync(Ct);
        Assert.Equal([50m, 67.18m, 0m], payments.Select(p => p.Applications.Sum(a => a.Amount)));
    }

    [Fact]
    public async Task Handle_PaymentsAlone_SettleOrdersInTheStore()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        await store.RunAsync(ImportStore.GoodFiles());
        var report = await store.RunAsync(new()
        {
            [ImportFormat.Payments] = "Order number,Customer id,Received on,Amount,Reference number\n1001,C1,2026-04-01,60.00,79\n1001,C1,2026-04-02,7.18,80\n9999,C1,2026-04-02,1,81",
        });
        Assert.Equal(2, report[RecordKind.Payment].Added);
        var refused = Assert.Single(report.Refused);
        Assert.Equal("payments.csv, line 4, Order number: There is no order 9999.", refused.Problems.Single().ToString());
        await using var db = store.Store.CreateDbContext();
        Assert.Equal(0m, (await db.Orders.SingleAsync(Ct)).Balance);
    }

    [Fact]
    public async Task Try_GoodFiles_CountsAndWritesNothing()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var report = (await store.Import.TryAsync(Actor.CommandLine, store.AccountId, ImportStore.Files(ImportStore.GoodFiles()), Ct)).Value;
        Assert.Empty(report.Refused);
        Assert.Equal([1, 1, 1, 1, 1], report.Counts.Values.Select(c => c.Added));
        await using var db = store.Store.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Customers.CountAsync(Ct), await db.Products.CountAsync(Ct), await db.Jobs.CountAsync(Ct)));
    }

    [Fact]
    public async Task Handle_Import_IsAJobWithItsHistory()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Vendors] += "\n,Nobody,,";
        var report = await store.RunAsync(files);
        await using var db = store.Store.CreateDbContext();
        var job = await db.Jobs.SingleAsync(Ct);
        Assert.Equal((report.JobId, JobKind.Import, JobState.Succeeded, true, "command line"), (job.Id, job.Kind, job.State, job.HasWarnings, job.RequestedBy));
        Assert.NotNull(job.EndedAt);
        var history = await db.History.OrderBy(h => h.Id).ToListAsync(Ct);
        Assert.Equal([nameof(ImportRequested), nameof(ImportStarted), nameof(ImportEnded), nameof(ImportRefused)], history.Select(h => h.Event));
        Assert.Contains("\"line\":3", history[3].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_NothingTaken_JobIsFailed()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var report = await store.RunAsync(new() { [ImportFormat.Customers] = "Shoe size\n42" });
        Assert.Equal(["Customer id", "Customer name"], report.Refused.Single().Problems.Select(p => p.Column));
        await using var db = store.Store.CreateDbContext();
        var job = await db.Jobs.SingleAsync(Ct);
        Assert.Equal((JobState.Failed, ImportFailures.NothingTaken), (job.State, job.Cause));
    }

    [Fact]
    public async Task Handle_AnotherAccountsBookkeeper_IsForbidden()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var stranger = new Actor(1, "S", Role.Bookkeeper, store.AccountId + 1);
        var salesperson = new Actor(2, "T", Role.Salesperson, store.AccountId);
        foreach (var actor in new[] { stranger, salesperson })
        {
            var result = await store.Import.HandleAsync(actor, store.AccountId, ImportStore.Files(ImportStore.GoodFiles()), null, Ct);
            Assert.Equal(Refusal.Forbidden, result.Refusal);
        }
    }

    [Fact]
    public async Task Handle_TwoAtOnce_TakeEachRecordOnce()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        await Task.WhenAll(store.RunAsync(ImportStore.GoodFiles()), store.RunAsync(ImportStore.GoodFiles()));
        await using var db = store.Store.CreateDbContext();
        Assert.Equal((1, 1, 1, 1), (await db.Customers.CountAsync(Ct), await db.Orders.CountAsync(Ct), await db.Payments.CountAsync(Ct), await db.PurchaseOrders.CountAsync(Ct)));
        Assert.Equal(67.18m, (await db.Orders.SingleAsync(Ct)).Balance);
    }

    [Fact]
    public async Task Handle_ManyOrders_ComeInChunksWithProgress()
    {
        await using var store = await ImportStore.CreateAsync(await CreateStoreAsync());
        var orders = new StringBuilder("Order number,Customer id,Created on\n");
        var lines = new StringBuilder("Order number,Item,Quantity,Unit price\n");
        for (var i = 0; i < 250; i++)
        {
            orders.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},C1,2026-01-01\n");
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},Shade,1,10\n");
        }

        var files = ImportStore.GoodFiles();
        files.Remove(ImportFormat.Payments);
        (files[ImportFormat.Orders], files[ImportFormat.OrderLines]) = (orders.ToString(), lines.ToString());
        var seen = new List<ImportProgress>();
        var report = (await store.Import.HandleAsync(
            Actor.CommandLine, store.AccountId, ImportStore.Files(files), new Collect(seen), Ct)).Value;
        Assert.Equal(250, report[RecordKind.Order].Added);
        Assert.Equal([100, 200, 250], seen.Where(p => p.Kind == RecordKind.Order).Select(p => p.Done));
    }

    private sealed class Collect(List<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen.Add(value);
    }
}
