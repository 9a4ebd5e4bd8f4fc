using System.Collections.Immutable;
using System.Globalization;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Faults;

/// <summary>The faults that are asked for at the moment, oldest first.</summary>
public sealed class FaultBoard
{
    private readonly Random random = new(20260101);
    private ImmutableList<FaultRule> rules = [];
    private int last;

    /// <summary>All that are set.</summary>
    public IReadOnlyList<FaultRule> Rules => rules;

    /// <summary>Sets one; its Id is given here.</summary>
    public FaultRule Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Id = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
        ImmutableInterlocked.Update(ref rules, list => list.Add(rule));
        return rule;
    }

    /// <summary>Takes one away; false where there is none of that id.</summary>
    public bool Remove(string id)
    {
        var before = rules;
        ImmutableInterlocked.Update(ref rules, list => list.RemoveAll(r => string.Equals(r.Id, id, StringComparison.Ordinal)));
        return before.Count != rules.Count;
    }

    /// <summary>Takes all away.</summary>
    public void Clear() => rules = [];

    internal bool IsEmpty => rules.IsEmpty;

    /// <summary>The first rule that meets a call at the door: everything but faults of the service on writes, which batches have by item.</summary>
    internal FaultRule? AtTheDoor(string realm, string operation, string? entity)
    {
        var isWrite = operation is "create" or "update" or "delete" or "void";
        return First(realm, operation, entity, null, rule => !(isWrite && rule.Kind == FaultKind.Fault));
    }

    /// <param name="name">What the record is called, or its number.</param>
    internal ServiceError? OnWrite(string realm, string operation, string entity, string? name) =>
        First(realm, operation, entity, name, rule => rule.Kind == FaultKind.Fault) is { } rule ? ErrorOf(rule) : null;

    internal static ServiceError ErrorOf(FaultRule rule) => new(
        rule.Code, rule.Message, rule.Detail, rule.Element, rule.Status >= 500 ? "SystemFault" : "ValidationFault", rule.Status ?? 400);

    private FaultRule? First(string realm, string operation, string? entity, string? name, Func<FaultRule, bool> fits)
    {
        var list = rules;
        if (list.IsEmpty)
        {
            return null;
        }

        lock (random)
        {
            return list.FirstOrDefault(rule => fits(rule) && rule.Meets(realm, operation, entity, name, random));
        }
    }
}
