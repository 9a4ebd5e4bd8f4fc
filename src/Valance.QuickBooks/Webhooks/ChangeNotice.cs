namespace Valance.QuickBooks;

/// <summary>QuickBooks says that a record changed. It says not how: ask, and ask for what changed at the same time together.</summary>
/// <param name="RealmId">The company.</param>
/// <param name="Entity">The kind by its wire name, in whatever capitals: <c>Customer</c> in the older body, <c>customer</c> in CloudEvents.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Operation">Such as <c>Create</c> or <c>updated</c>, as it came.</param>
/// <param name="At">When it changed, UTC, by QuickBooks' clock; null where the body does not say.</param>
public sealed record ChangeNotice(string RealmId, string Entity, string Id, string Operation, DateTimeOffset? At)
{
    /// <summary>Of a merge, the id of the record that went into this one; empty otherwise.</summary>
    public string MergedId { get; init; } = "";

    public bool IsOf(string wireName) => string.Equals(Entity, wireName, StringComparison.OrdinalIgnoreCase);
}
