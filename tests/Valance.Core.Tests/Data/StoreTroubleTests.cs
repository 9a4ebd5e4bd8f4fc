using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records.Saving;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Data;

/// <summary>A disk that is full, a store that may only be read.</summary>
public sealed class StoreTroubleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveCustomer_DiskIsFull_SaysSoChangesNothingAndWorksWhenThereIsRoom()
    {
        await using var dealer = await Dealer.CreateAsync();
        dealer.Store.IsFull = true;

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync(dealer));

        Assert.Equal("The disk that holds Valance's data is full.", StoreTrouble.Of(failure)?.What);
        dealer.Store.IsFull = false;
        Assert.Empty(await CustomersAsync(dealer));
        Assert.True((await SaveAsync(dealer)).IsDone);
        Assert.Equal(["Long Story"], await CustomersAsync(dealer));
    }

    [Fact]
    public async Task SaveCustomer_StoreIsReadOnly_SaysSoAndReadsGoOn()
    {
        await using var dealer = await Dealer.CreateAsync();
        await dealer.AddCustomerAsync("George Foreman", dealer.Ana, _ => { });
        dealer.Store.IsReadOnly = true;

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync(dealer));

        Assert.Contains("not changed just now", StoreTrouble.Of(failure)?.What, StringComparison.Ordinal);
        Assert.Equal(["George Foreman"], await CustomersAsync(dealer));
    }

    [Fact]
    public async Task JobWriter_DiskIsFull_WritesNoneOfItsJobsAndTellsNobody()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        var signals = new JobSignals();
        var told = new List<JobChanged>();
        signals.Changed += told.Add;
        store.IsFull = true;

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => new JobWriter(store, signals).CommitAsync(
            (db, _) =>
            {
                for (var i = 0; i < 200; i++)
                {
                    db.Jobs.Add(new Job { AccountId = data.Account.Id, ConnectionId = connection.Id, Kind = JobKind.Export, RecordKind = customer.Kind, RecordId = customer.Id + i, Title = new string('x', 500) });
                }

                return Task.FromResult(true);
            },
            Ct));

        Assert.NotNull(StoreTrouble.Of(failure));
        Assert.Empty(told);
        store.IsFull = false;
        await using var db = store.CreateDbContext();
        Assert.Empty(await db.Jobs.ToListAsync(Ct));
    }

    [Fact]
    public void Of_WhatIsNoTroubleOfTheStore_IsNull()
    {
        Assert.Null(StoreTrouble.Of(new DbUpdateException("no", new SqliteException("UNIQUE constraint failed", 19))));
        Assert.Null(StoreTrouble.Of(new InvalidOperationException("no")));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "full")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "not changed")]
    public void Of_PostgresSays_IsTheSameWords(string state, string expected) =>
        Assert.Contains(expected, StoreTrouble.Of(new DbUpdateException("no", new PostgresException("no", "ERROR", "ERROR", state)))?.What, StringComparison.Ordinal);

    /// <summary>Notes longer than a page: there is no room for them between other rows.</summary>
    private static Task<Result<Saved>> SaveAsync(Dealer dealer) =>
        dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new CustomerInput { Name = "Long Story", Notes = new string('n', 8_000) }, Ct);

    private static async Task<List<string>> CustomersAsync(Dealer dealer)
    {
        await using var db = dealer.Store.CreateDbContext();
        return await db.Customers.Select(c => c.Name).ToListAsync(Ct);
    }
}
