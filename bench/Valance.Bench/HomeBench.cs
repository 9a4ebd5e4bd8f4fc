using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Overview;

namespace Valance.Bench;

/// <summary>The figures of the first page for a dealer with so many orders, three jobs for each.</summary>
internal static class HomeBench
{
    private const int Views = 15;

    public static async Task<int> RunAsync(Arguments args)
    {
        var orders = args.Number("--orders", 100_000, 2_000);
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        await ManyOrders.WriteAsync(folder, orders);
        await ManyOrders.ExportedAsync(folder);
        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(folder, "valance.db"))).BuildServiceProvider();
        var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await using var db = await store.CreateDbContextAsync();
        var bookkeeper = (await db.Users.SingleAsync(u => u.Email == ManyOrders.Email)).AsActor();
        var home = new GetHome(store, new JobSearch(store));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Console.WriteLine("| what | median | worst | processor |\n|---|---|---|---|");
        foreach (var (who, actor) in new[] { ("home of the bookkeeper", bookkeeper), ("home of a support agent", new Actor(null, "Sam", Role.SupportAgent, null)) })
        {
            var times = new List<double>();
            var processor = TimeSpan.Zero;
            for (var i = -2; i < Views; i++)
            {
                var (begun, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                await home.HandleAsync(actor, TimeZoneInfo.Utc, today, CancellationToken.None);
                if (i >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    processor += Environment.CpuUsage.TotalTime - before;
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {who}, {orders:N0} orders, {3 * orders:N0} jobs | {times.Order().ElementAt(Views / 2):0} ms | {times.Max():0} ms | {processor.TotalMilliseconds / Views:0} ms |"));
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
