using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>One to three published nodes on one PostgreSQL database, with 1, 10 and 100 companies; and how long a killed node's lane stands still.</summary>
internal static class NodesBench
{
    public static async Task<int> RunAsync(Arguments args)
    {
        await using var postgres = await BenchPostgres.TryStartAsync();
        if (postgres is null)
        {
            Console.WriteLine("Not run: PostgreSQL's server programs are missing.");
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        try
        {
            var published = args.Text("--site") ?? await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
            int[] companies = args.IsQuick ? [1, 4] : [1, 10, 100];
            // About as many records in each cell.
            var customers = args.Number("--customers", 300, 20);
            Figures.Head("nodes", "companies", "records", "records a second", "each company had its first record after", "all done after");
            foreach (var nodes in args.IsQuick ? new[] { 2 } : [1, 2, 3])
            {
                await MeasureAsync(postgres, published, Path.Combine(folder, $"n{nodes}"), nodes, [.. companies.Select(c => (c, Math.Max(3, customers / c)))]);
            }

            Console.WriteLine();
            await TakeOverAsync(postgres, published, folder, args.Number("--kills", 3, 1));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(BenchPostgres postgres, string published, string folder, int nodes, (int Companies, int Customers)[] cells)
    {
        var database = postgres.Database($"nodes{nodes}");
        await using var site = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None, store: StoreLocation.Postgres(database));
        await using var running = await Running.StartAsync(site, published, folder, database, nodes);
        // What is compiled and cached at the first use is no part of the rate.
        await RunAsync(site, nodes * 2, 20);
        foreach (var (companies, customers) in cells)
        {
            var (took, firsts) = await RunAsync(site, companies, customers);
            var records = companies * customers * 3;
            Figures.Row($"{nodes}", $"{companies}", Figures.Count(records), Figures.Count(records / took), Seconds(firsts), Seconds(took));
        }
    }

    /// <returns>Seconds until all was done, and until the last company had its first record.</returns>
    private static async Task<(double Took, double Firsts)> RunAsync(ExportSite site, int companies, int customers)
    {
        var dealers = new List<(long Account, long Connection)>();
        for (var i = 0; i < companies; i++)
        {
            dealers.Add(await site.DealerAsync($"Dealer {Guid.NewGuid():N}", id => site.FillAsync(id, customers)));
        }

        var asked = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var (account, _) in dealers)
        {
            await site.AskForAllAsync(account);
        }

        var connections = dealers.ConvertAll(d => d.Connection);
        await UntilAsync(async () =>
        {
            await using var db = await site.Store.CreateDbContextAsync();
            return !await db.Jobs.AnyAsync(j => connections.Contains(j.ConnectionId!.Value) && j.EndedAt == null);
        });
        await using var look = await site.Store.CreateDbContextAsync();
        var ends = await look.Jobs.Where(j => connections.Contains(j.ConnectionId!.Value) && j.RecordId != null)
            .GroupBy(j => j.ConnectionId).Select(g => new { First = g.Min(j => j.EndedAt), Last = g.Max(j => j.EndedAt), Failed = g.Count(j => j.State != JobState.Succeeded) }).ToListAsync();
        return ends.Sum(e => e.Failed) == 0
            ? (ends.Max(e => (e.Last!.Value - asked).TotalSeconds), ends.Max(e => (e.First!.Value - asked).TotalSeconds))
            : throw new InvalidOperationException("Exports failed.");
    }

    private static async Task TakeOverAsync(BenchPostgres postgres, string published, string folder, int kills)
    {
        var times = new List<double>();
        for (var i = 0; i < kills; i++)
        {
            var database = postgres.Database($"kill{i}");
            await using var site = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None, store: StoreLocation.Postgres(database));
            // Small steps, so that the lane is still at work when its node is killed.
            site.Sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Latency, LatencyMs = 500 });
            await using var running = await Running.StartAsync(site, published, Path.Combine(folder, $"k{i}"), database, 2, "--Lanes:BatchSize", "2", "--Lanes:ChunkSize", "4", "--Lanes:InFlight", "1");
            var (account, _) = await site.DealerAsync($"Dealer {i}", id => site.FillAsync(id, 40));
            await site.AskForAllAsync(account);
            string? worker = null;
            await UntilAsync(async () => (worker = await WhoWorksAsync(database)) is not null);
            await running.KillAsync(worker!);
            var clock = Stopwatch.StartNew();
            await UntilAsync(async () => await WhoWorksAsync(database) is { } other && !other.Equals(worker, StringComparison.Ordinal));
            times.Add(clock.Elapsed.TotalSeconds);
        }

        Figures.Head("a node is killed in the middle of an export", "kills", "median", "worst", "aim");
        Figures.Row("another works on its lane after", $"{kills}", Seconds(times.Percentile(50)), Seconds(times.Max()), "10 s");
    }

    /// <summary>The node on which a lane runs now, as the scheduler calls it.</summary>
    private static async Task<string?> WhoWorksAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT instance_name FROM quartz4_fired_triggers WHERE job_group = 'lanes' LIMIT 1", connection);
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!await holds())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

    /// <summary>Nodes that were started together and end together.</summary>
    private sealed class Running(List<PublishedSite> nodes) : IAsyncDisposable
    {
        public static async Task<Running> StartAsync(ExportSite site, string published, string folder, string database, int nodes, params string[] more)
        {
            var started = await Task.WhenAll(Enumerable.Range(1, nodes).Select(i => PublishedSite.StartAsync(
                published, Path.Combine(folder, $"node{i}"),
                ["--database", database, "--QuickBooks:LocalAddress", site.Sandbox.BaseAddress.ToString(), .. more])));
            return new Running([.. started]);
        }

        public Task KillAsync(string instance) =>
            nodes.Single(n => instance.Split(':')[1].Equals(n.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).KillAsync();

        public async ValueTask DisposeAsync()
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }
}
