using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Bench;

/// <summary>The list of background jobs over a million of them: every combination of date, user, Account, state, kind and cause, as a query and as a page.</summary>
internal static class JobsBench
{
    private const int PageSize = 50;

    private static readonly string[] Texts = ["s4711", "created quickbooks customer 77", "nowhere at all"];

    public static async Task<int> RunAsync(Arguments args)
    {
        var jobs = args.Number("--jobs", 1_000_000, 20_000);
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        await using var postgres = args.Has("--postgres") ? await BenchPostgres.StartAsync() : null;
        try
        {
            var location = postgres is null ? StoreLocation.Sqlite(Path.Combine(folder, "valance.db")) : StoreLocation.Postgres(postgres.Database("jobs"));
            await using var services = new ServiceCollection().AddLogging().AddValanceStore(location).BuildServiceProvider();
            var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
            await store.MigrateStoreAsync(CancellationToken.None);
            var clock = Stopwatch.StartNew();
            await new ManyJobs(store).WriteAsync(jobs);
            Console.Error.WriteLine($"{jobs} jobs written in {clock.Elapsed.TotalSeconds:0} s");

            Figures.Head($"{Figures.Count(jobs)} jobs on {(postgres is null ? "SQLite" : "PostgreSQL")}", "measured", "median", "p95", "worst", "aim for p95");
            await QueriesAsync(new JobSearch(store), args.Has("--slow"));
            if (!args.Has("--no-pages"))
            {
                await PagesAsync(args, folder, location);
            }

            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task QueriesAsync(JobSearch search, bool tellsSlow)
    {
        var lists = new List<(double Ms, JobFilter Filter)>();
        var causes = new List<(double Ms, JobFilter Filter)>();
        var filters = Combinations().ToList();
        foreach (var filter in filters.Take(40))
        {
            await search.HandleAsync(Actor.CommandLine, filter, null, PageSize, CancellationToken.None);
            await search.CausesAsync(Actor.CommandLine, filter, CancellationToken.None);
        }

        foreach (var filter in filters)
        {
            lists.Add((await TimeAsync(() => search.HandleAsync(Actor.CommandLine, filter, null, PageSize, CancellationToken.None)), filter));
            causes.Add((await TimeAsync(() => search.CausesAsync(Actor.CommandLine, filter, CancellationToken.None)), filter));
        }

        var texts = new List<(double Ms, JobFilter Filter)>();
        foreach (var filter in filters.Where(f => f.From is not null && f.Causes.Count == 0).Where((_, i) => i % 2 == 0))
        {
            foreach (var text in Texts)
            {
                var asked = filter with { Text = text };
                texts.Add((await TimeAsync(() => search.HandleAsync(Actor.CommandLine, asked, null, PageSize, CancellationToken.None)), asked));
            }
        }

        Row("list with its count, every combination", lists, "50 ms");
        Row("failures by cause, every combination", causes, "50 ms");
        Row("list, a text within the chosen dates", texts, "500 ms");
        if (tellsSlow)
        {
            foreach (var (ms, filter) in lists.Concat(causes).Concat(texts).OrderByDescending(t => t.Ms).Take(40))
            {
                Console.Error.WriteLine($"{ms,8:0} ms  {Named(filter)}");
            }
        }
    }

    private static async Task PagesAsync(Arguments args, string folder, StoreLocation location)
    {
        var published = args.Text("--site") ?? await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
        await using var site = await PublishedSite.StartAsync(
            published, folder, [.. location.PostgresConnection is { } database ? ["--database", database] : Array.Empty<string>(), "--Lanes:Run", "false"]);
        await site.SignInAsync(ManyJobs.Agent, ManyJobs.Password);
        var times = new List<(double Ms, JobFilter Filter)>();
        var paths = Combinations().Where((_, i) => i % 7 == 0).ToList();
        foreach (var filter in paths.Take(10).Concat(paths))
        {
            times.Add(((await site.TimeAsync(PathOf(filter), "Background Jobs")).TotalMilliseconds, filter));
        }

        Row("page, one of seven combinations", times[10..], "250 ms");
    }

    private static IEnumerable<JobFilter> Combinations()
    {
        var last = DateOnly.FromDateTime(ManyJobs.End);
        (DateOnly?, DateOnly?)[] dates = [(null, null), (last.AddDays(-1), last), (last.AddDays(-7), last), (last.AddDays(-400), last.AddDays(-35))];
        IReadOnlyCollection<JobState>[] states = [[], [JobState.Failed], [JobState.Succeeded], [JobState.Queued, JobState.Running, JobState.Waiting]];
        IReadOnlyCollection<string>[] causes = [[], ["cause-1"], ["cause-42"]];
        return from date in dates
               from user in new IReadOnlyCollection<long>[] { [], [17] }
               from account in new IReadOnlyCollection<long>[] { [], [6] }
               from state in states
               from kind in new IReadOnlyCollection<RecordKind>[] { [], [RecordKind.Order] }
               from cause in causes
               from unsettled in state.Contains(JobState.Failed) ? new[] { false, true } : [false]
               select new JobFilter
               {
                   From = date.Item1,
                   To = date.Item2,
                   UserIds = user,
                   AccountIds = account,
                   States = state,
                   Kinds = kind.Count > 0 ? [JobKind.Export] : [],
                   RecordKinds = kind,
                   Causes = cause,
                   OnlyUnsettled = unsettled,
               };
    }

    private static string PathOf(JobFilter filter) => "/background-jobs?" + string.Join('&',
    [
        filter.From is { } from ? $"from={from:yyyy-MM-dd}" : "",
        filter.To is { } to ? $"to={to:yyyy-MM-dd}" : "",
        .. filter.UserIds.Select(u => $"user={u}"),
        .. filter.AccountIds.Select(a => $"account={a}"),
        .. filter.States.Select(s => $"state={s}"),
        .. filter.Kinds.Select(k => $"kind={k}"),
        .. filter.RecordKinds.Select(k => $"record={k}"),
        .. filter.Causes.Select(c => $"cause={c}"),
        filter.OnlyUnsettled ? "open-failures=1" : "",
    ]);

    private static string Named(JobFilter filter) => $"{PathOf(filter)} {filter.Text}";

    private static async Task<double> TimeAsync(Func<Task> ask)
    {
        var clock = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static void Row(string what, List<(double Ms, JobFilter Filter)> times, string aim)
    {
        var ms = times.ConvertAll(t => t.Ms);
        Figures.Row(what, ms.Count.ToString(CultureInfo.InvariantCulture), Figures.Ms(ms.Percentile(50)), Figures.Ms(ms.Percentile(95)), Figures.Ms(ms.Max()), aim);
    }
}
