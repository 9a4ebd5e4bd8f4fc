using Valance.Core.Records;

namespace Valance.Core.Schedules;

/// <summary>When an Account's records go to QuickBooks by themselves, and from which day on. An Account without a row exports by hand, without a cut-off.</summary>
public sealed class ExportSettings
{
    public static readonly TimeOnly DefaultNightAt = new(2, 0);

    public long AccountId { get; set; }

    /// <summary>Orders dated before this day are part of the opening balance and are not exported; null for no cut-off.</summary>
    public DateOnly? OrdersFrom { get; set; }

    public DateOnly? PaymentsFrom { get; set; }

    public DateOnly? PurchaseOrdersFrom { get; set; }

    /// <summary>An order is exported when somebody marks it ready to invoice.</summary>
    public bool WhenReady { get; set; }

    /// <summary>Everything that is new, changed or failed is exported every night.</summary>
    public bool EveryNight { get; set; }

    /// <summary>By the Account's own clock.</summary>
    public TimeOnly NightAt { get; set; } = DefaultNightAt;

    /// <summary>Since when, UTC: no night before it was missed.</summary>
    public DateTime? NightlySince { get; set; }

    /// <summary>Both books are compared after each nightly export.</summary>
    public bool ComparesBooks { get; set; }

    public string ChangedBy { get; set; } = "";

    public DateTime? ChangedAt { get; set; }

    /// <summary>The first day whose records of a kind are exported; null for no cut-off. Customers and vendors have no date: they go when something needs them.</summary>
    public DateOnly? From(RecordKind kind) => kind switch
    {
        RecordKind.Order => OrdersFrom,
        RecordKind.Payment => PaymentsFrom,
        RecordKind.PurchaseOrder => PurchaseOrdersFrom,
        _ => null,
    };
}
