using System.Globalization;
using CsvHelper;

namespace Valance.Web.Files;

/// <summary>A table as comma-separated values, UTF-8 with its mark so that Excel reads accents.</summary>
public static class CsvFile
{
    public const string Type = "text/csv; charset=utf-8";

    /// <summary>A spreadsheet must not run a text as a formula: one that begins like a formula gets an apostrophe before it; amounts and days are typed, and stay as they are.</summary>
    public static async Task WriteAsync<TRow>(Table<TRow> table, Stream to, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var column in table.Columns)
        {
            csv.WriteField(column.Title);
        }

        await csv.EndRecordAsync(ct);
        await foreach (var row in table.Rows.WithCancellation(ct))
        {
            foreach (var column in table.Columns)
            {
                Write(csv, column.Cell(row));
            }

            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    private static void Write(CsvWriter csv, Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Money:
                csv.WriteField(cell.Amount, "0.00", CultureInfo.InvariantCulture);
                break;
            case CellKind.Day:
                csv.WriteField(DateOnly.FromDateTime(cell.At), "yyyy-MM-dd");
                break;
            case CellKind.Moment:
                csv.WriteField(cell.At, "yyyy-MM-dd HH:mm:ss");
                break;
            default:
                csv.WriteField(cell.Text ?? "");
                break;
        }
    }
}
