using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;

namespace Valance.Bench;

/// <summary>Import of a dealer's whole years: customers, orders of two lines, and a payment for every second one.</summary>
internal static class ImportBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var orders = args is ["--orders", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("valance-import-bench-");
        try
        {
            var rows = WriteFiles(folder.FullName, orders);
            var data = Path.Combine(folder.FullName, "valance.db");
            await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(data)).BuildServiceProvider();
            var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
            await store.MigrateStoreAsync(CancellationToken.None);
            var account = await AddAccountAsync(store);
            var import = new RunImport(store, new JobWriter(store, new JobSignals()), TimeProvider.System);
            Console.WriteLine($"{rows:N0} rows for {orders:N0} orders on SQLite");
            Console.WriteLine("| run | seconds | rows a second | most memory in use (MB) | most of the process (MB) |");
            Console.WriteLine("|---|---|---|---|---|");
            await MeasureAsync("check", rows, async files => (await import.TryAsync(Actor.CommandLine, account, files, CancellationToken.None)).Value, folder.FullName);
            await MeasureAsync("import", rows, async files => (await import.HandleAsync(Actor.CommandLine, account, files, null, CancellationToken.None)).Value, folder.FullName);
            await MeasureAsync("again, unchanged", rows, async files => (await import.HandleAsync(Actor.CommandLine, account, files, null, CancellationToken.None)).Value, folder.FullName);
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, int rows, Func<ImportFiles, Task<ImportReport>> run, string folder)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (most, mostOfProcess) = (0L, 0L);
        using var watch = new Timer(
            _ =>
            {
                process.Refresh();
                (most, mostOfProcess) = (Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), Math.Max(mostOfProcess, process.WorkingSet64));
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(100));
        using var files = ImportFiles.FromFolder(folder);
        var clock = Stopwatch.StartNew();
        var report = await run(files);
        var seconds = clock.Elapsed.TotalSeconds;
        await watch.DisposeAsync();
        if (report.RefusedCount > 0)
        {
            throw new InvalidOperationException($"Refused: {report.Refused[0].Problems[0]}");
        }

        Console.WriteLine($"| {name} | {seconds:0.0} | {rows / seconds:N0} | {most / 1e6:0} | {mostOfProcess / 1e6:0} |");
    }

    private static async Task<long> AddAccountAsync(IDbContextFactory<ValanceDb> store)
    {
        await using var db = await store.CreateDbContextAsync();
        var account = new Account { Name = "Busy Blinds" };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    }

    private static int WriteFiles(string folder, int orders)
    {
        using var customers = new StreamWriter(Path.Combine(folder, ImportFormat.Customers));
        using var heads = new StreamWriter(Path.Combine(folder, ImportFormat.Orders));
        using var lines = new StreamWriter(Path.Combine(folder, ImportFormat.OrderLines));
        using var payments = new StreamWriter(Path.Combine(folder, ImportFormat.Payments));
        customers.WriteLine("Customer id,Customer name,Email addresses,Billing address 1,Billing city,Terms");
        heads.WriteLine("Order number,Customer id,Created on,Sidemark,Terms,Freight,Total");
        lines.WriteLine("Order number,Line,Item,Category,Room,Quantity,Unit price,Amount");
        payments.WriteLine("Order number,Customer id,Received on,Amount,Payment method,Reference number");
        var many = Math.Max(orders / 4, 1);
        for (var i = 0; i < many; i++)
        {
            customers.WriteLine(string.Create(CultureInfo.InvariantCulture, $"C{i},Customer {i},c{i}@example.com,{i} Elm Street,Waco,Net 30"));
        }

        for (var i = 0; i < orders; i++)
        {
            var day = new DateOnly(2024, 1, 1).AddDays(i % 900);
            heads.WriteLine(string.Create(CultureInfo.InvariantCulture, $"S{i},C{i % many},{day:yyyy-MM-dd},Room {i % 977},Net 30,25.00,325.00"));
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"S{i},1,Roller shade {i % 60},Shades,Kitchen,2,100.00,200.00"));
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"S{i},2,Valance {i % 40},Valances,Den,1,100.00,100.00"));
            if (i % 2 == 0)
            {
                payments.WriteLine(string.Create(CultureInfo.InvariantCulture, $"S{i},C{i % many},{day:yyyy-MM-dd},100.00,Check,{i}"));
            }
        }

        return many + (3 * orders) + ((orders + 1) / 2);
    }
}
