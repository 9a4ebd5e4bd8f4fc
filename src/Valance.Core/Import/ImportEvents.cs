using System.Text.Json;
using System.Text.Json.Serialization;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>What the History of an import job tells, as facts.</summary>
public abstract record ImportEvent
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}

/// <param name="Kept">Whether the store keeps its files until it is done; else the command that asked runs it from its own.</param>
public sealed record ImportRequested(bool Kept) : ImportEvent;

public sealed record ImportStarted(IReadOnlyList<string> Files) : ImportEvent;

/// <param name="Defect">The kind of the fault that stopped it; null if it came to its end.</param>
public sealed record ImportEnded(IReadOnlyDictionary<string, ImportCounts> Counts, IReadOnlyList<string> Notes, string? Defect) : ImportEvent
{
    /// <summary>Somebody called it off in the middle.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Refused units beyond those that are named one by one; their rows stand in the file of refused rows.</summary>
    public int NotNamed { get; init; }
}

/// <summary>A unit that was not taken.</summary>
public sealed record ImportRefused(RecordKind? Kind, string Key, IReadOnlyList<ImportProblem> Problems) : ImportEvent;

/// <summary>Why an import job failed, as the catalogue of explanations knows it.</summary>
public static class ImportFailures
{
    public const string NothingTaken = "import-nothing-taken";
    public const string Stopped = "import-stopped";
    public const string FilesGone = "import-files-gone";

    /// <summary>As the job's row keeps it.</summary>
    public static string Stored(string cause) => JsonSerializer.Serialize(new[] { new { Cause = cause, Category = "Fixable" } });
}
