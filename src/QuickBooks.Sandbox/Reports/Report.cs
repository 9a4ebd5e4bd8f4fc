using System.Globalization;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Reports;

/// <summary>One value of a row; the first of a row may name the record that it stands for.</summary>
internal readonly record struct Cell(string Value, string? Id = null)
{
    /// <summary>Dollars as reports write them: 1234.50, with two decimals and without separators (recorded).</summary>
    public static Cell Money(decimal amount) => new(amount.ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>Nothing where there is nothing.</summary>
    public static Cell MoneyOrEmpty(decimal amount) => amount == 0 ? new("") : Money(amount);
}

/// <summary>A column; Key is its "ColKey", which only some reports write (recorded).</summary>
internal sealed record ReportColumn(string Title, string Type, string? Key = null);

/// <summary>A row of figures, or a section: a head, its own rows, a sum.</summary>
internal sealed record ReportRow
{
    public IReadOnlyList<Cell>? Data { get; private init; }

    public IReadOnlyList<Cell>? Header { get; private init; }

    public IReadOnlyList<ReportRow> Rows { get; private init; } = [];

    public IReadOnlyList<Cell>? Summary { get; private init; }

    /// <summary>Intuit's word for the section, by which programs find it: "Income", "NetIncome", "GrandTotal".</summary>
    public string? Group { get; init; }

    /// <summary>Statements write "type":"Data" on rows of figures, lists do not (recorded).</summary>
    public bool SaysType { get; private init; }

    public static ReportRow Of(IReadOnlyList<Cell> cells, bool saysType = false) => new() { Data = cells, SaysType = saysType };

    public static ReportRow Section(IReadOnlyList<Cell>? header, IReadOnlyList<ReportRow> rows, IReadOnlyList<Cell>? summary, string? group = null) =>
        new() { Header = header, Rows = rows, Summary = summary, Group = group };

    public static ReportRow Total(string group, params IReadOnlyList<Cell> cells) => Section(null, [], cells, group);
}

/// <summary>A report, before it is written as JSON or shown on a page.</summary>
internal sealed record Report(string Name, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The head's own words beside name, time and period, in their order: basis, grouping, customer.</summary>
    public IReadOnlyList<(string Name, string Value)> Head { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Options { get; init; } = [];

    /// <summary>No figure at all: the head says "NoReportData".</summary>
    public bool IsEmpty { get; init; }
}

/// <summary>
/// Header, Columns.Column[], Rows.Row[] as the service writes them. Source: Intuit's report pages and bodies of the real service that developers
/// published (2016 to 2022).
/// </summary>
internal static class ReportJson
{
    public static JsonObject Write(Report report, ReportPeriod period, DateTimeOffset now)
    {
        var header = new JsonObject { ["Time"] = Books.Zones.Seconds(now), ["ReportName"] = report.Name };
        if (period.Macro is { } macro)
        {
            header["DateMacro"] = macro;
        }

        if (period.Start is { } start)
        {
            header["StartPeriod"] = Json.Iso(start);
            header["EndPeriod"] = Json.Iso(period.End);
        }

        foreach (var (name, value) in report.Head)
        {
            header[name] = value;
        }

        header["Currency"] = "USD";
        header["Option"] = new JsonArray([.. report.Options.Append(("NoReportData", report.IsEmpty ? "true" : "false")).Select(o => (JsonNode)new JsonObject
        {
            ["Name"] = o.Item1,
            ["Value"] = o.Item2,
        })]);
        return new JsonObject
        {
            ["Header"] = header,
            ["Columns"] = new JsonObject { ["Column"] = new JsonArray([.. report.Columns.Select(Column)]) },
            ["Rows"] = new JsonObject { ["Row"] = new JsonArray([.. report.Rows.Select(Row)]) },
        };
    }

    private static JsonObject Column(ReportColumn column)
    {
        var written = new JsonObject { ["ColTitle"] = column.Title, ["ColType"] = column.Type };
        if (column.Key is { } key)
        {
            written["MetaData"] = new JsonArray(new JsonObject { ["Name"] = "ColKey", ["Value"] = key });
        }

        return written;
    }

    private static JsonObject Row(ReportRow row)
    {
        var written = new JsonObject();
        if (row.Data is { } data)
        {
            written["ColData"] = Cells(data);
            if (row.SaysType)
            {
                written["type"] = "Data";
            }
        }
        else
        {
            if (row.Header is { } header)
            {
                written["Header"] = new JsonObject { ["ColData"] = Cells(header) };
            }

            if (row.Rows.Count > 0)
            {
                written["Rows"] = new JsonObject { ["Row"] = new JsonArray([.. row.Rows.Select(Row)]) };
            }

            if (row.Summary is { } summary)
            {
                written["Summary"] = new JsonObject { ["ColData"] = Cells(summary) };
            }

            written["type"] = "Section";
        }

        if (row.Group is { } group)
        {
            written["group"] = group;
        }

        return written;
    }

    private static JsonArray Cells(IReadOnlyList<Cell> cells) => new([.. cells.Select(cell =>
    {
        var written = new JsonObject { ["value"] = cell.Value };
        if (cell.Id is { } id)
        {
            written["id"] = id;
        }

        return (JsonNode)written;
    })]);
}
