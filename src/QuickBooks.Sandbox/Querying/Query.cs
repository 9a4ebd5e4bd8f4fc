using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Querying;

internal enum Operator
{
    Equal,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Like,
    In,
}

/// <summary>One filter; all filters of a query hold together (there is no OR).</summary>
internal sealed record Condition(PropertyPath Path, Operator Operator, IReadOnlyList<string> Values);

internal sealed record Ordering(PropertyPath Path, bool Descending);

/// <summary>
/// A property by its place in the document: DisplayName, or MetaData and LastUpdatedTime; a member of a reference where it is named, as in
/// AttachableRef.EntityRef.value.
/// </summary>
internal sealed record PropertyPath(Property? Outer, Property Property, string? Member = null)
{
    public bool IsId => Outer is null && string.Equals(Property.Name, "Id", StringComparison.Ordinal);
}

/// <summary>A query that was read and found valid.</summary>
internal sealed record Query(EntityType Type, bool CountOnly)
{
    public IReadOnlyList<Condition> Where { get; init; } = [];

    public IReadOnlyList<Ordering> OrderBy { get; init; } = [];

    /// <summary>Empty: all properties.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>From 1.</summary>
    public int StartPosition { get; init; } = 1;

    /// <summary>100 unless said, at most 1000 (facts page, "Query").</summary>
    public int MaxResults { get; init; } = 100;
}

/// <summary>A query that cannot be read (4000), is not valid (4001), or asks for what the sandbox lacks.</summary>
internal sealed class QueryRefusedException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;

    /// <summary>What the sandbox lacks, where it is that, and not the query, which is at fault.</summary>
    public string? Lacks { get; private init; }

    public static QueryRefusedException NotModelled(string what) => new("", what) { Lacks = what };

    public static QueryRefusedException Parse(string detail) => new("4000", "QueryParserError: " + detail);

    public static QueryRefusedException Invalid(string detail) => new("4001", "QueryValidationError: " + detail);
}
