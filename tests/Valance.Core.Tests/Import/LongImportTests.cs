using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>What somebody sees of an import that takes its time, and how it is called off.</summary>
public sealed class LongImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_LongImport_TellsRowsRateAndTimeLeftInItsRow()
    {
        await using var store = await ImportStore.CreateAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var (import, get) = (new RunImport(store.Store, new JobWriter(store.Store, new JobSignals()), time), new GetImport(store.Store));
        using var files = Customers(250);
        var job = (await import.RequestAsync(Actor.CommandLine, store.AccountId, files, keep: false, Ct)).Value;
        var seen = new List<ImportView>();
        var told = new Told(_ => time.Advance(TimeSpan.FromSeconds(10)), async () => seen.Add((await get.HandleAsync(Actor.CommandLine, job, Ct)).Value));
        await import.RunAsync(job, Actor.CommandLine, files, told, Ct);
        // Told before it is kept: each look shows the chunk before.
        Assert.Equal([(0, 0), (100, 250), (200, 250)], seen.Select(v => (v.Rows, v.AllRows)));
        Assert.Equal(("Customer", 10.0, TimeSpan.FromSeconds(5), true), (seen[2].Of, seen[2].RowsPerSecond, seen[2].TimeLeft, seen[2].IsOpen));
        var end = (await get.HandleAsync(Actor.CommandLine, job, Ct)).Value;
        Assert.Equal((JobState.Succeeded, "250 taken, 0 refused.", false), (end.State, end.Summary, end.HasRefusedFile));
        var stranger = new Actor(9, "S", Role.Bookkeeper, store.AccountId + 1);
        Assert.Equal(Refusal.NotFound, (await get.HandleAsync(stranger, job, Ct)).Refusal);
    }

    [Fact]
    public async Task Run_CalledOffInTheMiddle_StopsAndKeepsWhatItTook()
    {
        await using var store = await ImportStore.CreateAsync();
        var (time, jobs) = (new FakeTimeProvider(), new JobWriter(store.Store, new JobSignals()));
        var import = new RunImport(store.Store, jobs, time);
        using var files = Customers(350);
        var job = (await import.RequestAsync(Actor.CommandLine, store.AccountId, files, keep: true, Ct)).Value;
        var told = new Told(_ => time.Advance(TimeSpan.FromSeconds(2)), () => CallOffAsync(jobs, job));
        var report = await import.RunAsync(job, Actor.CommandLine, files, told, Ct);
        Assert.True(report.IsCancelled);
        await using var db = store.Store.CreateDbContext();
        var row = await db.Jobs.SingleAsync(Ct);
        Assert.Equal((JobState.Cancelled, "Cancelled by Ann. Up to then 100 taken, 0 refused."), (row.State, row.Summary));
        Assert.Equal(100, await db.Customers.CountAsync(Ct));
        Assert.Empty(await db.KeptFiles.ToListAsync(Ct));
        Assert.Contains("\"isCancelled\":true", await db.History.Where(h => h.Event == nameof(ImportEnded)).Select(h => h.Data).SingleAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptFiles_FileOfManyParts_ComesBackAsItWas()
    {
        await using var store = await ImportStore.CreateAsync();
        using var files = Customers(40_000);
        var job = (await store.Import.RequestAsync(Actor.CommandLine, store.AccountId, files, keep: true, Ct)).Value;
        await using var db = store.Store.CreateDbContext();
        Assert.InRange(await db.KeptFiles.CountAsync(Ct), 2, 10);
        using var kept = await store.Import.KeptFilesAsync(job, Ct);
        Assert.Equal(files.Tables.Single().FirstRows, kept!.Tables.Single().FirstRows);
        // Begun by one node and begun anew by another: nothing is taken twice.
        await store.Import.RunAsync(job, Actor.CommandLine, kept, null, Ct);
        Assert.Equal(40_000, await db.Customers.CountAsync(Ct));
        Assert.Null(await store.Import.KeptFilesAsync(job, Ct));
    }

    [Fact]
    public async Task Handle_MoreRefusedThanAnybodyReads_NamesTheFirstAndKeepsAllRows()
    {
        await using var store = await ImportStore.CreateAsync();
        var report = await store.RunAsync(new() { [ImportFormat.Customers] = "Customer id,Customer name\n" + string.Concat(Enumerable.Range(0, 1200).Select(i => $"C{i},\n")) });
        Assert.Equal((1200, 1200, 1000), (report.RefusedCount, report.ProblemCount, report.Refused.Count));
        Assert.Equal(1200, report[RecordKind.Customer].Refused);
        await using var db = store.Store.CreateDbContext();
        Assert.Equal(1000, await db.History.CountAsync(h => h.Event == nameof(ImportRefused), Ct));
        Assert.Contains("\"notNamed\":200", await db.History.Where(h => h.Event == nameof(ImportEnded)).Select(h => h.Data).SingleAsync(Ct), StringComparison.Ordinal);
        var parts = new List<byte>();
        await foreach (var (_, content) in new GetImport(store.Store).RefusedAsync(Actor.CommandLine, report.JobId!.Value, Ct))
        {
            parts.AddRange(content);
        }

        Assert.Equal(1201, Encoding.UTF8.GetString([.. parts]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static ImportFiles Customers(int count)
    {
        var text = new StringBuilder("Customer id,Customer name\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"C{i},Customer {i} of a long list\n");
        }

        return ImportStore.Files(new() { [ImportFormat.Customers] = text.ToString() });
    }

    private static Task CallOffAsync(JobWriter jobs, long job) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var row = await db.Jobs.SingleAsync(j => j.Id == job, ct);
            (row.State, row.Summary) = (JobState.Cancelled, "Cancelled by Ann.");
            return job;
        },
        Ct);

    /// <summary>Does something at each report, within the import's own line of work.</summary>
    private sealed class Told(Action<ImportProgress> first, Func<Task> then) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            first(value);
            then().GetAwaiter().GetResult();
        }
    }
}
