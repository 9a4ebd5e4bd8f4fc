namespace Valance.Export.History;

public enum HistoryTone
{
    Neutral,
    Good,
    Warning,
    Bad,
}

/// <summary>One thing that happened, in words: the headline stands alone, the details open below it.</summary>
/// <param name="Attempt">1-based number of the attempt that it belongs to; null where it is about the job as a whole.</param>
public sealed record HistoryLine(DateTime At, HistoryTone Tone, string Headline, IReadOnlyList<HistoryDetail> Details, int? Attempt = null);

/// <param name="IsBody">A request or response: shown as it is, in a fixed-width block.</param>
public sealed record HistoryDetail(string Label, string Value, bool IsBody = false);
