using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QuickBooks.Sandbox;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.TestKit;
using Valance.Web.Hosting;
using Valance.Web.Tests.Commands;
using Record = Valance.Core.Records.Record;

namespace Valance.Web.Tests.Nodes;

/// <summary>
/// Nodes as real processes on one PostgreSQL database and one sandbox: one serves screens alone, two work on jobs, of which one serves no screens.
/// The test process itself is a node that does neither, to look and to ask.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    public const string Web = "web";
    public const string Worker = "worker";
    public const string OnlyWorker = "only-worker";

    /// <summary>Small steps, so that a bulk export lasts long enough to be interrupted.</summary>
    private static readonly object LaneSettings = new { BatchSize = 3, ChunkSize = 6, InFlight = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("valance-nodes-").FullName;
    private readonly Dictionary<string, ValanceProcess> _nodes = new(StringComparer.Ordinal);
    private string _database = "";
    private SandboxHost? _sandbox;
    private WebApplication? _self;

    public Doorway Doorway { get; } = new();

    public SandboxHost Sandbox => _sandbox!;

    public IServiceProvider Services => _self!.Services;

    public IDbContextFactory<ValanceDb> Store => Services.GetRequiredService<IDbContextFactory<ValanceDb>>();

    public async ValueTask InitializeAsync()
    {
        if (!TestPostgres.IsThere)
        {
            return;
        }

        _database = await TestPostgres.CreateDatabaseAsync();
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0" });
        _sandbox.Books.Faults.Add(new FaultRule { Kind = FaultKind.Latency, LatencyMs = 150 });
        _self = Program.Build(["--data", Path.Combine(_folder, "self"), "--database", _database, "--urls", "http://127.0.0.1:0",
            "--QuickBooks:LocalAddress", _sandbox.BaseAddress.ToString(), "--Lanes:Run", "false"]);
        // All at once: the first start on an empty database must be made by one of them.
        await Task.WhenAll(StartAsync(Web), StartAsync(Worker), StartAsync(OnlyWorker));
    }

    /// <summary>A node and its address.</summary>
    public async Task<Uri> StartAsync(string name)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "settings.json"), JsonSerializer.Serialize(new
        {
            QuickBooks = new { LocalAddress = Sandbox.BaseAddress },
            Lanes = LaneSettings,
        }));
        var (node, notice) = await ValanceProcess.ServeAsync(
            folder, "--no-demo", "--database", _database, "--Lanes:Run", name == Web ? "false" : "true", "--Screens:Serve", name == OnlyWorker ? "false" : "true");
        lock (_nodes)
        {
            _nodes[name] = node;
        }

        var address = new Uri(notice.Addresses[0]);
        if (name == Web)
        {
            Doorway.LeadTo(address);
        }

        return address;
    }

    /// <summary>Where it was killed.</summary>
    public async Task StartAgainAsync(string name)
    {
        if (_nodes[name].HasEnded)
        {
            await _nodes[name].DisposeAsync();
            await StartAsync(name);
        }
    }

    public Uri AddressOf(string name) => new(DataFolderOwner.Read(Path.Combine(_folder, name, "data"))!.Addresses[0]);

    public Task KillAsync(string name) => _nodes[name].KillAsync();

    /// <summary>As a service manager restarts it.</summary>
    public async Task RestartAsync(string name)
    {
        var code = await _nodes[name].StopAsync();
        Assert.True(code == 0, _nodes[name].Output);
        await _nodes[name].DisposeAsync();
        await StartAsync(name);
    }

    /// <summary>The node on which a lane runs now; null while none does.</summary>
    public async Task<string?> WhoWorksAsync()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT instance_name FROM quartz4_fired_triggers WHERE job_group = 'lanes' LIMIT 1", connection);
        return await command.ExecuteScalarAsync() is string instance
            ? _nodes.Single(n => instance.Split(':')[1] == n.Value.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Key
            : null;
    }

    /// <summary>A dealer with a company of its own and its bookkeeper.</summary>
    public async Task<(TestData Data, User Bookkeeper, string RealmId)> DealerAsync(string name)
    {
        var data = new TestData(Store);
        await data.AccountAsync(name, a => a.CreateWhatIsMissing = true);
        var connected = await Services.GetRequiredService<NewCompany>().ConnectAsync(Actor.CommandLine, data.Account.Id, name, "empty", CancellationToken.None);
        Assert.True(connected.IsDone);
        await using var scope = Services.CreateAsyncScope();
        var email = $"books@{name.Replace(' ', '-')}.example";
        var user = new User { FullName = "Ana Cole", Email = email, UserName = email, EmailConfirmed = true, Role = Role.Bookkeeper, AccountId = data.Account.Id };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Site.People.Password)).Succeeded);
        await using var db = await Store.CreateDbContextAsync();
        return (data, user, (await db.Connections.SingleAsync(c => c.Id == connected.Value)).RealmId);
    }

    /// <summary>Customers, each with an order and its payment.</summary>
    public static async Task<IReadOnlyList<Record>> RecordsAsync(TestData data, int customers)
    {
        var records = new List<Record>();
        for (var i = 0; i < customers; i++)
        {
            var customer = await data.CustomerAsync($"Customer {i}");
            var order = await data.OrderAsync(customer, 100m + i);
            records.AddRange([customer, order, await data.PaymentAsync(customer, 40m, [order])]);
        }

        return records;
    }

    public async Task AskAsync(Actor actor, IEnumerable<Record> records)
    {
        foreach (var kind in records.GroupBy(r => r.Kind))
        {
            var asked = await Services.GetRequiredService<RequestExport>().HandleAsync(actor, kind.Key, [.. kind.Select(r => r.Id)], CancellationToken.None);
            Assert.True(asked.IsDone);
        }
    }

    /// <summary>Waits until the condition holds, as long as a slow machine may need.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (!await holds())
        {
            await Task.Delay(100, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Doorway.Dispose();
        foreach (var node in _nodes.Values)
        {
            await node.DisposeAsync();
        }

        if (_self is not null)
        {
            await _self.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
            await TestPostgres.DropDatabaseAsync(_database);
        }

        Directory.Delete(_folder, recursive: true);
    }
}
