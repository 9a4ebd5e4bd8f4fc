using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using QuickBooks.Sandbox;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Connections;
using Valance.Export.JobWork;
using Valance.Export.Lane;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.TestKit;

/// <summary>A store, a sandbox over real HTTP, and an Account connected to an empty company of its own. A test exports and looks at both books.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsStore;

    private TestSite(TestStore store, bool ownsStore, SandboxHost sandbox, MovableTime time, Faults faults, ServiceProvider services)
    {
        (Store, Sandbox, Time, Faults, _services, _ownsStore) = (store, sandbox, time, faults, services, ownsStore);
        Data = new TestData(store, time);
    }

    public TestStore Store { get; }

    public TestData Data { get; }

    public SandboxHost Sandbox { get; }

    public MovableTime Time { get; }

    public Faults Faults { get; }

    /// <summary>All that was logged, at every level.</summary>
    public LoggedLines Logs => Get<LoggedLines>();

    public string RealmId { get; private set; } = "";

    public long ConnectionId { get; private set; }

    /// <summary>A bookkeeper of the Account, by the name Ana Cole.</summary>
    public Actor Bookkeeper { get; private set; } = null!;

    /// <summary>An account administrator, by the name Omar Reyes.</summary>
    public Actor Administrator { get; private set; } = null!;

    /// <param name="lane">How the lane works; by default without pauses worth waiting for.</param>
    /// <param name="store">A store of the test's own, such as PostgreSQL; else a new SQLite one.</param>
    /// <param name="seed">What the company starts with.</param>
    public static async Task<TestSite> CreateAsync(Action<LaneSettings>? lane = null, TestStore? store = null, string seed = "empty", bool createWhatIsMissing = true)
    {
        var time = new MovableTime();
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0", Time = time });
        var faults = new Faults();
        var held = store ?? await TestStore.CreateAsync();
        var site = new TestSite(held, store is null, sandbox, time, faults, Services(held, sandbox, time, faults, lane));
        await site.Data.AccountAsync("Bay Shades", a => a.CreateWhatIsMissing = createWhatIsMissing);
        site.Bookkeeper = await site.Data.ActorAsync(Role.Bookkeeper, "Ana Cole");
        site.Administrator = await site.Data.ActorAsync(Role.AccountAdministrator, "Omar Reyes");
        site.RealmId = sandbox.Books.CreateCompany("Bay Shades", seed);
        await site.ConnectAsync();
        return site;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Connects the Account with its company, or again after the tokens died.</summary>
    public async Task ConnectAsync()
    {
        var result = await Get<ConnectQuickBooks>().WithTokensAsync(Administrator, Data.Account.Id, RealmId, IssueTokens(RealmId), CancellationToken.None);
        ConnectionId = result.Value;
    }

    public AccessTokens IssueTokens(string realmId)
    {
        var body = Sandbox.Books.IssueTokens(realmId);
        var now = Time.GetUtcNow().UtcDateTime;
        return new AccessTokens(
            body["access_token"]!.GetValue<string>(), body["refresh_token"]!.GetValue<string>(),
            now.AddSeconds(Seconds(body, "expires_in")), now.AddSeconds(Seconds(body, "x_refresh_token_expires_in")));
    }

    // The body is made in this process, so its figures have whatever type the sandbox gave them.
    private static double Seconds(JsonObject body, string name) => double.Parse(body[name]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Asks for the exports as the bookkeeper and runs the lane until nothing is ready; gives the records' newest jobs.</summary>
    public async Task<IReadOnlyList<Job>> ExportAsync(params Record[] records)
    {
        await RequestAsync(records);
        await RunAsync();
        var jobs = new List<Job>();
        foreach (var record in records)
        {
            jobs.Add(await JobOfAsync(record));
        }

        return jobs;
    }

    public async Task RequestAsync(params Record[] records)
    {
        foreach (var kind in records.GroupBy(r => r.Kind))
        {
            var result = await Get<RequestExport>().HandleAsync(Bookkeeper, kind.Key, [.. kind.Select(r => r.Id)], CancellationToken.None);
            if (!result.IsDone)
            {
                throw new InvalidOperationException(result.ToString());
            }
        }
    }

    /// <summary>Runs the lane as its scheduler would, until nothing is ready or it must wait.</summary>
    public async Task<LaneRun> RunAsync()
    {
        for (var runs = 0; runs < 1000; runs++)
        {
            var run = await Get<ExportLane>().RunAsync(ConnectionId, CancellationToken.None);
            if (run.End is not LaneEnd.Yielded && !(run.End == LaneEnd.Quiet && run.NextDue <= Time.GetUtcNow().UtcDateTime))
            {
                return run;
            }
        }

        throw new InvalidOperationException("The lane does not come to rest.");
    }

    /// <summary>Puts the clock behind all pauses, and runs.</summary>
    public async Task<LaneRun> RunLaterAsync(TimeSpan? later = null)
    {
        Time.Forward(later ?? TimeSpan.FromHours(2));
        return await RunAsync();
    }

    /// <summary>Changes the company's settings in QuickBooks, as a person does there; what is left out stays.</summary>
    public async Task PreferAsync(Preferences change)
    {
        var client = Get<QuickBooksClientFactory>().For(RealmId);
        var held = (await client.ReadPreferencesAsync()).Value!;
        var answer = await client.UpdateAsync(change with { Id = held.Id, SyncToken = held.SyncToken, Sparse = true });
        if (!answer.Succeeded)
        {
            throw new InvalidOperationException(answer.Refusal.Errors[0].Detail);
        }
    }

    public async Task<Job> JobOfAsync(Record record)
    {
        await using var db = Store.CreateDbContext();
        return await db.Jobs.Where(j => j.RecordKind == record.Kind && j.RecordId == record.Id).OrderByDescending(j => j.Id).FirstAsync();
    }

    public async Task<JobDetail> DetailAsync(Job job) => (await Get<GetJob>().HandleAsync(Actor.CommandLine, job.Id, CancellationToken.None)).Value;

    public async Task<Connection> ConnectionAsync()
    {
        await using var db = Store.CreateDbContext();
        return await db.Connections.SingleAsync(c => c.Id == ConnectionId);
    }

    /// <summary>What the company's books hold of a kind, such as "Invoice".</summary>
    public IReadOnlyList<JsonObject> Books(string entity) => Sandbox.Books.DocumentsOf(RealmId, entity);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
        if (_ownsStore)
        {
            await Store.DisposeAsync();
        }
    }

    /// <summary>What a process that is started next has in memory: nothing. The store, the keys and QuickBooks are the same, the limits the real ones.</summary>
    public ServiceProvider AnotherProcess(Action<LaneSettings>? lane = null) => Services(Store, Sandbox, Time, Faults, lane, Get<IDataProtectionProvider>(), BudgetLimits.Intuit);

    private static ServiceProvider Services(
        TestStore store, SandboxHost sandbox, MovableTime time, Faults faults, Action<LaneSettings>? lane, IDataProtectionProvider? keys = null, BudgetLimits? limits = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<LoggedLines>();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LoggedLines>());
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IDbContextFactory<ValanceDb>>(store);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (keys is not null)
        {
            services.AddSingleton(keys);
        }

        services.AddExport(
            quickBooks =>
            {
                quickBooks.LocalAddress = sandbox.BaseAddress;
                quickBooks.RedirectUri = new Uri("http://127.0.0.1:5280/connected");
                quickBooks.ReadRetryPause = TimeSpan.FromMilliseconds(1);
                quickBooks.Budget = limits;
            },
            lane);
        services.ConfigureAll<HttpClientFactoryOptions>(o => o.HttpMessageHandlerBuilderActions.Add(b => b.AdditionalHandlers.Add(faults.CreateHandler())));
        return services.BuildServiceProvider();
    }
}
