using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>The budget of each company, one for all callers of this process.</summary>
public sealed class RequestBudgets(IOptions<QuickBooksSettings> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, RequestBudget> _budgets = new(StringComparer.Ordinal);

    public RequestBudget For(string realmId) => _budgets.GetOrAdd(realmId, _ => new RequestBudget(options.Value.EffectiveBudget, time));

    public void Dispose()
    {
        foreach (var budget in _budgets.Values)
        {
            budget.Dispose();
        }
    }
}
