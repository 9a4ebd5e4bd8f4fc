using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Data;

namespace Valance.TestKit;

/// <summary>A migrated store of its own: SQLite in a temporary folder, or a database on the test's PostgreSQL. Gone with the test.</summary>
public sealed class TestStore : IAsyncDisposable, IDbContextFactory<ValanceDb>
{
    private readonly ServiceProvider _services;
    private bool _wasBroken;

    private TestStore(StoreLocation location, string folder)
    {
        (Location, Folder) = (location, folder);
        _services = new ServiceCollection()
            // Two lists of children in one query come back as their product: such a query is split.
            .AddValanceStore(location, warnings => warnings.Throw(RelationalEventId.MultipleCollectionIncludeWarning)).BuildServiceProvider();
    }

    public StoreLocation Location { get; }

    public string Folder { get; }

    private IDbContextFactory<ValanceDb> Factory => _services.GetRequiredService<IDbContextFactory<ValanceDb>>();

    /// <summary>As a first start finds it.</summary>
    public static TestStore CreateUnmigrated()
    {
        var folder = Directory.CreateTempSubdirectory("valance-test-").FullName;
        return new TestStore(StoreLocation.Sqlite(Path.Combine(folder, "valance.db")), folder);
    }

    public static async Task<TestStore> CreateAsync()
    {
        var store = CreateUnmigrated();
        await store.Factory.MigrateStoreAsync(CancellationToken.None);
        return store;
    }

    /// <summary>As a first start finds it.</summary>
    public static async Task<TestStore> CreateUnmigratedPostgresAsync() =>
        new(StoreLocation.Postgres(await TestPostgres.CreateDatabaseAsync()), Directory.CreateTempSubdirectory("valance-test-").FullName);

    public static async Task<TestStore> CreatePostgresAsync()
    {
        var store = await CreateUnmigratedPostgresAsync();
        await store.Factory.MigrateStoreAsync(CancellationToken.None);
        return store;
    }

    /// <summary>As if the disk had no room for another page.</summary>
    public bool IsFull
    {
        get;
        set => (field, _wasBroken) = (value, true);
    }

    /// <summary>As if the disk were mounted read-only.</summary>
    public bool IsReadOnly
    {
        get;
        set => (field, _wasBroken) = (value, true);
    }

    public ValanceDb CreateDbContext()
    {
        var db = Factory.CreateDbContext();
        if (_wasBroken)
        {
            // Both are the connection's own, and a connection comes back from the pool as it was left.
            db.Database.OpenConnection();
            db.Database.ExecuteSqlRaw(IsReadOnly ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF");
            db.Database.ExecuteSqlRaw(IsFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1073741823");
        }

        return db;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Location.PostgresConnection is { } connection)
        {
            await TestPostgres.DropDatabaseAsync(connection);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
