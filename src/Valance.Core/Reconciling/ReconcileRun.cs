namespace Valance.Core.Reconciling;

/// <summary>One look at both books over a period: what a background job found when it put them side by side.</summary>
public sealed class ReconcileRun
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    /// <summary>The background job that does it; the run goes when the job goes.</summary>
    public long JobId { get; set; }

    /// <summary>Documents of these days, both included. Customers and vendors are compared whatever their age.</summary>
    public DateOnly From { get; set; }

    public DateOnly To { get; set; }

    public DateTime StartedAt { get; set; }

    /// <summary>Null while it is under way, or where it stopped.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>A <see cref="ReconcileTotals"/> as JSON; empty before the end.</summary>
    public string Totals { get; set; } = "";
}
