using Valance.Core.Records;

namespace Valance.Core.Reconciling;

/// <summary>A difference that somebody knows of and leaves: later runs leave it too, for as long as its figures stay.</summary>
public sealed class ReconcileIgnore
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public RecordKind RecordKind { get; set; }

    /// <summary>0 for what only QuickBooks has.</summary>
    public long RecordId { get; set; }

    public string QuickBooksId { get; set; } = "";

    /// <summary>See <see cref="ReconcileFinding.Figures"/>.</summary>
    public required string Figures { get; set; }

    public required string Reason { get; set; }

    public string By { get; set; } = "";

    public DateTime At { get; set; }
}
