using System.Globalization;
using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>A report of the company, as far as its columns and its last line go.</summary>
/// <remarks>Source: Intuit, Accounting API, Report entities. Amounts are text with a point; an empty cell is none.</remarks>
public sealed class Report
{
    internal Report(JsonElement root)
    {
        Columns = [.. root.GetProperty("Columns").GetProperty("Column").EnumerateArray().Select(c => c.GetProperty("ColTitle").GetString() ?? "")];
        GrandTotal = root.GetProperty("Rows").TryGetProperty("Row", out var rows) && rows.EnumerateArray().LastOrDefault(IsGrandTotal) is { ValueKind: JsonValueKind.Object } total
            ? Amounts(total)
            : [.. Columns.Skip(1).Select(_ => 0m)];
    }

    /// <summary>Titles; the first column names the row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The last line's amounts in dollars, one for each column after the first; zeros where the report is empty.</summary>
    public IReadOnlyList<decimal> GrandTotal { get; }

    private static bool IsGrandTotal(JsonElement row) =>
        row.TryGetProperty("group", out var group) && string.Equals(group.GetString(), "GrandTotal", StringComparison.Ordinal);

    private static List<decimal> Amounts(JsonElement row) => [.. row.GetProperty("Summary").GetProperty("ColData").EnumerateArray().Skip(1).Select(Amount)];

    private static decimal Amount(JsonElement cell) => cell.GetProperty("value").GetString() is { Length: > 0 } text
        ? decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : throw new JsonException($"'{text}' is no amount.")
        : 0m;
}
