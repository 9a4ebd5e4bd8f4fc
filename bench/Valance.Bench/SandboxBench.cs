using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Valance.Bench;

/// <summary>Start, single and batched creates, a query by name, memory of a published QuickBooks sandbox in a process of its own, over HTTP.</summary>
internal static class SandboxBench
{
    private const int Starts = 5;
    private const int Rounds = 5;
    private const int Callers = 4;
    private const int Items = 30;
    private const int Customers = 100_000;
    private const int Queries = 300;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-").FullName;
        try
        {
            await PublishedSite.RunAsync("dotnet", ["publish", Path.Combine(PublishedSite.Repository, "src", "QuickBooks.Sandbox"), "-c", "Release", "-o", folder, "-v", "q"]);
            Print("what", "median", "worst", "server CPU", "aim");
            Print("---", "---", "---", "---", "---");
            await StartsAsync(folder);
            await using (var sandbox = await RunningSandbox.StartAsync(folder))
            {
                await CreatesAsync(sandbox, "customers, one at a time", 1, n => ("customer", Customer(n)), "2,000 /s");
                var (customer, item) = await sandbox.SaleAsync();
                await CreatesAsync(sandbox, "invoices, one at a time", 1, _ => ("invoice", Invoice(customer, item)), "2,000 /s");
            }

            await using (var sandbox = await RunningSandbox.StartAsync(folder))
            {
                var (customer, item) = await sandbox.SaleAsync();
                await CreatesAsync(sandbox, "invoices in batches of 30", Items, _ => ("batch", Batch("Invoice", _ => Invoice(customer, item))), "5,000 /s");
            }

            await using (var sandbox = await RunningSandbox.StartAsync(folder))
            {
                await CreatesAsync(sandbox, "customers in batches of 30", Items, n => ("batch", Batch("Customer", i => Customer((n * Items) + i))), "5,000 /s");
                await QueriesAsync(sandbox);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StartsAsync(string folder)
    {
        var starts = new List<double>();
        var cpu = new List<double>();
        var memory = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var started = await RunningSandbox.StartAsync(folder);
            starts.Add(started.FirstAnswer.TotalMilliseconds);
            cpu.Add(started.Cpu.TotalMilliseconds);
            memory.Add(started.Memory / 1e6);
        }

        Print("start to first answer", $"{Median(starts):0} ms", $"{starts.Max():0} ms", $"{Median(cpu):0} ms", "1,000 ms");
        Print("memory after start", $"{Median(memory):0} MB", $"{memory.Max():0} MB", "", "");
    }

    private static async Task CreatesAsync(RunningSandbox sandbox, string what, int each, Func<int, (string Path, string Body)> call, string aim)
    {
        var rates = new List<double>();
        var cpu = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var before = sandbox.Cpu;
            var clock = Stopwatch.StartNew();
            var calls = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                var made = 0;
                while (clock.Elapsed < Round)
                {
                    var (path, body) = call(sandbox.NextNumber());
                    await sandbox.PostAsync(path, body);
                    made += each;
                }

                return made;
            }));
            if (round >= 0)
            {
                rates.Add(calls.Sum() / clock.Elapsed.TotalSeconds);
                cpu.Add((sandbox.Cpu - before).TotalMicroseconds / calls.Sum());
            }
        }

        Print(what, Rate(Median(rates)), Rate(rates.Min()), $"{Median(cpu):0} µs each", aim);
    }

    private static async Task QueriesAsync(RunningSandbox sandbox)
    {
        var have = await sandbox.CountAsync();
        while (have < Customers)
        {
            var n = sandbox.NextNumber();
            await sandbox.PostAsync("batch", Batch("Customer", i => Customer((n * Items) + i)));
            have += Items;
        }

        var names = await sandbox.NamesAsync(Queries);
        var times = new List<double>();
        var before = sandbox.Cpu;
        for (var i = -30; i < Queries; i++)
        {
            before = i == 0 ? sandbox.Cpu : before;
            var took = await sandbox.QueryAsync($"select * from Customer where DisplayName = '{names[Math.Abs(i) % names.Count]}'");
            if (i >= 0)
            {
                times.Add(took.TotalMilliseconds);
            }
        }

        Print($"query by name, {await sandbox.CountAsync():#,##0} customers", $"{Median(times):0.00} ms", $"{times.Max():0.0} ms", $"{(sandbox.Cpu - before).TotalMicroseconds / Queries:0} µs each", "5 ms");
        Print($"memory with {await sandbox.CountAsync():#,##0} customers", $"{sandbox.Memory / 1e6:0} MB", "", "", "");
    }

    private static string Customer(int number) =>
        $$$"""{"DisplayName":"Customer {{{number:0000000}}}","GivenName":"George","FamilyName":"Foreman","PrimaryEmailAddr":{"Address":"g{{{number}}}@example.com"},"BillAddr":{"Line1":"41 Sycamore Ct","City":"Dayton","PostalCode":"45429"}}""";

    private static string Invoice(string customer, string item) => $$$"""{"CustomerRef":{"value":"{{{customer}}}"},"Line":[{"Amount":189.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"{{{item}}}"},"Qty":1,"UnitPrice":189.00}}]}""";

    private static string Batch(string entity, Func<int, string> item)
    {
        var text = new StringBuilder("{\"BatchItemRequest\":[");
        for (var i = 0; i < Items; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{{\"bId\":\"{i}\",\"operation\":\"create\",\"{entity}\":{item(i)}}}");
        }

        return text.Append("]}").ToString();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Rate(double perSecond) => perSecond.ToString("#,##0", CultureInfo.InvariantCulture) + " /s";

    private static void Print(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}

/// <summary>A published sandbox, started as people start it, with a company and a token.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private string _company = "";
    private int _last;

    private RunningSandbox(Process process, HttpClient http, TimeSpan firstAnswer) => (_process, _http, FirstAnswer) = (process, http, firstAnswer);

    /// <summary>From the process' start until it listed its company.</summary>
    public TimeSpan FirstAnswer { get; }

    /// <summary>Resident memory now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time that the server has taken: what other programs on the machine do does not count in it.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<RunningSandbox> StartAsync(string published)
    {
        var address = new Uri($"http://127.0.0.1:{PublishedSite.FreePort()}");
        var start = new ProcessStartInfo(Path.Combine(published, "QuickBooks.Sandbox"))
        {
            ArgumentList = { "--no-throttle", "--urls", address.ToString().TrimEnd('/') },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var http = new HttpClient { BaseAddress = address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/control/companies");
                answer.EnsureSuccessStatusCode();
                var sandbox = new RunningSandbox(process, http, clock.Elapsed);
                await sandbox.OpenAsync();
                return sandbox;
            }
            catch (HttpRequestException) when (!process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(5);
            }
        }
    }

    public int NextNumber() => Interlocked.Increment(ref _last);

    /// <summary>Names from the middle of the list.</summary>
    public async Task<List<string>> NamesAsync(int count) =>
        [.. (await FindAsync($"select DisplayName from Customer startposition {await CountAsync() / 2} maxresults {count}"))["Customer"]!.AsArray().Select(c => c!["DisplayName"]!.GetValue<string>())];

    public async Task PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(_company + path, content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || text.Contains("\"Fault\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(text);
        }
    }

    /// <summary>A customer and an item to sell to him.</summary>
    public async Task<(string Customer, string Item)> SaleAsync() =>
        ((await FindAsync("select * from Customer maxresults 1"))["Customer"]![0]!["Id"]!.GetValue<string>(),
         (await FindAsync("select * from Item where Type = 'Service'"))["Item"]![0]!["Id"]!.GetValue<string>());

    public async Task<int> CountAsync() => (await FindAsync("select count(*) from Customer"))["totalCount"]!.GetValue<int>();

    public async Task<TimeSpan> QueryAsync(string query)
    {
        var clock = Stopwatch.StartNew();
        var found = await _http.GetByteArrayAsync(_company + "query?query=" + Uri.EscapeDataString(query));
        var took = clock.Elapsed;
        return found.AsSpan().IndexOf("\"DisplayName\""u8) > 0 || query.Contains("count(*)", StringComparison.Ordinal) ? took : throw new InvalidOperationException("Nothing found: " + query);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task OpenAsync()
    {
        var companies = JsonNode.Parse(await _http.GetStringAsync("/control/companies"))!.AsArray();
        var realm = companies[0]!["realmId"]!.GetValue<string>();
        using var content = new StringContent(new JsonObject { ["realmId"] = realm }.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("/control/tokens", content);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _company = $"/v3/company/{realm}/";
    }

    private async Task<JsonNode> FindAsync(string query) =>
        JsonNode.Parse(await _http.GetStringAsync(_company + "query?query=" + Uri.EscapeDataString(query)))!["QueryResponse"]!;
}
