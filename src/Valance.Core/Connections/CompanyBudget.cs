namespace Valance.Core.Connections;

/// <summary>What all processes on the store have asked of one QuickBooks company within the last minute, and until when it asks to be left alone.</summary>
public sealed class CompanyBudget
{
    public required string RealmId { get; set; }

    /// <summary>When the requests left, oldest first: UTC ticks; a batch's is negative.</summary>
    public string Used { get; set; } = "";

    public DateTime? ClosedUntil { get; set; }

    /// <summary>Fences two writers.</summary>
    public long Change { get; set; }
}
