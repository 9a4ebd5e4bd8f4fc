using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Valance.Core.Data;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests;

public sealed class StoreTurnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task TryTake_AnotherNodeHasIt_IsRefusedUntilThatEnds()
    {
        await using var store = await TestStore.CreatePostgresAsync();
        await using (var first = await StoreTurn.TryTakeAsync(store, TurnKind.Job, 7, Ct))
        {
            Assert.NotNull(first);
            Assert.Null(await StoreTurn.TryTakeAsync(store, TurnKind.Job, 7, Ct));
            await using var other = await StoreTurn.TryTakeAsync(store, TurnKind.Job, 8, Ct);
            Assert.NotNull(other);
        }

        await using var next = await StoreTurn.TryTakeAsync(store, TurnKind.Job, 7, Ct);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task TryTake_Sqlite_TheOwnerIsAlone()
    {
        await using var store = await TestStore.CreateAsync();
        await using var first = await StoreTurn.TryTakeAsync(store, TurnKind.Job, 7, Ct);
        Assert.NotNull(first);
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task MigrateStore_SeveralNodesStartOnADatabaseThatIsNotThere_MakeItOnce()
    {
        var connection = new NpgsqlConnectionStringBuilder(TestPostgres.Server) { Database = $"valance_{Guid.NewGuid():N}" }.ConnectionString;
        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Postgres(connection)).BuildServiceProvider();
        var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.MigrateStoreAsync(Ct), Ct)));
            await using var db = await store.CreateDbContextAsync(Ct);
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
            Assert.Equal(1, await db.ChangeCounters.CountAsync(Ct));
        }
        finally
        {
            await TestPostgres.DropDatabaseAsync(connection);
        }
    }
}
