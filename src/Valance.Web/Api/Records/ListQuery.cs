using System.ComponentModel;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Records;

/// <summary>Which records a list shows.</summary>
public enum Shown
{
    InUse,
    Cancelled,
    All,
}

/// <summary>What every list of records can be asked.</summary>
public record ListQuery
{
    private const int DefaultLimit = 50;

    [Description("Words; a record must contain each of them.")]
    public string? Search { get; init; }

    [Description("By export status, as the badge shows it.")]
    public OneOf<ExportState>? Export { get; init; }

    [Description("Those in use (the default), the cancelled ones, or all.")]
    public OneOf<Shown>? Show { get; init; }

    [Description("A column of the list; without it the list's own order.")]
    public string? Sort { get; init; }

    [Description("Highest first.")]
    public bool? Descending { get; init; }

    [Description("Rows on a page, 1 to 200; 50 where nothing is said.")]
    public int? Limit { get; init; }

    [Description("The “next” of the page before, with the same filters.")]
    public string? Cursor { get; init; }

    /// <summary>The same as the list's use case asks it.</summary>
    public T Fill<T>(T request)
        where T : ListRequest => request with
        {
            Search = Search ?? "",
            Export = Export?.Value,
            Cancelled = Show?.Value switch { Shown.All => null, Shown.Cancelled => true, _ => false },
            Sort = Sort ?? "",
            Descending = Descending ?? false,
            PageSize = Limit ?? DefaultLimit,
            Seek = new ListSeek(Cursor),
        };
}
