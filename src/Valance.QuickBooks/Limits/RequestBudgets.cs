using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>The budget of each company, one for all callers of this process.</summary>
public sealed class RequestBudgets(IOptions<QuickBooksSettings> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, RequestBudget> _budgets = new(StringComparer.Ordinal);

    public RequestBudget For(string realmId) => _budgets.GetOrAdd(realmId, _ => new RequestBudget(options.Value.EffectiveBudget, time));

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
}
