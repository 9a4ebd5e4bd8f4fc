namespace Valance.Core.Schedules;

/// <summary>One night of one Account. The row is the claim: whoever writes it first, of all nodes, runs the night; its key lets nobody write a second.</summary>
public sealed class NightRun
{
    public long AccountId { get; set; }

    /// <summary>The day on which it was due, by the Account's clock.</summary>
    public DateOnly Night { get; set; }

    public DateTime StartedAt { get; set; }

    /// <summary>The bulk export; null where there was nothing to export, or no company.</summary>
    public long? JobId { get; set; }
}
