using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Reconciling;

namespace Valance.Web.Reconciling;

/// <summary>Which run and which of its rows, as they stand in the address bar: a link can be kept or sent. What cannot be read there is left out.</summary>
public sealed record ReconcileAddress
{
    public long? Account { get; init; }

    /// <summary>Null: the newest.</summary>
    public long? Run { get; init; }

    public RecordKind? Kind { get; init; }

    public DifferenceKind? Difference { get; init; }

    public FindingState State { get; init; }

    public string Search { get; init; } = "";

    /// <summary>The last row of the page before.</summary>
    public long After { get; init; }

    public FindingFilter Filter => new(Kind, Difference, State, Search, After);

    public bool IsFiltered => Kind is not null || Difference is not null || State != FindingState.Open || Search.Length > 0;

    public static ReconcileAddress Parse(string uri)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(question < 0 ? "" : uri[question..].Split('#')[0]);
        string Of(string name) => query.TryGetValue(name, out var values) ? values.ToString().Trim() : "";
        long? Number(string name) => long.TryParse(Of(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
        T? Named<T>(string name)
            where T : struct, Enum => Enum.TryParse<T>(Of(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
        return new()
        {
            Account = Number("account"),
            Run = Number("run"),
            Kind = Named<RecordKind>("kind"),
            Difference = Named<DifferenceKind>("difference"),
            State = Named<FindingState>("state") ?? FindingState.Open,
            Search = Of("search"),
            After = Number("after") ?? 0,
        };
    }

    public string ToUri(string path) => QueryHelpers.AddQueryString(path, new KeyValuePair<string, string?>[]
    {
        new("account", Account?.ToString(CultureInfo.InvariantCulture)),
        new("run", Run?.ToString(CultureInfo.InvariantCulture)),
        new("kind", Kind?.ToString()),
        new("difference", Difference?.ToString()),
        new("state", State == FindingState.Open ? null : State.ToString()),
        new("search", Search),
        new("after", After > 0 ? After.ToString(CultureInfo.InvariantCulture) : null),
    }.Where(q => !string.IsNullOrEmpty(q.Value)));
}
