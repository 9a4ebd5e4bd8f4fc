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

/// <summary>A new store, the export's services without screens, and a sandbox, all in this process and under one clock.</summary>
internal sealed class ExportSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services;

    private ExportSite(SandboxHost sandbox, TimeProvider time, BudgetLimits limits, Func<DelegatingHandler>? between, StoreLocation? store)
    {
        (Sandbox, _time) = (sandbox, time);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddValanceStore(store ?? StoreLocation.Sqlite(Path.Combine(_folder, "valance.db")));
        // As the site does it, so that a site on the same store can read the tokens.
        services.AddDataProtection().SetApplicationName("Valance").PersistKeysToDbContext<ValanceDb>();
        services.AddExport(quickBooks =>
        {
            quickBooks.LocalAddress = sandbox.BaseAddress;
            quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
            quickBooks.Budget = limits;
        });
        if (between is not null)
        {
            services.ConfigureAll<HttpClientFactoryOptions>(o => o.HttpMessageHandlerBuilderActions.Add(b => b.AdditionalHandlers.Add(between())));
        }

        _services = services.BuildServiceProvider();
    }

    public SandboxHost Sandbox { get; }

    public IDbContextFactory<ValanceDb> Store => Get<IDbContextFactory<ValanceDb>>();

    /// <param name="between">Stands between Valance and the sandbox.</param>
    /// <param name="store">Of a site of its own; else a new one.</param>
    public static async Task<ExportSite> StartAsync(TimeProvider time, BudgetLimits limits, Func<DelegatingHandler>? between = null, StoreLocation? store = null)
    {
        var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", Time = time, Throttle = limits != BudgetLimits.None });
        var site = new ExportSite(sandbox, time, limits, between, store);
        await site.Store.MigrateStoreAsync(CancellationToken.None);
        return site;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An Account, filled and connected with a company of its own.</summary>
    public async Task<(long Account, long Connection)> DealerAsync(string name, Func<long, Task> fillAsync)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var account = new Account { Name = name, CreateWhatIsMissing = true, CreatedAt = now };
        await using (var db = await Store.CreateDbContextAsync())
        {
            db.Accounts.Add(account);
            await db.SaveChangesAsync();
        }

        await fillAsync(account.Id);
        var (realmId, tokens) = NewCompany(name);
        return (account.Id, (await Get<ConnectQuickBooks>().WithTokensAsync(Actor.CommandLine, account.Id, realmId, tokens, CancellationToken.None)).Value);
    }

    /// <summary>An empty company of the sandbox, and what opens it.</summary>
    public (string RealmId, AccessTokens Tokens) NewCompany(string name)
    {
        var realmId = Sandbox.Books.CreateCompany(name);
        var tokens = Sandbox.Books.IssueTokens(realmId);
        var now = _time.GetUtcNow().UtcDateTime;
        return (realmId, new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), now.AddHours(1), now.AddDays(100)));
    }

    public Task FillAsync(long account, int customers) => ManyRecords.AddAsync(Store, account, customers, _time);

    public async Task ImportAsync(long account, string folder)
    {
        using var files = ImportFiles.FromFolder(folder);
        await new RunImport(Store, Get<JobWriter>(), _time).HandleAsync(Actor.CommandLine, account, files, null, CancellationToken.None);
    }

    public async Task<BulkRequested> AskForAllAsync(long account) =>
        (await Get<RequestBulkExport>().HandleAsync(Actor.CommandLine, account, [], CancellationToken.None)).Value;

    /// <summary>Runs the lane as its scheduler would, until no job of it is open.</summary>
    public async Task ExportAsync(long connection)
    {
        while (true)
        {
            var run = await Get<ExportLane>().RunAsync(connection, CancellationToken.None, othersWait: () => false);
            await using var db = await Store.CreateDbContextAsync();
            if (!await db.Jobs.AnyAsync(j => j.ConnectionId == connection && j.EndedAt == null))
            {
                return;
            }

            if (run.NextDue is { } due && due > _time.GetUtcNow().UtcDateTime)
            {
                await Task.Delay(due - _time.GetUtcNow().UtcDateTime, _time);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
