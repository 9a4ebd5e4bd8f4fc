using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.ApiKeys;
using Valance.Core.Data;

namespace Valance.Bench;

/// <summary>The API of a published build under many clients at once: lists, reads and creates.</summary>
internal static class ApiBench
{
    private const int WarmUp = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var (orders, clients, requests) = (Number(args, "--orders", 100_000), Number(args, "--clients", 200), Number(args, "--requests", 10_000));
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        try
        {
            var published = await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
            var data = Path.Combine(folder, "data");
            await ManyOrders.WriteAsync(data, orders);
            var key = await KeyAsync(data);
            await using var site = await PublishedSite.StartAsync(published, data, "--Api:RequestsPerMinute", "100000000", "--Api:Burst", "1000000");
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = site.Address, Timeout = TimeSpan.FromMinutes(2) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

            Console.WriteLine($"| {clients} clients at once | rate | median | p99 | worst | server CPU | memory after |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            await MeasureAsync(site, "list orders, 50 rows", clients, requests / 4, i => http.GetAsync($"/api/v1/orders?sort=total&descending={(i % 2 == 0 ? "true" : "false")}"));
            await MeasureAsync(site, "read an order", clients, requests, i => http.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/orders/{(i % orders) + 1}")));
            await MeasureAsync(site, "create a customer", clients, requests / 2, i => http.PostAsJsonAsync("/api/v1/customers", new { name = $"Bench {i}", emails = new[] { "bench@example.com" } }));
            await MeasureAsync(site, "create with an Idempotency-Key", clients, requests / 2, i => CreateOnceAsync(http, i));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> CreateOnceAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = JsonContent.Create(new { name = $"Once {number}" }) };
        request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"bench-{number}"));
        return await http.SendAsync(request);
    }

    private static async Task MeasureAsync(PublishedSite site, string what, int clients, int requests, Func<int, Task<HttpResponseMessage>> call)
    {
        var next = -WarmUp;
        var times = new ConcurrentBag<double>();
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (_, _) => await LoopAsync(() => Interlocked.Increment(ref next) is var i && i < 0 ? i : null, null));
        var (cpu, clock) = (site.Cpu, Stopwatch.StartNew());
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (_, _) => await LoopAsync(() => Interlocked.Increment(ref next) is var i && i <= requests ? i : null, times));
        var (elapsed, used) = (clock.Elapsed, site.Cpu - cpu);
        var sorted = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {what} | {sorted.Count / elapsed.TotalSeconds:N0} /s | {sorted[sorted.Count / 2]:0} ms | {sorted[sorted.Count * 99 / 100]:0} ms | {sorted[^1]:0} ms | {used.TotalMilliseconds / sorted.Count:0.0} ms each | {site.Memory / 1e6:0} MB |
            """));

        async Task LoopAsync(Func<int?> take, ConcurrentBag<double>? kept)
        {
            while (take() is { } number)
            {
                var one = Stopwatch.StartNew();
                using var answer = await call(Math.Abs(number));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsStringAsync();
                kept?.Add(one.Elapsed.TotalMilliseconds);
            }
        }
    }

    private static async Task<string> KeyAsync(string data)
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddValanceStore(StoreLocation.Sqlite(Path.Combine(data, "valance.db"))).AddApiKeys().BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync();
        var account = await db.Accounts.Select(a => a.Id).SingleAsync();
        var made = await services.GetRequiredService<CreateApiKey>().HandleAsync(Actor.CommandLine, account, new ApiKeyInput { Name = "bench", Scopes = ApiScope.Read | ApiScope.Write }, CancellationToken.None);
        return made.Value.Key;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
