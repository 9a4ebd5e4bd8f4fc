namespace Valance.QuickBooks;

/// <summary>Counts a company's requests where several processes share one budget: in their common store.</summary>
public interface IBudgetLedger
{
    /// <summary>Counts a request that leaves now and gives null; or, where the limits have no room for it, says when to ask again, UTC.</summary>
    Task<DateTimeOffset?> TakeAsync(string realmId, BudgetLimits limits, bool isBatch, Priority priority, CancellationToken ct);

    /// <summary>QuickBooks throttled: no process sends anything until then.</summary>
    Task CloseAsync(string realmId, DateTimeOffset until, CancellationToken ct);

    /// <summary>What all processes have used.</summary>
    Task<BudgetUse> UseAsync(string realmId, BudgetLimits limits, CancellationToken ct);
}
