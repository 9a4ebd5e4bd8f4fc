using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Reports;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The reports of the API as pages, with a choice of days.</summary>
internal static class ReportScreen
{
    private static readonly (string Name, string Title)[] Titles =
    [
        ("ProfitAndLoss", "Profit and loss"), ("BalanceSheet", "Balance sheet"), ("TrialBalance", "Trial balance"),
        ("AgedReceivables", "Aged receivables"), ("CustomerBalance", "Customer balances"),
    ];

    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var name = (string)context.Request.RouteValues["report"]!;
        return Array.Exists(Titles, t => string.Equals(t.Name, name, StringComparison.Ordinal))
            ? CompanyScreens.With(context, books, "reports/" + name, company => Body(context, company, name))
            : ScreenRoutes.NotFound(context, $"There is no report '{name}'.");
    }

    private static string Body(HttpContext context, Company company, string name)
    {
        var problems = new Problems();
        var asked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        var (report, period, hasPeriod) = ReportDesk.Make(company, name, asked, problems)!.Value;
        var at = $"/companies/{company.RealmId}/reports/";
        var others = string.Concat(Titles.Select(t =>
            $"<a href=\"{at}{t.Name}\"{(string.Equals(t.Name, name, StringComparison.Ordinal) ? " aria-current=\"page\"" : "")}>{t.Title}</a>"));
        var days = !hasPeriod ? Day("report_date", "As of", period.End)
            : name is "ProfitAndLoss" ? Day("start_date", "From", period.Start) + Day("end_date", "To", period.End)
            : Day("end_date", "As of", period.End);
        var refused = problems.Any
            ? $"<p class=\"problem\" role=\"alert\">{Page.E(problems.NotModelled is { } lacks ? $"The sandbox does not model {lacks}." : string.Join(' ', problems.Errors.Select(e => e.Detail)))}</p>"
            : "";
        return $"""
            <nav class="tabs" aria-label="Reports">{others}</nav>
            <form class="row">{days}<button>Show</button></form>{refused}
            {(problems.Any || report.IsEmpty ? "<div class=\"card empty\">Nothing is booked in this time.</div>" : Page.Table(Title(name), Heads(report), Rows(report.Rows, 0)))}
            """;
    }

    private static string Title(string name) => Array.Find(Titles, t => string.Equals(t.Name, name, StringComparison.Ordinal)).Title;

    private static string[] Heads(Report report) => [.. report.Columns.Select(c => c.Type is "Money" ? "#" + c.Title : c.Type)];

    private static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<ReportRow> rows, int level)
    {
        foreach (var row in rows)
        {
            if ((row.Header ?? row.Data) is { } first)
            {
                yield return Cells(first, level, row.Header is not null);
            }

            foreach (var below in Rows(row.Rows, level + 1))
            {
                yield return below;
            }

            if (row.Summary is { } sum)
            {
                yield return Cells(sum, level, strong: true);
            }
        }
    }

    private static IReadOnlyList<string> Cells(IReadOnlyList<Cell> cells, int level, bool strong) =>
    [
        $"<span class=\"level{level}\">{(strong ? $"<strong>{Page.E(cells[0].Value)}</strong>" : Page.E(cells[0].Value))}</span>",
        .. cells.Skip(1).Select(c => c.Value.Length == 0 ? "" : Page.Money(decimal.Parse(c.Value, System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static string Day(string name, string label, DateOnly? day) =>
        $"<label class=\"field\">{label} <input type=\"date\" name=\"{name}\" value=\"{(day is { } d ? Json.Iso(d) : "")}\"></label>";
}
