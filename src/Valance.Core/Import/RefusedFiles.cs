using CsvHelper;

namespace Valance.Core.Import;

/// <summary>The rows that were refused, as they stood in their files, with a column that says why: to correct and load again.</summary>
internal static class RefusedFiles
{
    public const string ReasonColumn = "Reason";

    public const string NameEnding = "-refused";

    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>One CSV for each table that has refused rows.</summary>
    /// <returns>Their names and where they lie in the folder.</returns>
    public static IReadOnlyList<(string Name, string Path)> Write(RowStage stage, DirectoryInfo folder)
    {
        var files = new List<(string Name, string Path)>();
        foreach (var table in stage.Tables)
        {
            using var rows = stage.Refused(table).GetEnumerator();
            if (!rows.MoveNext())
            {
                continue;
            }

            var name = NameOf(table.File);
            while (files.Exists(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                name = $"{Path.GetFileNameWithoutExtension(name)} 2.csv";
            }

            var path = Path.Combine(folder.FullName, $"{files.Count}.csv");
            using var file = new FileStream(path, FileMode.Create);
            Write(table, rows, file);
            files.Add((name, path));
        }

        return files;
    }

    /// <summary>What the guard against formulas put before a value when the file was written; a value that the person typed stays as it is.</summary>
    public static string WithoutGuard(string value) =>
        value.Length > 1 && value[0] == '\'' && FormulaStarts.Contains(value[1], StringComparison.Ordinal) ? value[1..] : value;

    private static string NameOf(string table)
    {
        var parts = table.Split(", ", 2);
        var name = parts.Length == 2 ? $"{Path.GetFileNameWithoutExtension(parts[0])} {parts[1]}" : Path.GetFileNameWithoutExtension(table);
        name = name.EndsWith(NameEnding, StringComparison.OrdinalIgnoreCase) ? name : name + NameEnding;
        return string.Concat(name.Split(Path.GetInvalidFileNameChars())) + ".csv";
    }

    private static void Write(ImportTable table, IEnumerator<(IReadOnlyList<string> Values, string Reason)> rows, Stream file)
    {
        var reason = table.Heading.ToList().FindIndex(h => string.Equals(h, ReasonColumn, StringComparison.OrdinalIgnoreCase));
        using var csv = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true, ValidateFieldCount = false }, leaveOpen: true);
        csv.WriteRecord([.. table.Heading.Where((_, i) => i != reason), ReasonColumn]);
        do
        {
            var values = rows.Current.Values;
            csv.WriteRecord([.. Enumerable.Range(0, Math.Max(table.Heading.Count, values.Count)).Where(i => i != reason).Select(i => i < values.Count ? values[i] : ""), rows.Current.Reason]);
        }
        while (rows.MoveNext());
    }
}
