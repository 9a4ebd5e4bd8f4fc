using Microsoft.Extensions.Time.Testing;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Connections;

public sealed class StoredBudgetsTests
{
    private static readonly BudgetLimits Limits = new() { PerSecond = 3, PerMinute = 5, BatchesPerMinute = 2, ForPeople = 0 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_TwoProcesses_ShareTheSecond()
    {
        await using var store = await TestStore.CreateAsync();
        var (one, other) = (new StoredBudgets(store, new MovableTime()), new StoredBudgets(store, new MovableTime()));

        DateTimeOffset?[] asked = [await TakeAsync(one), await TakeAsync(other), await TakeAsync(one), await TakeAsync(other)];

        Assert.Equal([true, true, true, false], asked.Select(a => a is null));
        Assert.Equal(3, (await other.UseAsync("1", Limits, Ct)).LastMinute);
    }

    [Fact]
    public async Task Take_MinuteUsedUp_SaysWhenTheOldestFallsOut()
    {
        await using var store = await TestStore.CreateAsync();
        var time = new MovableTime();
        var budget = new StoredBudgets(store, time);
        var first = time.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await TakeAsync(budget));
            time.Forward(TimeSpan.FromSeconds(2));
        }

        var free = await TakeAsync(budget);

        Assert.InRange(free!.Value, first + TimeSpan.FromSeconds(60), first + TimeSpan.FromSeconds(75));
        time.Forward(TimeSpan.FromSeconds(60));
        Assert.Null(await TakeAsync(budget));
    }

    [Fact]
    public async Task Take_SecondUsedUp_WaitsForTheSecondAndAMargin()
    {
        await using var store = await TestStore.CreateAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var budget = new StoredBudgets(store, time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await TakeAsync(budget));
        }

        Assert.Equal(time.GetUtcNow() + TimeSpan.FromMilliseconds(1200), await TakeAsync(budget));
    }

    [Fact]
    public async Task Take_BatchesUsedUp_SingleRequestsGoOn()
    {
        await using var store = await TestStore.CreateAsync();
        var budget = new StoredBudgets(store, new MovableTime());

        List<DateTimeOffset?> batches = [await TakeAsync(budget, true), await TakeAsync(budget, true), await TakeAsync(budget, true)];

        Assert.Equal([true, true, false], batches.ConvertAll(b => b is null));
        Assert.Null(await TakeAsync(budget));
        Assert.Equal((3, 2), ((await budget.UseAsync("1", Limits, Ct)).LastMinute, (await budget.UseAsync("1", Limits, Ct)).BatchesLastMinute));
    }

    [Fact]
    public async Task Close_ByOneProcess_StopsTheOthersForThisCompanyAlone()
    {
        await using var store = await TestStore.CreateAsync();
        var time = new MovableTime();
        var (one, other) = (new StoredBudgets(store, time), new StoredBudgets(store, time));
        var until = time.GetUtcNow() + TimeSpan.FromMinutes(1);

        await one.CloseAsync("1", until, Ct);

        Assert.Equal(until, await TakeAsync(other));
        Assert.Equal(until.UtcDateTime, (await other.UseAsync("1", Limits, Ct)).ClosedUntil);
        Assert.Null(await other.TakeAsync("2", Limits, false, Priority.High, Ct));
    }

    [Fact]
    public async Task Take_BulkAtItsShare_LeavesTheRestToPeople()
    {
        await using var store = await TestStore.CreateAsync();
        var time = new MovableTime();
        var limits = new BudgetLimits { PerSecond = 1000, PerMinute = 100, ForPeople = 2 };
        var budget = new StoredBudgets(store, time);
        for (var i = 0; i < 98; i++)
        {
            Assert.Null(await budget.TakeAsync("1", limits, false, Priority.Low, Ct));
        }

        Assert.NotNull(await budget.TakeAsync("1", limits, false, Priority.Low, Ct));
        Assert.Null(await budget.TakeAsync("1", limits, false, Priority.High, Ct));
    }

    [Fact]
    public async Task Take_ManyAtOnceFromManyProcesses_NeverExceedsTheLimit()
    {
        await using var store = await TestStore.CreateAsync();
        var limits = new BudgetLimits { PerSecond = 1000, PerMinute = 20, ForPeople = 0 };

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => new StoredBudgets(store, TimeProvider.System).TakeAsync("1", limits, false, Priority.High, Ct)));

        Assert.Equal(20, asked.Count(a => a is null));
    }

    private static Task<DateTimeOffset?> TakeAsync(StoredBudgets budget, bool isBatch = false) => budget.TakeAsync("1", Limits, isBatch, Priority.High, Ct);
}
