namespace Valance.Core.Import;

/// <summary>What the History of an import job tells.</summary>
public static class ImportEvents
{
    public const string Started = "import-started";
    public const string Ended = "import-ended";

    /// <summary>Data: a <see cref="RefusedUnit"/>.</summary>
    public const string Refused = "import-refused";
}

public sealed record ImportStarted(IReadOnlyList<string> Files);

/// <param name="Defect">The kind of the fault that stopped it; null if it came to its end.</param>
public sealed record ImportEnded(IReadOnlyDictionary<string, ImportCounts> Counts, IReadOnlyList<string> Notes, string? Defect);
