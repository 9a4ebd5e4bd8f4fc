using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Valance.Core.Import;

/// <summary>The rows of one sheet of an Excel workbook, one after another; empty ones are left out, the first is the heading.</summary>
internal static class XlsxRows
{
    // The reader asks for it even where no old workbook (.xls) is read.
    static XlsxRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The sheets that have a cell, by their place in the workbook.</summary>
    public static List<(int Place, string Name)> Sheets(string path)
    {
        var sheets = new List<(int, string)>();
        using var book = Open(path);
        var place = 0;
        do
        {
            if (book.RowCount > 0)
            {
                sheets.Add((place, book.Name));
            }

            place++;
        }
        while (book.NextResult());
        return sheets;
    }

    public static IEnumerable<RawRow> Read(string path, int sheet)
    {
        using var book = Open(path);
        for (var i = 0; i < sheet; i++)
        {
            book.NextResult();
        }

        var columns = 0;
        for (var line = 1; book.Read(); line++)
        {
            var values = new string[book.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Text(book.GetValue(i), book.GetNumberFormatString(i));
            }

            var used = Array.FindLastIndex(values, v => v.Length > 0) + 1;
            if (used == 0)
            {
                continue;
            }

            columns = columns == 0 ? used : columns;
            yield return new RawRow(
                line, values[..Math.Max(columns, used)], used > columns ? $"The row has a value in column {used}, the heading ends at column {columns}." : null);
        }
    }

    /// <summary>A cell as it would stand in a CSV file: never by the server's culture.</summary>
    internal static string Text(object? value, string? format) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "yes" : "no",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number => Number(number, format),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Fifteen digits, as Excel shows them: 33.35 and not the 33.350000000000001 that the file may hold. "00000" keeps a ZIP code's zeros.</summary>
    private static string Number(double number, string? format)
    {
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e15)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        var text = ((decimal)number).ToString(CultureInfo.InvariantCulture);
        return format is { Length: > 1 } && format.All(c => c == '0') && text.All(char.IsAsciiDigit) ? text.PadLeft(format.Length, '0') : text;
    }

    private static IExcelDataReader Open(string path) => ExcelReaderFactory.CreateOpenXmlReader(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), new ExcelReaderConfiguration { LeaveOpen = false });
}
