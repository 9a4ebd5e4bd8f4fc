using System.Globalization;
using System.Text.Json.Nodes;

namespace Valance.Export.Tests.Accounting;

/// <summary>Rows of QuickBooks' reports for the year of the cases, sections flattened.</summary>
internal static class Reports
{
    public const string Ageing = "AgedReceivables?report_date=2026-12-31";
    public const string BalanceSheet = "BalanceSheet?start_date=2026-01-01&end_date=2026-12-31";
    public const string ProfitAndLoss = "ProfitAndLoss?start_date=2026-01-01&end_date=2026-12-31";

    public static async Task<List<(string Name, decimal Amount)>> RowsAsync(Desk desk, string report) => [.. Rows((await desk.ReportAsync(report))["Rows"])];

    /// <summary>Of a list that ends with its sum; nothing is owed where it is empty.</summary>
    public static decimal Total(List<(string Name, decimal Amount)> rows) => rows.Where(r => r.Name == "TOTAL").Sum(r => r.Amount);

    private static IEnumerable<(string, decimal)> Rows(JsonNode? holder)
    {
        foreach (var row in holder?["Row"]?.AsArray() ?? [])
        {
            foreach (var (name, amount) in Cells(row?["Header"]).Concat(Cells(row)).Concat(Rows(row?["Rows"])).Concat(Cells(row?["Summary"])))
            {
                yield return (name, amount);
            }
        }
    }

    /// <summary>The name and the last column, which is the total.</summary>
    private static IEnumerable<(string, decimal)> Cells(JsonNode? holder)
    {
        if (holder?["ColData"]?.AsArray() is { Count: > 1 } cells && decimal.TryParse(cells[^1]!["value"]!.GetValue<string>(), CultureInfo.InvariantCulture, out var amount))
        {
            yield return (cells[0]!["value"]!.GetValue<string>(), amount);
        }
    }
}
