using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Records.Saving;
using Valance.Core.Tests.Import;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Data;

/// <summary>One SQLite file, many who write at the same time: everybody comes to their turn, and nobody hears of a lock.</summary>
public sealed class ManyWritersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Screens_WhileLanesCommitAndAFileIsImported_AllSaveAndNothingIsMissing()
    {
        const int Screens = 12;
        const int Each = 8;
        await using var dealer = await Dealer.CreateAsync();
        var data = await TestData.InNewAccountAsync(dealer.Store, "Busy lane");
        var connection = await data.ConnectionAsync();
        var jobs = new JobWriter(dealer.Store, new JobSignals());
        using var saved = new CancellationTokenSource();

        var lanes = Enumerable.Range(0, 4).Select(lane => Task.Run(() => CommitUntilAsync(jobs, data.Account.Id, connection.Id, lane, saved.Token), Ct)).ToList();
        using var files = ImportStore.Files(ImportStore.GoodFiles());
        var import = Task.Run(
            () => new RunImport(dealer.Store, jobs, dealer.Time).HandleAsync(Actor.CommandLine, dealer.AccountId, files, null, Ct), Ct);
        var results = await Task.WhenAll(Enumerable.Range(0, Screens * Each).Select(i => Task.Run(
            () => dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new CustomerInput { Name = $"Customer {i}" }, Ct), Ct)));
        Assert.Empty((await import).Value.Refused);
        await saved.CancelAsync();
        var commits = (await Task.WhenAll(lanes)).Sum();

        Assert.All(results, r => Assert.True(r.IsDone, r.ToString()));
        await using var db = dealer.Store.CreateDbContext();
        Assert.Equal(Screens * Each, await db.Customers.CountAsync(c => c.Name.StartsWith("Customer "), Ct));
        Assert.True(commits > 0);
        Assert.Equal(commits, await db.Jobs.CountAsync(j => j.AccountId == data.Account.Id, Ct));
        Assert.Equal(1, await db.Orders.CountAsync(Ct));
    }

    [Fact]
    public async Task Writer_WhoGivesUpInTheMiddle_LetsTheNextIn()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var jobs = new JobWriter(store, new JobSignals());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => jobs.CommitAsync<bool>((_, _) => throw new InvalidTimeZoneException("no"), Ct));
        await Assert.ThrowsAnyAsync<DbUpdateException>(async () =>
        {
            await using var db = store.CreateDbContext();
            db.Customers.Add(new Customer { AccountId = data.Account.Id + 1, Name = "Of no Account" });
            await db.SaveChangesAsync(Ct);
        });

        await data.CustomerAsync("George Foreman");

        await using var look = store.CreateDbContext();
        Assert.Equal(1, await look.Customers.Where(c => c.Name == "George Foreman").ExecuteUpdateAsync(set => set.SetProperty(c => c.Search, "rings twice"), Ct));
    }

    [Fact]
    public async Task Writer_WhoGivesUpAndComesBackOnAPooledConnection_WaitsForNobody()
    {
        // The product's own factory, whose contexts are pooled: the connection that gave up is the one that asks again, as in the trial of a long import.
        var folder = Directory.CreateTempSubdirectory("valance-turns-");
        await using var services = new ServiceCollection().AddLogging().AddValanceStore(StoreLocation.Sqlite(Path.Combine(folder.FullName, "valance.db"))).BuildServiceProvider();
        var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await store.MigrateStoreAsync(Ct);

        await GiveUpAsync(store, times: 5).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Each round that waited would wait for half a minute.</summary>
    private static async Task GiveUpAsync(IDbContextFactory<ValanceDb> store, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var db = await store.CreateDbContextAsync(Ct);
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            Assert.Equal(0, await db.Customers.CountAsync(Ct));
        }
    }

    /// <summary>As lanes do: short transactions, one at once after the other.</summary>
    private static async Task<int> CommitUntilAsync(JobWriter jobs, long account, long connection, int lane, CancellationToken enough)
    {
        var commits = 0;
        while (!enough.IsCancellationRequested)
        {
            var record = ((lane + 1) * 100_000) + commits++;
            await jobs.CommitAsync(
                (db, _) =>
                {
                    db.Jobs.Add(new Job { AccountId = account, ConnectionId = connection, Kind = JobKind.Export, RecordKind = Core.Records.RecordKind.Customer, RecordId = record, Title = "Customer" });
                    return Task.FromResult(true);
                },
                Ct);
        }

        return commits;
    }
}
