using System.Text;
using ExcelDataReader.Exceptions;

namespace Valance.Core.Import;

/// <summary>One table of what was handed over: a CSV file, or a sheet of a workbook. What is wrong with its shape is told, not thrown.</summary>
public sealed class FileTable
{
    private const int Shown = 5;

    private const string NotUtf8 = "The file is not UTF-8. Save it as \"CSV UTF-8\" and import it again.";

    private readonly string _path;
    private readonly int? _sheet;

    internal FileTable(string name, string path, int? sheet)
    {
        (Name, _path, _sheet) = (name, path, sheet);
        try
        {
            var rows = Read().Take(Shown + 1).ToList();
            Heading = rows.Count == 0 ? [] : [.. rows[0].Values.Select((h, i) => h.Trim() is { Length: > 0 } text ? text : $"(column {i + 1})")];
            FirstRows = [.. rows.Skip(1).Select(r => (IReadOnlyList<string>)r.Values)];
            Problem = rows.Count == 0 ? "The file is empty: it has no heading." : null;
        }
        catch (Exception e) when (Explain(e) is { } problem)
        {
            Problem = problem;
        }
    }

    /// <summary>"customers.csv", "books.xlsx, Customers".</summary>
    public string Name { get; }

    /// <summary>As it stands in the file, without outer spaces.</summary>
    public IReadOnlyList<string> Heading { get; } = [];

    /// <summary>The first few, for a look at them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> FirstRows { get; } = [];

    /// <summary>Why the table cannot be read at all; null where it can.</summary>
    public string? Problem { get; }

    /// <summary>What tells its kind if the columns do not: the file's name without its ending, or the sheet's.</summary>
    internal string ShortName => _sheet is null ? Path.GetFileNameWithoutExtension(Name) : Name[(Name.IndexOf(", ", StringComparison.Ordinal) + 2)..];

    /// <summary>A row's own explanation may stand in a column that an earlier import added: see <see cref="RefusedFiles"/>.</summary>
    internal bool IsOfRefusedRows => Heading.Contains(RefusedFiles.ReasonColumn, StringComparer.OrdinalIgnoreCase);

    internal static IEnumerable<FileTable> Of(string name, string path)
    {
        if (!name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            return [new FileTable(name, path, null)];
        }

        try
        {
            var sheets = XlsxRows.Sheets(path);
            return sheets.Count == 0 ? [new FileTable(name, path, 0)] : sheets.ConvertAll(s => new FileTable($"{name}, {s.Name}", path, s.Place));
        }
        catch (Exception e) when (Explain(e) is not null)
        {
            // Read once more, so that the table tells why.
            return [new FileTable(name, path, 0)];
        }
    }

    /// <summary>Without the heading. May end with an exception that <see cref="Explain"/> knows.</summary>
    internal IEnumerable<RawRow> Rows()
    {
        var rows = Read().Skip(1);
        return IsOfRefusedRows ? rows.Select(r => r with { Values = Array.ConvertAll(r.Values, RefusedFiles.WithoutGuard) }) : rows;
    }

    /// <summary>Null where it is no fault of the file.</summary>
    internal static string? Explain(Exception e) => e switch
    {
        DecoderFallbackException => NotUtf8,
        ExcelReaderException or InvalidDataException or System.Xml.XmlException => "This is no Excel workbook (.xlsx) that can be read, or it has a password. Save it anew, or as \"CSV UTF-8\".",
        _ => null,
    };

    private IEnumerable<RawRow> Read() => _sheet is { } sheet ? XlsxRows.Read(_path, sheet) : CsvRows.Read(_path);
}
