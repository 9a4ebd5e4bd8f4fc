namespace Valance.Core.Jobs;

/// <summary>One thing that happened in a job. Stores facts, never sentences: the words are made when it is read, so a better explanation improves old History too.</summary>
public sealed class HistoryEntry
{
    public long Id { get; set; }

    public long JobId { get; set; }

    public long? AttemptId { get; set; }

    public DateTime At { get; set; }

    /// <summary>The event's name; someone must have declared how it reads.</summary>
    public required string Event { get; set; }

    /// <summary>The event's facts as JSON.</summary>
    public string Data { get; set; } = "{}";
}
