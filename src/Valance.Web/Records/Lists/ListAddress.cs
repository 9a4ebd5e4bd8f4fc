using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Web.Records.Lists;

/// <summary>What a list of records shows, as it stands in the address bar: a link can be kept or sent. What cannot be read there is left out.</summary>
public sealed record ListAddress
{
    private static readonly string[] Known = ["search", "sort", "order", "export", "show", "account", "page"];

    public string Search { get; init; } = "";

    public string Sort { get; init; } = "";

    public bool Descending { get; init; }

    public ExportState? Export { get; init; }

    /// <summary>Of these alone; not in the address bar, but found for the status "Not ready", which the database does not know.</summary>
    public IReadOnlyCollection<long>? Only { get; init; }

    /// <summary>False: those in use; true: the cancelled ones; null: all.</summary>
    public bool? Cancelled { get; init; } = false;

    public long? Account { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Filters of one list alone, by their name in the address; a blank one is not there.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IsFiltered => Search.Length > 0 || Export is not null || Cancelled != false || Account is not null || More.Count > 0;

    public static ListAddress Parse(string uri)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(question < 0 ? "" : uri[question..].Split('#')[0]);
        string Of(string name) => query.TryGetValue(name, out var values) ? values.ToString().Trim() : "";
        return new()
        {
            Search = Of("search"),
            Sort = Of("sort"),
            Descending = Of("order") == "down",
            Export = Enum.TryParse<ExportState>(Of("export"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
            Cancelled = Of("show") switch { "cancelled" => true, "all" => null, _ => false },
            Account = long.TryParse(Of("account"), NumberStyles.None, CultureInfo.InvariantCulture, out var account) ? account : null,
            Page = int.TryParse(Of("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1,
            More = query.Where(q => !Known.Contains(q.Key, StringComparer.Ordinal) && q.Value.ToString().Length > 0)
                .ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
        };
    }

    public string ToUri(string path)
    {
        var query = new List<KeyValuePair<string, string?>>
        {
            new("search", Search),
            new("sort", Sort),
            new("order", Descending ? "down" : ""),
            new("export", Export?.ToString() ?? ""),
            new("show", Cancelled switch { true => "cancelled", null => "all", false => "" }),
            new("account", Account?.ToString(CultureInfo.InvariantCulture) ?? ""),
            new("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : ""),
        };
        query.AddRange(More.Select(m => new KeyValuePair<string, string?>(m.Key, m.Value)));
        return QueryHelpers.AddQueryString(path, query.Where(q => !string.IsNullOrEmpty(q.Value)));
    }

    public string Get(string name) => More.GetValueOrDefault(name, "");

    /// <summary>With another value of a list's own filter; from its first page on.</summary>
    public ListAddress With(string name, string? value)
    {
        var more = More.Where(m => !string.Equals(m.Key, name, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(value))
        {
            more[name] = value.Trim();
        }

        return this with { More = more, Page = 1 };
    }

    /// <summary>The request that the address stands for: put a list's own filters into it before or after.</summary>
    public T Fill<T>(T request)
        where T : ListRequest => request with
        {
            Search = Search,
            Sort = Sort,
            Descending = Descending,
            Export = Export,
            Only = Only,
            Cancelled = Cancelled,
            AccountId = Account,
            Page = Page,
        };
}
