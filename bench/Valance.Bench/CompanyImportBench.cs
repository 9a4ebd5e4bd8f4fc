using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Export.CompanyImports;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Bench;

/// <summary>Takes over a company that has so many customers: the look, the import, and a second look at what changed.</summary>
internal static class CompanyImportBench
{
    public static async Task<int> RunAsync(Arguments args)
    {
        var customers = args.Number("--customers", 10_000, 300);
        // Without QuickBooks' limits: under them some 80 requests take 8 seconds, and nothing of ours is measured.
        await using var site = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None);
        var (account, _) = await site.DealerAsync("Bench", _ => Task.CompletedTask);
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            await FillAsync(site.Get<QuickBooksClientFactory>().For((await db.Connections.SingleAsync()).RealmId), customers);
        }

        var request = site.Get<RequestCompanyImport>();
        Console.WriteLine("| what | time | rate | processor, the sandbox included | most live heap over the start |\n|---|---|---|---|---|");
        await MeasureAsync(site, "look", customers, () => request.LookAsync(Actor.CommandLine, account, everything: false, CancellationToken.None));
        await MeasureAsync(site, "import", customers, () => request.TakeAsync(Actor.CommandLine, account, Enum.GetValues<OfferKind>(), CancellationToken.None));
        await MeasureAsync(site, "look again, all of it", customers, () => request.LookAsync(Actor.CommandLine, account, everything: true, CancellationToken.None));
        await using var store = await site.Store.CreateDbContextAsync();
        return await store.Links.CountAsync() == customers && await store.Customers.CountAsync() == customers ? 0 : 1;
    }

    private static async Task MeasureAsync(ExportSite site, string what, int customers, Func<Task<Core.Result<long>>> ask)
    {
        var job = (await ask()).Value;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var done = new CancellationTokenSource();
        var highest = HighestAsync(before, done.Token);
        var (begun, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await site.Get<RunCompanyImport>().HandleAsync(job, CancellationToken.None);
        var (took, used) = (Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - processor);
        await done.CancelAsync();
        var most = await highest;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {took.TotalSeconds:0.0} s | {customers / took.TotalSeconds:N0} customers a second | {used.TotalSeconds:0.0} s | {most / 1e6:N0} MB |"));
    }

    private static async Task<long> HighestAsync(long before, CancellationToken until)
    {
        var most = 0L;
        while (!until.IsCancellationRequested)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await Task.Delay(500, CancellationToken.None);
        }

        return most;
    }

    private static async Task FillAsync(QuickBooksClient client, int customers)
    {
        foreach (var chunk in Enumerable.Range(1, customers).Chunk(BatchItem.MostItems))
        {
            var answer = await client.BatchAsync([.. chunk.Select(i => BatchItem.Create(i.ToString(CultureInfo.InvariantCulture), new Customer
            {
                DisplayName = $"Customer {i}",
                GivenName = "Customer",
                FamilyName = i.ToString(CultureInfo.InvariantCulture),
                PrimaryEmailAddr = new() { Address = $"customer{i}@example.com" },
                PrimaryPhone = new() { FreeFormNumber = string.Create(CultureInfo.InvariantCulture, $"555-{i / 10_000:000}-{i % 10_000:0000}") },
                BillAddr = new() { Line1 = $"{i} Main St", City = "Austin", CountrySubDivisionCode = "TX", PostalCode = "78701" },
            }))]);
            if (answer.Value!.FirstOrDefault(a => !a.As<Customer>().Succeeded) is { } refused)
            {
                throw new InvalidOperationException(refused.As<Customer>().Refusal?.ToString());
            }
        }
    }
}
