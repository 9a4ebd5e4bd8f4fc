using Valance.Core.Records.Exporting;

namespace Valance.Core.Records.Lists;

/// <summary>Which page of a list somebody wants to see. A list with filters of its own derives from it.</summary>
public record ListRequest
{
    public const int MostRows = 200;

    /// <summary>Words; a record must contain each.</summary>
    public string Search { get; init; } = "";

    /// <summary>A column's name; empty for the list's own order. An unknown one is refused.</summary>
    public string Sort { get; init; } = "";

    public bool Descending { get; init; }

    public ExportState? Export { get; init; }

    /// <summary>Of these alone, where something found them that the database cannot; null: all.</summary>
    public IReadOnlyCollection<long>? Only { get; init; }

    /// <summary>False: those in use; true: the cancelled ones; null: all.</summary>
    public bool? Cancelled { get; init; } = false;

    /// <summary>One Account's, for people who see several.</summary>
    public long? AccountId { get; init; }

    /// <summary>1-based.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;

    /// <summary>Set: pages follow one another by their keys and nothing is counted; <see cref="Page"/> is not looked at.</summary>
    public ListSeek? Seek { get; init; }
}

/// <param name="Cursor">Where the page before ended, as it told; null for the first page.</param>
public sealed record ListSeek(string? Cursor);

/// <summary>A page of a list.</summary>
/// <param name="Count">How many match, counted up to <see cref="MostCounted"/>.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, int Count, int Page, int PageSize)
{
    /// <summary>Counting a million rows takes longer than reading a page: beyond this the screen says "10,000+".</summary>
    public const int MostCounted = 10_000;

    /// <summary>The cursor of the next page, where pages follow by their keys; null on the last one.</summary>
    public string? Next { get; init; }

    public bool HasMoreThanCounted => Count > MostCounted;

    public bool HasNext => Page * PageSize < Count || (HasMoreThanCounted && Rows.Count == PageSize);

    public ListPage<TOther> With<TOther>(IReadOnlyList<TOther> rows) => new(rows, Count, Page, PageSize) { Next = Next };
}
