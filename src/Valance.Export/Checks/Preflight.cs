using Valance.Core.Records;

namespace Valance.Export.Checks;

/// <summary>What an export of a selection would meet, found before anything is sent: "37 of 240 are not ready; 31 have the same cause".</summary>
/// <param name="Groups">What stands in the way, the most frequent first. A record with several problems is in several groups.</param>
public sealed record Preflight(IReadOnlyList<RecordKey> Ready, int NotReady, IReadOnlyList<NotReadyGroup> Groups)
{
    public int Total => Ready.Count + NotReady;

    /// <summary>Records before the cut-off, which stay here and are counted nowhere else.</summary>
    public int LeftOut { get; init; }

    /// <summary>The records that are not ready, by their kinds.</summary>
    public IReadOnlyDictionary<RecordKind, IReadOnlySet<long>> NotReadyByKind => Groups.SelectMany(g => g.Records).Select(r => r.Key)
        .GroupBy(k => k.Kind, k => k.Id).ToDictionary(g => g.Key, g => (IReadOnlySet<long>)g.ToHashSet());

    public IReadOnlyList<long> ReadyOf(RecordKind kind) => [.. Ready.Where(r => r.Kind == kind).Select(r => r.Id)];
}

/// <summary>Records of a selection that share a problem.</summary>
/// <param name="Cause">As in the catalogue of explanations.</param>
/// <param name="Title">"Display name: A character that QuickBooks refuses".</param>
/// <param name="Cure">What to do about it.</param>
public sealed record NotReadyGroup(string Cause, string Title, string Cure, IReadOnlyList<NotReadyRecord> Records);

/// <summary>One record that is not ready.</summary>
/// <param name="At">The record to open for the cure: itself, or the one that goes first.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record NotReadyRecord(RecordKey Key, string Label, RecordKey At, string Sentence);
