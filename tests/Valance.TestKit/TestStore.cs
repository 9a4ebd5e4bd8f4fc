using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Data;

namespace Valance.TestKit;

/// <summary>A migrated SQLite store of its own in a temporary folder; gone with the test.</summary>
public sealed class TestStore : IAsyncDisposable, IDbContextFactory<ValanceDb>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valance-test-").FullName;
    private readonly ServiceProvider _services;

    private TestStore()
    {
        Location = StoreLocation.Sqlite(Path.Combine(_folder, "valance.db"));
        _services = new ServiceCollection().AddValanceStore(Location).BuildServiceProvider();
    }

    public StoreLocation Location { get; }

    public string Folder => _folder;

    private IDbContextFactory<ValanceDb> Factory => _services.GetRequiredService<IDbContextFactory<ValanceDb>>();

    public static async Task<TestStore> CreateAsync()
    {
        var store = new TestStore();
        await store.Factory.MigrateStoreAsync(CancellationToken.None);
        return store;
    }

    public ValanceDb CreateDbContext() => Factory.CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
