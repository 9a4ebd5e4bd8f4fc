using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuickBooks.Sandbox;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Export.Connections;
using Valance.Export.Lane;
using Valance.QuickBooks;

namespace Valance.Crash;

/// <summary>What came of it.</summary>
/// <param name="ByPoint">Kills by named point; "at random", "by another owner".</param>
/// <param name="Wrong">Differences between the two books; empty if all is well.</param>
public sealed record CrashResult(int Kills, int Exports, int Records, int LostAnswers, int CutConnections, IReadOnlyDictionary<string, int> ByPoint, IReadOnlyList<string> Wrong)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kills} kills in {Exports} exports of {Records} records; {LostAnswers} answers lost, {CutConnections} connections cut; "
        + $"{string.Join(", ", ByPoint.Select(p => $"{p.Key} {p.Value}"))}; {(Wrong.Count == 0 ? "nothing twice, nothing missing" : string.Join("; ", Wrong))}");
}

/// <summary>Exports a dealer's records again and again into new companies while the exporting process is killed, and compares both books after each export.</summary>
public sealed class CrashRun(string kind, string files, int seed, Action<string> tell)
{
    private static readonly string[] Points =
        ["taken", "before-store", "before-send", "during-send", "answered", "before-commit", "committed", "prepared"];

    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, int> _byPoint = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private int _kills;
    private int _exports;
    private int _records;
    private int _told;
    private int _idleLives;
    private double _patience = 1;

    private bool IsPostgres => string.Equals(kind, "postgres", StringComparison.Ordinal);

    public async Task<CrashResult> RunAsync(int kills, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("valance-crash-").FullName;
        try
        {
            return await RunAsync(kills, folder, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<CrashResult> RunAsync(int kills, string folder, CancellationToken ct)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0", DataFile = Path.Combine(folder, "sandbox.db") }, ct);
        var faults = AddFaults(sandbox);
        var template = await MakeTemplateAsync(folder, ct);
        try
        {
            while (_kills < kills && _wrong.Count == 0)
            {
                await RoundAsync(sandbox, template, folder, kills, ct);
                tell(string.Create(CultureInfo.InvariantCulture, $"{_exports} exports, {_kills} kills"));
            }
        }
        finally
        {
            await CrashStore.DropAsync(template);
        }

        return new CrashResult(
            _kills, _exports, _records, faults.Where(f => f.Kind == FaultKind.LostAnswer).Sum(f => f.Hits), faults.Where(f => f.Kind == FaultKind.Cut).Sum(f => f.Hits), _byPoint, [.. _wrong]);
    }

    /// <summary>Answers are lost after the books were written, connections are cut before, and each request takes a while, so that kills meet it under way.</summary>
    private static List<FaultRule> AddFaults(SandboxHost sandbox) =>
    [
        .. new[] { "batch", "create", "query" }.SelectMany(operation => new[]
        {
            sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.LostAnswer, Operation = operation, Rate = 0.04 }),
            sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Cut, Operation = operation, Rate = 0.04 }),
            sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Latency, Operation = operation, Rate = 0.5, LatencyMs = 60 }),
        }),
    ];

    /// <summary>A store with the dealer's records. Its first migrations are killed.</summary>
    private async Task<string> MakeTemplateAsync(string folder, CancellationToken ct)
    {
        var store = await CrashStore.CreateEmptyAsync(IsPostgres, folder);
        for (var i = 0; i < 4; i++)
        {
            using var victim = Victim.Start(["migrate", store], "migrating", TimeSpan.FromMilliseconds(_random.Next(5, 600)));
            await victim.Ended;
            Count("migrating", victim.IsDone ? 0 : 1);
            Report(victim);
        }

        using (var last = Victim.Start(["migrate", store], null, null))
        {
            await last.Ended;
            Report(last);
        }

        await using var services = Services(store, null);
        var rows = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await using var db = await rows.CreateDbContextAsync(ct);
        var account = new Account { Name = "Crash test", CreateWhatIsMissing = true, CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(ct);
        var import = new RunImport(rows, services.GetRequiredService<JobWriter>(), TimeProvider.System);
        var report = await import.HandleAsync(Actor.CommandLine, account.Id, ImportFiles.FromFolder(files), null, ct);
        _wrong.AddRange(report.Value.Refused.Select(r => $"{r.Key} was not imported"));
        return store;
    }

    private async Task RoundAsync(SandboxHost sandbox, string template, string folder, int kills, CancellationToken ct)
    {
        var store = await CrashStore.CopyAsync(template, folder);
        var realmId = sandbox.Books.CreateCompany("Crash test");
        await using (var services = Services(store, sandbox.BaseAddress))
        {
            var rows = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
            await using var db = await rows.CreateDbContextAsync(ct);
            var account = await db.Accounts.Select(a => a.Id).SingleAsync(ct);
            var tokens = sandbox.Books.IssueTokens(realmId);
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            await services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
                Actor.CommandLine, account, realmId,
                new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), now.AddHours(1), now.AddDays(100)), ct);
            var asked = await services.GetRequiredService<RequestBulkExport>().HandleAsync(Actor.CommandLine, account, [], ct);
            _records = asked.Value.Records;
        }

        var ended = 0;
        while (!await LiveAsync(store, sandbox.BaseAddress, isLast: _kills >= kills) && _wrong.Count == 0)
        {
            ct.ThrowIfCancellationRequested();
            var now = await EndedAsync(store, ct);
            LengthenLives(hasMoved: now > ended);
            ended = now;
            Tell(ended);
        }

        _exports++;
        await using (var services = Services(store, sandbox.BaseAddress))
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync(ct);
            _wrong.AddRange(await BooksCompared.CompareAsync(db, sandbox.Books, realmId));
        }

        await CrashStore.DropAsync(store);
    }

    /// <summary>On a machine that is busy otherwise a short life ends before anything is done: lives grow until the export moves again.</summary>
    private void LengthenLives(bool hasMoved)
    {
        _idleLives = hasMoved ? 0 : _idleLives + 1;
        _patience = hasMoved ? 1 : _idleLives % 5 == 0 ? Math.Min(_patience * 2, 64) : _patience;
    }

    private void Tell(int ended)
    {
        if (_kills / 20 > _told)
        {
            _told = _kills / 20;
            tell(string.Create(CultureInfo.InvariantCulture, $"{_kills} kills, {ended} jobs of this export at their end"));
        }
    }

    private static async Task<int> EndedAsync(string store, CancellationToken ct)
    {
        await using var services = Services(store, null);
        await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync(ct);
        return await db.Jobs.CountAsync(j => j.EndedAt != null, ct);
    }

    /// <summary>One life of the worker; true when it came to its end by itself. After the wanted kills the last one may.</summary>
    private async Task<bool> LiveAsync(string store, Uri sandbox, bool isLast)
    {
        string[] arguments = ["worker", store, sandbox.AbsoluteUri];
        if (isLast)
        {
            using var survivor = Victim.Start(arguments, null, null);
            await survivor.Ended;
            Report(survivor);
            return survivor.IsDone;
        }

        var choice = _random.Next(10);
        if (choice == 0)
        {
            // A second worker believes that the lane is its own; the first is killed, the second as well.
            using var first = Victim.Start(arguments, null, null);
            using var second = Victim.Start(arguments, null, null);
            await Task.WhenAll(first.LiveAsync(Life()), second.LiveAsync(Life()));
            Count("by another owner", (await first.KillAsync() ? 1 : 0) + (await second.KillAsync() ? 1 : 0));
            Report(first);
            Report(second);
            return first.IsDone && second.IsDone;
        }

        var point = choice < 4 ? null : Points[_random.Next(Points.Length)];
        using var victim = Victim.Start(
            arguments, point is null ? null : string.Create(CultureInfo.InvariantCulture, $"{point}:{_random.Next(1, 12)}"), TimeSpan.FromMilliseconds(_random.Next(1, 60)));
        await victim.LiveAsync(point is null ? Life() : TimeSpan.FromSeconds(5) * _patience);
        var wasKilled = await victim.KillAsync();
        Count(point ?? "at random", wasKilled ? 1 : 0);
        Report(victim);
        return victim.IsDone;
    }

    private TimeSpan Life() => TimeSpan.FromMilliseconds(_random.Next(20, 1_500)) * _patience;

    private void Count(string point, int kills)
    {
        _kills += kills;
        _byPoint[point] = _byPoint.GetValueOrDefault(point) + kills;
    }

    private void Report(Victim victim)
    {
        if (victim.HasFailed)
        {
            _wrong.Add($"a worker failed: {victim.Said}");
        }
    }

    private static ServiceProvider Services(string store, Uri? sandbox)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddValanceStore(CrashStore.Location(store));
        services.AddDataProtection().SetApplicationName("Valance").PersistKeysToDbContext<ValanceDb>();
        services.AddExport(quickBooks =>
        {
            quickBooks.LocalAddress = sandbox ?? quickBooks.LocalAddress;
            quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
        });
        return services.BuildServiceProvider();
    }
}
