using System.Diagnostics;

namespace Valance.Bench;

/// <summary>Start, idle memory and list pages of a published build on a full store.</summary>
internal static class PagesBench
{
    private const int Starts = 5;
    private const int Views = 30;

    private static readonly (string Name, string Path, string Shows)[] Pages =
    [
        ("home", "/", "Jobs of the last"),
        ("orders, newest first", "/orders", "Customer 0"),
        ("orders by total", "/orders?sort=total&desc=true", "Customer 0"),
        ("orders by customer", "/orders?sort=customer", "Customer 0"),
        ("orders, page 40", "/orders?page=40", "Customer 0"),
        ("orders, search 'room 12'", "/orders?search=room+12", "Room 12"),
        ("customers", "/customers", "Customer 0"),
        ("background jobs", "/background-jobs", "Background Jobs"),
    ];

    public static async Task<int> RunAsync(Arguments args)
    {
        var orders = args.Number("--orders", 100_000, 2_000);
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        try
        {
            var published = args.Text("--site") ?? await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
            var data = Path.Combine(folder, "data");
            var clock = Stopwatch.StartNew();
            await ManyOrders.WriteAsync(data, orders);
            await ManyOrders.ExportedAsync(data);
            Console.Error.WriteLine($"{orders} orders written in {clock.Elapsed.TotalSeconds:0.0} s");

            var (starts, startCpu) = (new List<double>(), new List<double>());
            for (var i = 0; i < Starts; i++)
            {
                await using var started = await PublishedSite.StartAsync(published, data);
                starts.Add(started.FirstPage.TotalMilliseconds);
                startCpu.Add(started.Cpu.TotalMilliseconds);
            }

            Print("what", "median", "worst", "server CPU", "aim");
            Print("---", "---", "---", "---", "---");
            Print("start to first page", $"{Median(starts):0} ms", $"{starts.Max():0} ms", $"{Median(startCpu):0} ms", "3,000 ms");

            await using var site = await PublishedSite.StartAsync(published, data);
            await Task.Delay(TimeSpan.FromSeconds(10));
            Print("memory, idle after start", $"{site.Memory / 1e6:0} MB", "", "", "300 MB");
            await site.SignInAsync(ManyOrders.Email, ManyOrders.Password);
            foreach (var (name, path, shows) in Pages)
            {
                var (times, cpu) = (new List<double>(), new List<double>());
                for (var i = -3; i < Views; i++)
                {
                    var before = site.Cpu;
                    var time = await site.TimeAsync(path, shows);
                    if (i >= 0)
                    {
                        times.Add(time.TotalMilliseconds);
                        cpu.Add((site.Cpu - before).TotalMilliseconds);
                    }
                }

                Print(name, $"{Median(times):0.0} ms", $"{times.Max():0.0} ms", $"{cpu.Average():0.0} ms", "100 ms");
            }

            Print($"memory after {Pages.Length * (Views + 3)} pages", $"{site.Memory / 1e6:0} MB", "", "", "");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
