using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Valance.QuickBooks.Tests.Limits;

public sealed class RequestBudgetTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Wait_WithinTheLimits_GoesAtOnceAndIsCounted()
    {
        using var budget = new RequestBudget(BudgetLimits.Intuit, _time);

        await budget.WaitAsync(isBatch: false, Priority.High, default);
        await budget.WaitAsync(isBatch: true, Priority.Low, default);

        Assert.Equal(new BudgetUse(BudgetLimits.Intuit, 2, 2, 1, 0, null), budget.Use);
    }

    [Fact]
    public async Task Wait_EleventhInASecond_WaitsForTheNextAndAMargin()
    {
        using var budget = new RequestBudget(BudgetLimits.Intuit, _time);
        var calls = Ask(budget, 11);

        Assert.Equal((10, 1), (Gone(calls), budget.Use.Waiting));
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.Equal(10, Gone(calls));
        _time.Advance(TimeSpan.FromMilliseconds(101));

        await calls[10];
        Assert.Equal((1, 11, 0), (budget.Use.LastSecond, budget.Use.LastMinute, budget.Use.Waiting));
    }

    [Fact]
    public async Task Wait_AfterAnotherProcessHasSent_CountsWhatItSentInTheLastMinute()
    {
        using var budget = new RequestBudget(BudgetLimits.Intuit, _time);
        var now = _time.GetUtcNow();
        budget.Remember([new EarlierRequest(now.AddSeconds(-70), false), .. Enumerable.Range(0, 39).Select(i => new EarlierRequest(now.AddSeconds(-50 + i), true))]);

        var batches = Ask(budget, 2, isBatch: true);

        Assert.Equal((1, 40, 40), (Gone(batches), budget.Use.LastMinute, budget.Use.BatchesLastMinute));
        _time.Advance(TimeSpan.FromMilliseconds(10_201));
        await Task.WhenAll(batches);
    }

    [Fact]
    public async Task Wait_BatchesUsedUp_SingleRequestsPassThem()
    {
        using var budget = new RequestBudget(new BudgetLimits { BatchesPerMinute = 1 }, _time);
        var batches = Ask(budget, 2, isBatch: true);

        await budget.WaitAsync(isBatch: false, Priority.Low, default);

        Assert.Equal((1, 1), (Gone(batches), budget.Use.Waiting));
        _time.Advance(TimeSpan.FromMilliseconds(60_201));
        await batches[1];
    }

    [Fact]
    public async Task Wait_PersonAfterBulk_GoesFirst()
    {
        using var budget = new RequestBudget(new BudgetLimits { PerSecond = 1 }, _time);
        await budget.WaitAsync(isBatch: false, Priority.Low, default);
        var bulk = budget.WaitAsync(isBatch: false, Priority.Low, default);
        var person = budget.WaitAsync(isBatch: false, Priority.High, default);

        _time.Advance(TimeSpan.FromMilliseconds(1201));
        await person;
        Assert.False(bulk.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1201));
        await bulk;
    }

    [Fact]
    public async Task Wait_Cancelled_LeavesTheLineAndCostsNothing()
    {
        using var budget = new RequestBudget(new BudgetLimits { PerSecond = 1 }, _time);
        await budget.WaitAsync(isBatch: false, Priority.Low, default);
        using var caller = new CancellationTokenSource();
        var given = budget.WaitAsync(isBatch: false, Priority.Low, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal((0, 1), (budget.Use.Waiting, budget.Use.LastMinute));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => budget.WaitAsync(isBatch: false, Priority.High, caller.Token));
    }

    [Fact]
    public async Task CloseFor_ATime_KeepsEverybodyUntilThen_AndAShorterOneChangesNothing()
    {
        using var budget = new RequestBudget(BudgetLimits.None, _time);
        budget.CloseFor(TimeSpan.FromSeconds(60));
        budget.CloseFor(TimeSpan.FromSeconds(1));
        var call = budget.WaitAsync(isBatch: false, Priority.High, default);

        Assert.Equal(new DateTime(2026, 3, 1, 12, 1, 0, DateTimeKind.Utc), budget.Use.ClosedUntil);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1001));

        await call;
        Assert.Null(budget.Use.ClosedUntil);
    }

    [Fact]
    public async Task CloseFor_ThrottledWithinTheLimits_KeepsAWiderMarginUntilAllIsCalm()
    {
        using var budget = new RequestBudget(new BudgetLimits { PerSecond = 1 }, _time);
        budget.CloseFor(TimeSpan.FromSeconds(60));
        budget.CloseFor(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromMilliseconds(400), budget.Use.Limits.Margin);
        _time.Advance(TimeSpan.FromMilliseconds(60_001));

        await budget.WaitAsync(isBatch: false, Priority.Low, default);
        var next = budget.WaitAsync(isBatch: false, Priority.Low, default);
        _time.Advance(TimeSpan.FromMilliseconds(1_201));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await next;

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromMilliseconds(200), budget.Use.Limits.Margin);
    }

    [Fact]
    public void CloseFor_ThrottledAgainAndAgain_KeepsAMarginOfASecondAtMost()
    {
        using var budget = new RequestBudget(BudgetLimits.Intuit, _time);

        for (var i = 0; i < 5; i++)
        {
            budget.CloseFor(TimeSpan.FromSeconds(60));
            _time.Advance(TimeSpan.FromSeconds(61));
        }

        Assert.Equal(TimeSpan.FromSeconds(1), budget.Use.Limits.Margin);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(TimeSpan.FromMilliseconds(500), budget.Use.Limits.Margin);
    }

    [Fact]
    public void Wait_AnyMixOfCalls_NeverExceedsALimitAndServesAll() => Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 700]).List[1, 60].Sample(calls =>
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var limits = new BudgetLimits { PerSecond = 3, PerMinute = 20, BatchesPerMinute = 4 };
        using var budget = new RequestBudget(limits, time);
        var waiting = new List<Task>();
        foreach (var (isBatch, isBulk, pause) in calls)
        {
            waiting.Add(budget.WaitAsync(isBatch, isBulk ? Priority.Low : Priority.High, default));
            time.Advance(TimeSpan.FromMilliseconds(pause));
            Holds(budget, limits);
        }

        for (var second = 0; budget.Use.Waiting > 0; second++)
        {
            Assert.True(second < 1000, "Somebody waits for ever.");
            time.Advance(TimeSpan.FromSeconds(1));
            Holds(budget, limits);
        }

        Assert.True(Task.WaitAll([.. waiting], TimeSpan.FromSeconds(10)));
    }, iter: 100);

    private static void Holds(RequestBudget budget, BudgetLimits limits)
    {
        var use = budget.Use;
        Assert.True(use.LastSecond <= limits.PerSecond && use.LastMinute <= limits.PerMinute && use.BatchesLastMinute <= limits.BatchesPerMinute);
    }

    private static List<Task> Ask(RequestBudget budget, int calls, bool isBatch = false) =>
        [.. Enumerable.Range(0, calls).Select(_ => budget.WaitAsync(isBatch, Priority.Low, default))];

    private static int Gone(List<Task> calls)
    {
        // A turn is given at once, but its continuation runs on another thread.
        SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(50));
        return calls.Count(call => call.IsCompleted);
    }
}
