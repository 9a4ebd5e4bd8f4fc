using System.Text;
using CsvHelper;

namespace Valance.Core.Import;

/// <summary>One CSV file as rows of named values. What is wrong with its shape is told, not thrown.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string file) => File = file;

    public string File { get; }

    public List<ImportRow> Rows { get; } = [];

    /// <summary>Of the whole file: then it has no rows.</summary>
    public List<ImportProblem> Problems { get; } = [];

    public List<string> UnknownColumns { get; } = [];

    public bool Has(string column) => _places.ContainsKey(column);

    public int? Place(string column) => _places.TryGetValue(column, out var place) ? place : null;

    public static CsvTable? Read(ImportFiles files, string file)
    {
        if (files[file] is not { } content)
        {
            return null;
        }

        var table = new CsvTable(file);
        try
        {
            table.ReadRows(content);
        }
        catch (DecoderFallbackException)
        {
            table.Rows.Clear();
            table.Problems.Add(new(file, 1, "", "The file is not UTF-8. Save it as \"CSV UTF-8\" and import it again."));
        }

        return table;
    }

    private void ReadRows(byte[] content)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var text = new StreamReader(new MemoryStream(content), strict, detectEncodingFromByteOrderMarks: true);
        var isBroken = false;
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => isBroken = true,
        });
        if (!csv.Read())
        {
            Problems.Add(new(File, 1, "", "The file is empty: it has no heading."));
            return;
        }

        ReadHeading(csv.Current.ToArray());
        var columns = csv.FieldCount;
        while (Problems.Count == 0 && csv.Read())
        {
            var values = csv.Current.ToArray();
            var problem = isBroken ? "A quotation mark stands in the wrong place, or is not closed."
                : values.Length != columns ? $"The line has {values.Length} values, the heading {columns}. Is a comma not within quotation marks?"
                : null;
            isBroken = false;
            Rows.Add(new ImportRow(this, (int)csv.LineNumber, values, problem));
        }
    }

    private void ReadHeading(string[] heading)
    {
        var known = ImportFormat.Columns[File];
        for (var i = 0; i < heading.Length; i++)
        {
            var name = heading[i].Trim();
            if (!known.Required.Concat(known.Optional).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                UnknownColumns.Add(name);
            }
            else if (!_places.TryAdd(name, i))
            {
                Problems.Add(new(File, 1, name, "The column stands twice in the heading."));
            }
        }

        Problems.AddRange(known.Required.Where(c => !Has(c)).Select(c => new ImportProblem(File, 1, c, "The column is missing.")));
    }
}

/// <summary>One row: its line in the file (the first, where values hold line breaks) and its values by column.</summary>
internal sealed class ImportRow(CsvTable table, int line, string[] values, string? brokenBecause)
{
    public CsvTable Table { get; } = table;

    public int Line { get; } = line;

    public bool Has(string column) => Table.Has(column);

    /// <summary>A new list of problems, with what is wrong with the line as such.</summary>
    public List<ImportProblem> Problems() => brokenBecause is null ? [] : [new(Table.File, Line, "", brokenBecause)];

    /// <summary>The value, or the present one where the file has no such column.</summary>
    public string Or(string column, string present) => Has(column) ? this[column] : present;

    /// <summary>Without outer spaces; empty where the file has no such column.</summary>
    public string this[string column] => Table.Place(column) is { } place && place < values.Length ? values[place].Trim() : "";
}
