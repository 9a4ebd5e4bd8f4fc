using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>One thing that is wrong with a file.</summary>
/// <param name="Line">1-based line of the file.</param>
/// <param name="Column">Empty where it is about the whole line or file.</param>
public sealed record ImportProblem(string File, int Line, string Column, string Reason)
{
    public override string ToString() => Column.Length == 0 ? $"{File}, line {Line}: {Reason}" : $"{File}, line {Line}, {Column}: {Reason}";
}

/// <summary>A unit that was not taken: an order with its lines, a customer, a payment.</summary>
/// <param name="Kind">Null where a whole file was refused.</param>
/// <param name="Key">What the files call it: the order number, the customer id.</param>
public sealed record RefusedUnit(RecordKind? Kind, string Key, IReadOnlyList<ImportProblem> Problems);

public sealed class ImportCounts
{
    public int Added { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Refused { get; set; }
}

/// <summary>How far an import is.</summary>
/// <param name="Rows">Of all files, done by now.</param>
public sealed record ImportProgress(RecordKind Kind, int Done, int Total, int Rows, int AllRows);

/// <summary>What an import did, or would do.</summary>
public sealed class ImportReport
{
    /// <summary>Of units that are named one by one; all of their rows stand in the files of refused rows.</summary>
    internal const int MostNamed = 1000;

    public SortedDictionary<RecordKind, ImportCounts> Counts { get; } = [];

    /// <summary>In the order in which they were found; the first thousand.</summary>
    public List<RefusedUnit> Refused { get; } = [];

    public int RefusedCount { get; private set; }

    public int ProblemCount { get; private set; }

    /// <summary>Said, but no reason to refuse: columns and files that were not read.</summary>
    public List<string> Notes { get; } = [];

    public long? JobId { get; set; }

    /// <summary>Somebody called it off in the middle; the counts are of what was done until then.</summary>
    public bool IsCancelled { get; internal set; }

    public int Taken => Counts.Values.Sum(c => c.Added + c.Updated + c.Unchanged);

    public ImportCounts this[RecordKind kind] => Counts.TryGetValue(kind, out var counts) ? counts : Counts[kind] = new();

    /// <summary>Orders in the store whose payments alone change.</summary>
    internal HashSet<long> OrdersToRebalance { get; } = [];

    /// <summary>Of this chunk: they go to the stage once it is committed.</summary>
    internal List<RefusedRow> Rows { get; } = [];

    internal void Refuse(RecordKind kind, string key, IReadOnlyList<ImportProblem> problems, IEnumerable<ImportRow> rows)
    {
        this[kind].Refused++;
        Keep(new(kind, key, problems));
        var own = problems.ToLookup(p => (p.File, p.Line), p => p.Column.Length == 0 ? p.Reason : $"{p.Column}: {p.Reason}");
        Rows.AddRange(rows.Select(r => new RefusedRow(
            r.Id, string.Join(' ', own[(r.Table.File, r.Line)]) is { Length: > 0 } reason ? reason : $"Nothing is wrong in this row; another one of {key} is.")));
    }

    internal void RefuseFile(string name, IReadOnlyList<ImportProblem> problems) => Keep(new(null, name, problems));

    internal void Add(ImportReport part)
    {
        foreach (var (kind, counts) in part.Counts)
        {
            var mine = this[kind];
            (mine.Added, mine.Updated) = (mine.Added + counts.Added, mine.Updated + counts.Updated);
            (mine.Unchanged, mine.Refused) = (mine.Unchanged + counts.Unchanged, mine.Refused + counts.Refused);
        }

        part.Refused.ForEach(Keep);
    }

    /// <summary>Counts a unit that is taken, and says whether it must be written.</summary>
    internal bool NeedsWriting(Record? present, RecordKind kind, string fingerprint)
    {
        var counts = this[kind];
        if (present is null)
        {
            counts.Added++;
        }
        else if (present.ImportFingerprint == fingerprint)
        {
            counts.Unchanged++;
            return false;
        }
        else
        {
            counts.Updated++;
        }

        return true;
    }

    private void Keep(RefusedUnit unit)
    {
        RefusedCount++;
        ProblemCount += unit.Problems.Count;
        if (Refused.Count < MostNamed)
        {
            Refused.Add(unit);
        }
    }
}
