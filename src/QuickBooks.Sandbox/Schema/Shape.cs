using System.Collections.Frozen;

namespace QuickBooks.Sandbox.Schema;

/// <summary>The properties of one kind of object, with the name that Intuit's error texts give its class.</summary>
internal sealed class Shape
{
    private readonly FrozenDictionary<string, Property> byName;
    private readonly FrozenDictionary<string, Property> byAnyCase;

    public Shape(string className, params Property[] properties)
    {
        ClassName = className;
        Properties = properties;
        byName = properties.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        byAnyCase = properties.ToFrozenDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>As in "(class com.intuit.schema.finance.v3.Invoice)".</summary>
    public string ClassName { get; }

    public IReadOnlyList<Property> Properties { get; }

    /// <summary>JSON names are exact.</summary>
    public Property? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Names in a query ignore case (facts page, "Query").</summary>
    public Property? FindAnyCase(string name) => byAnyCase.GetValueOrDefault(name);
}
