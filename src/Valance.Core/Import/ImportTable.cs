namespace Valance.Core.Import;

/// <summary>A table that is being read: what it is called in messages, and where its columns stand.</summary>
internal sealed class ImportTable(string file, string kind, IReadOnlyList<string> heading, IReadOnlyDictionary<string, int> places)
{
    public string File { get; } = file;

    public string Kind { get; } = kind;

    public IReadOnlyList<string> Heading { get; } = heading;

    public bool Has(string column) => places.ContainsKey(column);

    public int? Place(string column) => places.TryGetValue(column, out var place) ? place : null;
}

/// <summary>One row: its line in the file (the first, where values hold line breaks) and its values by column.</summary>
/// <param name="id">Its number on the stage.</param>
internal sealed class ImportRow(ImportTable table, long id, int line, string[] values, string? brokenBecause)
{
    public ImportTable Table { get; } = table;

    public long Id { get; } = id;

    public int Line { get; } = line;

    /// <summary>As they stand in the file.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    public bool Has(string column) => Table.Has(column);

    /// <summary>A new list of problems, with what is wrong with the line as such.</summary>
    public List<ImportProblem> Problems() => brokenBecause is null ? [] : [new(Table.File, Line, "", brokenBecause)];

    /// <summary>The value, or the present one where the file has no such column.</summary>
    public string Or(string column, string present) => Has(column) ? this[column] : present;

    /// <summary>Without outer spaces; empty where the file has no such column.</summary>
    public string this[string column] => Table.Place(column) is { } place && place < values.Length ? values[place].Trim() : "";
}
