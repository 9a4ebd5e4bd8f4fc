using System.Text.Json;
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
    }

    private delegate HistoryWords Reading(string data);

    /// <summary>The names of the events that have words.</summary>
    public static IReadOnlyCollection<string> Declared => Readings.Keys;

    /// <summary>The lines in the order of the entries; an event that nobody declared is left out.</summary>
    /// <param name="attempts">Number of each attempt by its id.</param>
    public static IReadOnlyList<HistoryLine> Read(IEnumerable<HistoryEntry> entries, IReadOnlyDictionary<long, int> attempts) =>
        [.. entries.Where(e => Readings.ContainsKey(e.Event)).Select(e => Line(e, attempts))];

    /// <summary>The first line of every History: who asked. It stands in the job's own row.</summary>
    public static HistoryLine Requested(JobRow job, string? neededBy) => new(
        job.CreatedAt,
        HistoryTone.Neutral,
        neededBy is null ? $"{job.RequestedBy} asked to export {job.Title}." : $"{neededBy} needs {job.Title} in QuickBooks first, so it is exported too.",
        []);

    internal static void Reads<T>(Func<T, HistoryWords> words)
        where T : JobEvent =>
        Readings.Add(typeof(T).Name, data => words(JsonSerializer.Deserialize<T>(data, JobEvent.Json)!));

    private static HistoryLine Line(HistoryEntry entry, IReadOnlyDictionary<long, int> attempts)
    {
        var words = Readings[entry.Event](entry.Data);
        int? attempt = entry.AttemptId is { } id && attempts.TryGetValue(id, out var number) ? number : null;
        return new HistoryLine(entry.At, words.Tone, words.Headline, [.. words.Details.Where(d => d.Value.Length > 0)], attempt);
    }
}

/// <summary>How one event reads.</summary>
internal sealed record HistoryWords(HistoryTone Tone, string Headline, params HistoryDetail[] Details);
