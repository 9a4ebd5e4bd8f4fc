using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>The memory of a published site while 200 people have a list of jobs open and a hundred companies' exports run.</summary>
internal static class ScreensBench
{
    public static async Task<int> RunAsync(Arguments args)
    {
        var (screens, lanes) = (args.Number("--screens", 200, 5), args.Number("--lanes", 100, 3));
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        try
        {
            var published = args.Text("--site") ?? await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
            var data = Path.Combine(folder, "data");
            await ManyOrders.WriteAsync(data, 1_000);
            await using var exports = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None, store: StoreLocation.Sqlite(Path.Combine(data, "valance.db")));
            await using var site = await PublishedSite.StartAsync(
                published, data, "--QuickBooks:LocalAddress", exports.Sandbox.BaseAddress.ToString(), "--Lanes:AtOnce", $"{lanes}");
            await site.SignInAsync(ManyOrders.Email, ManyOrders.Password);
            var idle = site.Memory;

            var open = new List<Screen>();
            for (var i = 0; i < screens; i++)
            {
                open.Add(await Screen.OpenAsync(site, "/background-jobs"));
            }

            await Task.Delay(TimeSpan.FromSeconds(args.IsQuick ? 1 : 10));
            var withScreens = site.Memory;
            var accounts = new List<long>();
            for (var i = 0; i < lanes; i++)
            {
                accounts.Add((await exports.DealerAsync($"Lane {i}", id => exports.FillAsync(id, args.IsQuick ? 10 : 60))).Account);
            }

            // About as long as QuickBooks takes for a batch, so that all lanes are at work at the same time.
            exports.Sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Latency, LatencyMs = 4_000 });
            foreach (var account in accounts)
            {
                await exports.AskForAllAsync(account);
            }

            var (most, atWork) = await WatchAsync(site, exports, TimeSpan.FromSeconds(args.IsQuick ? 10 : 40));
            Figures.Head("memory of the site's process", "in use", "aim");
            Figures.Row("signed in, no screen", Mb(idle), "");
            Figures.Row($"{screens} screens open, idle", $"{Mb(withScreens)} ({(withScreens - idle) / 1e6 / screens:0.0} MB each)", "");
            Figures.Row($"{screens} screens, up to {atWork} lanes at work at once, the most of it", Mb(most), "1,000 MB");
            await Task.WhenAll(open.Select(s => s.DisposeAsync().AsTask()));
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(long Most, int AtWork)> WatchAsync(PublishedSite site, ExportSite exports, TimeSpan atMost)
    {
        var (most, atWork, clock) = (0L, 0, Stopwatch.StartNew());
        while (clock.Elapsed < atMost)
        {
            most = Math.Max(most, site.Memory);
            await using var db = await exports.Store.CreateDbContextAsync();
            atWork = Math.Max(atWork, await db.Jobs.Where(j => j.State == Core.Jobs.JobState.Running && j.RecordId != null).Select(j => j.ConnectionId).Distinct().CountAsync());
            if (!await db.Jobs.AnyAsync(j => j.EndedAt == null))
            {
                break;
            }

            await Task.Delay(500);
        }

        return (most, atWork);
    }

    private static string Mb(long bytes) => $"{bytes / 1e6:#,0} MB";
}
