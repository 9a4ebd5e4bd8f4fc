using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>The budget of each company, one for all callers of this process; with a ledger one for all processes that share it.</summary>
public sealed class RequestBudgets(IOptions<QuickBooksSettings> options, TimeProvider time, IBudgetLedger? ledger = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, RequestBudget> _budgets = new(StringComparer.Ordinal);

    public RequestBudget For(string realmId) => _budgets.GetOrAdd(realmId, _ => NewBudget(realmId));

    /// <summary>What is used just now, by all processes.</summary>
    public async Task<BudgetUse> UseAsync(string realmId, CancellationToken ct)
    {
        var own = For(realmId).Use;
        return ledger is null || own.Limits == BudgetLimits.None ? own : await ledger.UseAsync(realmId, own.Limits, ct) with { Waiting = own.Waiting };
    }

    /// <summary>Use of each company that was asked within the last minute, by realm id.</summary>
    public IReadOnlyDictionary<string, BudgetUse> InUse =>
        _budgets.Select(b => KeyValuePair.Create(b.Key, b.Value.Use)).Where(u => u.Value.LastMinute > 0 || u.Value.Waiting > 0).ToDictionary(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var budget in _budgets.Values)
        {
            budget.Dispose();
        }
    }

    private RequestBudget NewBudget(string realmId)
    {
        var limits = options.Value.EffectiveBudget;
        return new RequestBudget(limits, time, limits == BudgetLimits.None || ledger is null ? null : new SharedBudget(ledger, realmId, time));
    }
}

/// <summary>One company's part of the ledger.</summary>
public sealed class SharedBudget(IBudgetLedger ledger, string realmId, TimeProvider time)
{
    // The clocks of two machines differ a little.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    internal async Task WaitAsync(BudgetLimits limits, bool isBatch, Priority priority, CancellationToken ct)
    {
        while (await ledger.TakeAsync(realmId, limits, isBatch, priority, ct) is { } free)
        {
            var pause = free - time.GetUtcNow();
            await Task.Delay(pause > Least ? pause : Least, time, ct);
        }
    }

    internal Task CloseAsync(TimeSpan pause, CancellationToken ct) => ledger.CloseAsync(realmId, time.GetUtcNow() + pause, ct);
}
