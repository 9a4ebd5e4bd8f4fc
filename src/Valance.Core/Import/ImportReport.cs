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
public sealed record ImportProgress(RecordKind Kind, int Done, int Total);

/// <summary>What an import did, or would do.</summary>
public sealed class ImportReport
{
    public SortedDictionary<RecordKind, ImportCounts> Counts { get; } = [];

    /// <summary>In the files' order.</summary>
    public List<RefusedUnit> Refused { get; } = [];

    /// <summary>Said, but no reason to refuse: columns and files that were not read.</summary>
    public List<string> Notes { get; } = [];

    public long? JobId { get; set; }

    public int Taken => Counts.Values.Sum(c => c.Added + c.Updated + c.Unchanged);

    public ImportCounts this[RecordKind kind] => Counts.TryGetValue(kind, out var counts) ? counts : Counts[kind] = new();

    /// <summary>Orders in the store whose payments alone change.</summary>
    internal HashSet<long> OrdersToRebalance { get; } = [];

    internal void Refuse(RecordKind kind, string key, IReadOnlyList<ImportProblem> problems)
    {
        this[kind].Refused++;
        Refused.Add(new(kind, key, problems));
    }

    internal void Add(ImportReport part)
    {
        foreach (var (kind, counts) in part.Counts)
        {
            var mine = this[kind];
            (mine.Added, mine.Updated) = (mine.Added + counts.Added, mine.Updated + counts.Updated);
            (mine.Unchanged, mine.Refused) = (mine.Unchanged + counts.Unchanged, mine.Refused + counts.Refused);
        }

        Refused.AddRange(part.Refused);
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
}
