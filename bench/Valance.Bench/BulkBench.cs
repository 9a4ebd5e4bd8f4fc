using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using QuickBooks.Sandbox;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Export.Connections;
using Valance.Export.Lane;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>
/// A bulk export under QuickBooks' real limits, where a request takes 200 ms and each item of a batch 150 ms more, against the least time that the limits
/// allow: 40 batches of 30 and 460 single requests a minute.
/// </summary>
internal static class BulkBench
{
    private static readonly TimeSpan OfARequest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OfAnItem = TimeSpan.FromMilliseconds(150);

    public static async Task<int> RunAsync(string[] args)
    {
        var (speed, records, files) = (Number(args, "--speed", 4), Number(args, "--records", 10_000), Text(args, "--files"));
        var time = new FastTime(speed);
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0", Time = time, Throttle = true });
        var counts = new Counts();
        await using var services = Services(Path.Combine(folder, "valance.db"), sandbox, time, counts);
        var rows = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await rows.MigrateStoreAsync(CancellationToken.None);
        var account = await AccountAsync(rows, time);
        await FillAsync(services, rows, account, time, files, records);
        var connection = await ConnectAsync(services, sandbox, account, time);

        var begun = time.GetTimestamp();
        var asked = await services.GetRequiredService<RequestBulkExport>().HandleAsync(Actor.CommandLine, account, [], CancellationToken.None);
        var requested = time.GetElapsedTime(begun);
        await ExportAsync(services, rows, connection, time);
        var took = time.GetElapsedTime(begun);
        var progress = (await services.GetRequiredService<GetBulkProgress>().HandleAsync(Actor.CommandLine, asked.Value.JobId!.Value, CancellationToken.None)).Value;

        var least = Least(asked.Value.Records);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | what | figure |
            |---|---|
            | records | {asked.Value.Records:N0} ({progress.Succeeded:N0} exported, {progress.Failed:N0} failed) |
            | asked for | after {requested.TotalMilliseconds / speed:0} ms |
            | requests | {counts.All:N0}: {counts.Batches:N0} batches with {counts.Items:N0} items, {counts.Singles:N0} single writes, {counts.Reads:N0} reads; {counts.Throttled:N0} throttled |
            | time, as QuickBooks counts it | {took.TotalSeconds:0.0} s |
            | least that the limits allow | {least.TotalSeconds:0.0} s |
            | ratio | {took / least:0.000} |
            """));
        Directory.Delete(folder, recursive: true);
        return progress.Succeeded == asked.Value.Records ? 0 : 1;
    }

    /// <summary>Full minutes for all but the last window's records, and the answer of one batch: less is impossible, however well the rest is packed.</summary>
    private static TimeSpan Least(int records)
    {
        const int InAMinute = (40 * BatchItem.MostItems) + 460;
        return TimeSpan.FromMinutes((records - 1) / InAMinute) + OfARequest + (OfAnItem * Math.Min(records, BatchItem.MostItems));
    }

    private static async Task ExportAsync(ServiceProvider services, IDbContextFactory<ValanceDb> rows, long connection, TimeProvider time)
    {
        while (true)
        {
            var run = await services.GetRequiredService<ExportLane>().RunAsync(connection, CancellationToken.None);
            await using var db = await rows.CreateDbContextAsync();
            if (!await db.Jobs.AnyAsync(j => j.EndedAt == null))
            {
                return;
            }

            if (run.NextDue is { } due && due > time.GetUtcNow().UtcDateTime)
            {
                await Task.Delay(due - time.GetUtcNow().UtcDateTime, time);
            }
        }
    }

    private static async Task<long> AccountAsync(IDbContextFactory<ValanceDb> rows, TimeProvider time)
    {
        await using var db = await rows.CreateDbContextAsync();
        var account = new Account { Name = "Bench", CreateWhatIsMissing = true, CreatedAt = time.GetUtcNow().UtcDateTime };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    }

    private static async Task FillAsync(ServiceProvider services, IDbContextFactory<ValanceDb> rows, long account, TimeProvider time, string? files, int records)
    {
        if (files is null)
        {
            await ManyRecords.AddAsync(rows, account, records, time);
            return;
        }

        var import = new RunImport(rows, services.GetRequiredService<JobWriter>(), time);
        await import.HandleAsync(Actor.CommandLine, account, ImportFiles.FromFolder(files), null, CancellationToken.None);
    }

    private static async Task<long> ConnectAsync(ServiceProvider services, SandboxHost sandbox, long account, TimeProvider time)
    {
        var realmId = sandbox.Books.CreateCompany("Bench");
        var tokens = sandbox.Books.IssueTokens(realmId);
        var now = time.GetUtcNow().UtcDateTime;
        return (await services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
            Actor.CommandLine, account, realmId,
            new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), now.AddHours(1), now.AddDays(100)), CancellationToken.None)).Value;
    }

    private static ServiceProvider Services(string file, SandboxHost sandbox, TimeProvider time, Counts counts)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddValanceStore(StoreLocation.Sqlite(file));
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddExport(quickBooks =>
        {
            quickBooks.LocalAddress = sandbox.BaseAddress;
            quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
            quickBooks.Budget = BudgetLimits.Intuit;
        });
        services.ConfigureAll<HttpClientFactoryOptions>(o => o.HttpMessageHandlerBuilderActions.Add(b => b.AdditionalHandlers.Add(new SlowQuickBooks(time, counts))));
        return services.BuildServiceProvider();
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

    private sealed class Counts
    {
        public int Batches, Items, Singles, Reads, Throttled;

        public int All => Batches + Singles + Reads;
    }

    /// <summary>The real service's time for a request, which the sandbox, being near, does not take.</summary>
    private sealed class SlowQuickBooks(TimeProvider time, Counts counts) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var path = request.RequestUri!.AbsolutePath;
            var items = 0;
            if (path.EndsWith("/batch", StringComparison.Ordinal))
            {
                items = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split("\"bId\"").Length - 1;
                Interlocked.Increment(ref counts.Batches);
                Interlocked.Add(ref counts.Items, items);
            }
            else if (request.Method == HttpMethod.Post && !path.EndsWith("/query", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref counts.Singles);
            }
            else
            {
                Interlocked.Increment(ref counts.Reads);
            }

            if (answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref counts.Throttled);
            }

            await Task.Delay(OfARequest + (OfAnItem * items), time, cancellationToken);
            return answer;
        }
    }
}
