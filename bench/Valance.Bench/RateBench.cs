using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Jobs;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>
/// Many companies exported at the same time where QuickBooks sets no limits and answers at once, against a bare loop of our own client that sends the same
/// records in batches, and against node-quickbooks, which people use today, one record by one and ten at a time.
/// </summary>
internal static class RateBench
{
    /// <summary>As many lanes as a node runs at the same time unless it is told otherwise.</summary>
    private const int AtOnce = 10;

    public static async Task<int> RunAsync(Arguments args)
    {
        var (companies, customers) = (args.Number("--companies", 20, 3), args.Number("--customers", 200, 40));
        var nodeCustomers = args.Number("--node-customers", 600, 40);
        await using var site = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None);
        await WarmUpAsync(site);

        var valance = await ValanceAsync(site, companies, customers);
        var bare = await BareAsync(site, companies, customers);
        var single = await BareAsync(site, 1, nodeCustomers);
        var one = await NodeAsync(site, nodeCustomers, 1, TimeSpan.Zero);
        var ten = await NodeAsync(site, nodeCustomers, 10, TimeSpan.Zero);
        var alone = await ValanceAsync(site, 1, nodeCustomers);

        Figures.Head("QuickBooks answers at once", "records", "records a second", "processor time a record, sandbox included", "against it");
        Row($"Valance, {companies} companies", valance, "");
        Row($"bare loop, {companies} companies", bare, $"Valance has {valance.Rate / bare.Rate:0 %} of it");
        Row("Valance, 1 company", alone, "");
        Row("bare loop, 1 company", single, $"Valance has {alone.Rate / single.Rate:0 %} of it");
        Against("node-quickbooks, one by one, 1 company", one, alone);
        Against("node-quickbooks, 10 at a time, 1 company", ten, alone);

        await LimitedAsync(args.Number("--speed", 2, 4), args.Number("--limited-customers", 500, 30), args.Number("--limited-node-customers", 150, 10));
        return 0;
    }

    /// <summary>
    /// The same under QuickBooks' limits and with the times that it takes, 200 ms for a request, 150 ms more for each record of a batch; all so many times as fast.
    /// node-quickbooks tries again after a second what was throttled.
    /// </summary>
    private static async Task LimitedAsync(int speed, int customers, int nodeCustomers)
    {
        await using var site = await ExportSite.StartAsync(new FastTime(speed), BudgetLimits.Intuit);
        foreach (var (operation, ms) in new[] { ("create", 200), ("query", 200), ("read", 200), ("batch", 200 + (150 * BatchItem.MostItems)) })
        {
            site.Sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Latency, Operation = operation, LatencyMs = ms / speed });
        }

        var second = TimeSpan.FromSeconds(1) / speed;
        var valance = (await ValanceAsync(site, 1, customers)).AtSpeed(speed);
        var one = (await NodeAsync(site, nodeCustomers, 1, second))?.AtSpeed(speed);
        var ten = (await NodeAsync(site, nodeCustomers, 10, second))?.AtSpeed(speed);
        Console.WriteLine();
        Figures.Head("QuickBooks takes its time and sets its limits", "records", "records a second", "processor time a record, sandbox included", "against it");
        Row("Valance, 1 company", valance, "");
        Against("node-quickbooks, one by one, 1 company", one, valance);
        Against("node-quickbooks, 10 at a time, 1 company", ten, valance);
    }

    private static void Against(string what, Figure? node, Figure valance)
    {
        if (node is null)
        {
            Figures.Row(what, "", "", "", "not run: node or npm is missing");
            return;
        }

        Row(what, node, string.Create(CultureInfo.InvariantCulture, $"Valance is {valance.Rate / node.Rate:0.0} times as fast"));
    }

    private static void Row(string what, Figure figure, string against) => Figures.Row(
        what, Figures.Count(figure.Records), figure.Rate.ToString(figure.Rate < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture), figure.Cpu is { } cpu ? Figures.Ms(cpu.TotalMilliseconds / figure.Records) : "", against);

    /// <summary>What is compiled and cached at the first use is no part of the rate.</summary>
    private static async Task WarmUpAsync(ExportSite site)
    {
        await ValanceAsync(site, 1, 60);
        await BareAsync(site, 1, 60);
    }

    private static async Task<Figure> ValanceAsync(ExportSite site, int companies, int customers)
    {
        var connections = new List<long>();
        for (var i = 0; i < companies; i++)
        {
            var (account, connection) = await site.DealerAsync($"Dealer {Guid.NewGuid():N}", id => site.FillAsync(id, customers));
            await site.AskForAllAsync(account);
            connections.Add(connection);
        }

        var figure = await MeasureAsync(companies * customers * 3, () => Parallel.ForEachAsync(
            connections, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (connection, _) => await site.ExportAsync(connection)));
        await using var db = await site.Store.CreateDbContextAsync();
        var done = await db.Jobs.CountAsync(j => connections.Contains(j.ConnectionId!.Value) && j.State == JobState.Succeeded && j.RecordId != null);
        return done == figure.Records ? figure : throw new InvalidOperationException($"Only {done} of {figure.Records} records were exported.");
    }

    private static async Task<Figure> BareAsync(ExportSite site, int companies, int customers)
    {
        await using var loop = new BareLoop(site.Sandbox.BaseAddress);
        var realms = Enumerable.Range(0, companies).Select(i => site.NewCompany($"Bare {i}")).ToList();
        return await MeasureAsync(companies * customers * 3, () => Parallel.ForEachAsync(
            realms, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (realm, _) => await loop.ExportAsync(realm.RealmId, realm.Tokens, customers)));
    }

    private static async Task<Figure?> NodeAsync(ExportSite site, int customers, int atOnce, TimeSpan pause)
    {
        var (realmId, tokens) = site.NewCompany($"Node {atOnce}");
        return await NodeClient.ExportAsync(site.Sandbox.BaseAddress, realmId, tokens, customers, atOnce, pause) is { } took ? new Figure(customers * 3, took, null) : null;
    }

    private static async Task<Figure> MeasureAsync(int records, Func<Task> run)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await run();
        clock.Stop();
        process.Refresh();
        return new Figure(records, clock.Elapsed, process.TotalProcessorTime - cpu);
    }

    private sealed record Figure(int Records, TimeSpan Took, TimeSpan? Cpu)
    {
        /// <summary>As a clock that runs so many times as fast has seen it.</summary>
        public Figure AtSpeed(int speed) => this with { Took = Took * speed };

        public double Rate => Records / Took.TotalSeconds;
    }
}
