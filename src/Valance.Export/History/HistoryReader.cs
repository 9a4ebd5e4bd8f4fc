using System.Text.Json;
using Valance.Core.Import;
using Valance.Core.Jobs;

namespace Valance.Export.History;

/// <summary>Turns stored events into readable lines. The words are made here, when they are read, so that a better explanation improves old History too.</summary>
public static class HistoryReader
{
    private static readonly Dictionary<string, Reading> Readings = new(StringComparer.Ordinal);

    static HistoryReader()
    {
        PeopleReadings.Declare();
        LaneReadings.Declare();
        QuickBooksReadings.Declare();
        ImportReadings.Declare();
        MatchReadings.Declare();
        BulkReadings.Declare();
        ReconcileReadings.Declare();
        ChangeReadings.Declare();
        UndoReadings.Declare();
        CompanyImportReadings.Declare();
    }

    private delegate HistoryWords Reading(string data, EntryScene scene);

    /// <summary>The names of the events that have words.</summary>
    public static IReadOnlyCollection<string> Declared => Readings.Keys;

    /// <summary>The lines in the order of the entries; an event that nobody declared is left out.</summary>
    /// <param name="attempts">The job's attempts by their ids.</param>
    /// <param name="title">How sentences name the record.</param>
    public static IReadOnlyList<HistoryLine> Read(IEnumerable<HistoryEntry> entries, IReadOnlyDictionary<long, AttemptFacts> attempts, string title) =>
        [.. entries.Where(e => Readings.ContainsKey(e.Event)).Select(e => Line(e, attempts, title))];

    /// <summary>The first line of every History: who asked. It stands in the job's own row.</summary>
    public static HistoryLine Requested(JobRow job, string? neededBy) => new(
        job.CreatedAt,
        HistoryTone.Neutral,
        job.Kind is JobKind.Import or JobKind.Matching or JobKind.Reconcile or JobKind.CompanyImport ? $"{job.RequestedBy} asked for it: {job.Title}."
        : job.Kind == JobKind.BulkExport ? $"{job.RequestedBy} asked for the export of many records at once."
        : job.Kind == JobKind.Undo ? $"{job.RequestedBy} asked to take {job.Title} back out of QuickBooks."
        : neededBy is null ? $"{job.RequestedBy} asked to export {job.Title}." : $"{neededBy} needs {job.Title} in QuickBooks first, so it is exported too.",
        []);

    /// <summary>How an event that is about to be kept will read, for a job's summary.</summary>
    internal static string Sentence<T>(T happened)
        where T : JobEvent => Readings[typeof(T).Name](JsonSerializer.Serialize(happened, JobEvent.Json), new EntryScene("", null)).Headline;

    internal static void Reads<T>(Func<T, HistoryWords> words)
        where T : JobEvent => Reads<T>((happened, _) => words(happened));

    internal static void Reads<T>(Func<T, EntryScene, HistoryWords> words)
        where T : JobEvent =>
        Readings.Add(typeof(T).Name, (data, scene) => words(JsonSerializer.Deserialize<T>(data, JobEvent.Json)!, scene));

    /// <summary>An event of an import, whose facts are Core's.</summary>
    internal static void ReadsImport<T>(Func<T, HistoryWords> words)
        where T : ImportEvent => Readings.Add(typeof(T).Name, (data, _) => words(JsonSerializer.Deserialize<T>(data, ImportEvent.Json)!));

    private static HistoryLine Line(HistoryEntry entry, IReadOnlyDictionary<long, AttemptFacts> attempts, string title)
    {
        var attempt = entry.AttemptId is { } id ? attempts.GetValueOrDefault(id) : null;
        var words = Readings[entry.Event](entry.Data, new EntryScene(title, attempt));
        return new HistoryLine(entry.At, words.Tone, words.Headline, [.. words.Details.Where(d => d.Value.Length > 0)], attempt?.Number);
    }
}

/// <summary>What an event's words take from the attempt that it belongs to: the bodies, which are not stored twice.</summary>
public sealed record AttemptFacts(int Number, string Payload, string Answer);

/// <summary>What an event's words take from around it.</summary>
internal sealed record EntryScene(string Title, AttemptFacts? Attempt);

/// <summary>How one event reads.</summary>
internal sealed record HistoryWords(HistoryTone Tone, string Headline, params HistoryDetail[] Details);
