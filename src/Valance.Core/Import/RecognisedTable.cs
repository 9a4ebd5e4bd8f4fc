namespace Valance.Core.Import;

/// <summary>A table and what each of its columns is taken for.</summary>
/// <param name="Kind">The file of the format that it stands for, such as "orders.csv"; null where that is not known, or a person left it aside.</param>
/// <param name="Places">Our columns and where they stand in its heading.</param>
/// <param name="IsChosen">A person of the Account said so before, for a file with this heading.</param>
public sealed record RecognisedTable(FileTable Table, string? Kind, IReadOnlyDictionary<string, int> Places, bool IsChosen)
{
    /// <summary>Columns without which nothing of it can be taken.</summary>
    public IReadOnlyList<string> Missing => Kind is null ? [] : [.. ImportFormat.Columns[Kind].Required.Where(c => !Places.ContainsKey(c))];

    /// <summary>Headings that are not read.</summary>
    public IReadOnlyList<string> Unknown => Kind is null ? [] :
        [.. Table.Heading.Where((h, i) => !Places.Values.Contains(i) && !string.Equals(h, RefusedFiles.ReasonColumn, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A column of ours whose heading stands twice, to the letter: nobody can tell which one is meant.</summary>
    internal IEnumerable<string> Twice => Places.Where(p => Table.Heading.Count(h => string.Equals(h, Table.Heading[p.Value], StringComparison.OrdinalIgnoreCase)) > 1).Select(p => p.Key);

    public static RecognisedTable Of(FileTable table)
    {
        var kind = KindOf(table);
        return new(table, kind, kind is null ? new Dictionary<string, int>() : Recognise(kind, table.Heading), IsChosen: false);
    }

    /// <summary>As a person chose before: columns by the heading's words, so that their order may change.</summary>
    public static RecognisedTable Of(FileTable table, ColumnChoice choice)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, heading) in choice.ReadColumns())
        {
            var place = IndexOf(table.Heading, heading);
            if (place >= 0 && choice.Kind.Length > 0 && ImportFormat.Has(choice.Kind, column))
            {
                places[column] = place;
            }
        }

        return new(table, choice.Kind.Length > 0 ? choice.Kind : null, places, IsChosen: true);
    }

    /// <summary>Which column of ours each heading is. One's own name goes before what others call it.</summary>
    public static IReadOnlyDictionary<string, int> Recognise(string kind, IReadOnlyList<string> heading)
    {
        var keys = heading.Select(ColumnNames.Key).ToList();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var wanted = ImportFormat.All(kind).ToDictionary(c => c, c => ColumnNames.KeysOf(kind, c).ToList(), StringComparer.Ordinal);
        for (var rank = 0; rank < wanted.Values.Max(k => k.Count); rank++)
        {
            foreach (var (column, names) in wanted.Where(w => w.Value.Count > rank && !places.ContainsKey(w.Key)))
            {
                var place = Enumerable.Range(0, keys.Count)
                    .FirstOrDefault(i => !places.Values.Contains(i) && string.Equals(keys[i], names[rank], StringComparison.Ordinal), -1);
                if (place >= 0)
                {
                    places.Add(column, place);
                }
            }
        }

        return places;
    }

    /// <summary>By its name where that is one of ours; else the one kind whose columns it has.</summary>
    private static string? KindOf(FileTable table)
    {
        var name = table.ShortName.EndsWith(RefusedFiles.NameEnding, StringComparison.OrdinalIgnoreCase) ? table.ShortName[..^RefusedFiles.NameEnding.Length] : table.ShortName;
        var key = ColumnNames.Key(name);
        if (ImportFormat.Columns.Keys.FirstOrDefault(k => string.Equals(ColumnNames.Key(Path.GetFileNameWithoutExtension(k)), key, StringComparison.Ordinal)) is { } named)
        {
            return named;
        }

        var ranked = ImportFormat.Columns.Keys.Select(k => (Kind: k, Points: Points(k, table.Heading))).OrderByDescending(k => k.Points).Take(2).ToList();
        return ranked[0].Points > 0 && ranked[0].Points > ranked[1].Points ? ranked[0].Kind : null;
    }

    /// <summary>None where a column is missing that it must have; with one missing, much else must speak for it.</summary>
    private static int Points(string kind, IReadOnlyList<string> heading)
    {
        var places = Recognise(kind, heading);
        var missing = ImportFormat.Columns[kind].Required.Count(c => !places.ContainsKey(c));
        var own = places.Count(p => string.Equals(ColumnNames.Key(p.Key), ColumnNames.Key(heading[p.Value]), StringComparison.Ordinal));
        return missing switch { 0 => 100 + places.Count + own, 1 when places.Count >= 3 => places.Count + own, _ => 0 };
    }

    private static int IndexOf(IReadOnlyList<string> heading, string text)
    {
        for (var i = 0; i < heading.Count; i++)
        {
            if (string.Equals(heading[i], text, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
