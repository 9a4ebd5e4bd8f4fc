using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Core.PurchaseOrders;

public enum PurchaseOrderStatus
{
    Open,
    Received,
    Cancelled,
    Replaced,
}

/// <summary>What the dealer orders from a vendor, mostly for one customer's order.</summary>
public sealed class PurchaseOrder : Record
{
    /// <summary>Unique in the Account.</summary>
    public string Number { get; set; } = "";

    public long VendorId { get; set; }

    public Vendor? Vendor { get; set; }

    /// <summary>The customer's order that it is for, if one.</summary>
    public long? OrderId { get; set; }

    public Order? Order { get; set; }

    /// <summary>The purchase order that this one stands in for; that one's status is then Replaced.</summary>
    public long? ReplacesId { get; set; }

    public DateOnly Date { get; set; }

    public PurchaseOrderStatus Status { get; set; }

    public Address ShipTo { get; set; } = new();

    /// <summary>For the dealer's own eyes; never printed for the vendor.</summary>
    public string InternalNote { get; set; } = "";

    public List<PurchaseOrderLine> Lines { get; set; } = [];

    public List<PurchaseOrderCharge> Charges { get; set; } = [];

    public decimal Total { get; set; }

    public override RecordKind Kind => RecordKind.PurchaseOrder;

    public override string Label => $"Purchase order {Number}";

    protected override IEnumerable<string?> SearchedFields() => [Number, Vendor?.Name, Order?.Number, Order?.Sidemark];
}

public sealed class PurchaseOrderLine
{
    public long Id { get; set; }

    public long PurchaseOrderId { get; set; }

    public int Number { get; set; }

    public string Item { get; set; } = "";

    public string Category { get; set; } = "";

    public string Description { get; set; } = "";

    public decimal Quantity { get; set; } = 1m;

    /// <summary>The dealer's cost in dollars, up to 7 decimals.</summary>
    public decimal UnitCost { get; set; }

    public decimal Amount { get; set; }

    public bool IsBlank => (Item + Category + Description).Trim().Length == 0 && UnitCost == 0m;

    /// <summary>The same line without its identity.</summary>
    public PurchaseOrderLine Copy() => new()
    {
        Number = Number,
        Item = Item,
        Category = Category,
        Description = Description,
        Quantity = Quantity,
        UnitCost = UnitCost,
        Amount = Amount,
    };
}

public enum PurchaseOrderChargeKind
{
    Freight,
    Tariff,
    VendorAdjustment,
}

public sealed class PurchaseOrderCharge
{
    public long Id { get; set; }

    public long PurchaseOrderId { get; set; }

    public int Number { get; set; }

    public PurchaseOrderChargeKind Kind { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Negative only for a vendor's adjustment in our favor.</summary>
    public decimal Amount { get; set; }

    public bool IsBlank => Description.Trim().Length == 0 && Amount == 0m;

    /// <summary>The same charge without its identity.</summary>
    public PurchaseOrderCharge Copy() => new() { Number = Number, Kind = Kind, Description = Description, Amount = Amount };
}
