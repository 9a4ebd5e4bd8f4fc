using System.Text.Json.Serialization;
using Valance.Core.PurchaseOrders;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.PurchaseOrders;

/// <summary>A product that is ordered from the vendor.</summary>
public record PurchaseLineContent
{
    public string Item { get; init; } = "";

    public string Category { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Up to 7 decimals.</summary>
    [JsonConverter(typeof(Plain))]
    public decimal Quantity { get; init; } = 1m;

    /// <summary>The dealer's cost in dollars, up to 7 decimals.</summary>
    [JsonConverter(typeof(UnitPrice))]
    public decimal UnitCost { get; init; }

    public PurchaseOrderLine ToLine() => new() { Item = Item, Category = Category, Description = Description, Quantity = Quantity, UnitCost = UnitCost };
}

/// <summary>A line as it stands.</summary>
public sealed record PurchaseLineAnswer : PurchaseLineContent
{
    /// <summary>Quantity times cost, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    public static PurchaseLineAnswer Of(PurchaseOrderLine l) =>
        new() { Item = l.Item, Category = l.Category, Description = l.Description, Quantity = l.Quantity, UnitCost = l.UnitCost, Amount = l.Amount };
}

/// <summary>Freight, a tariff, or an adjustment of the vendor.</summary>
public sealed record PurchaseChargeContent
{
    public PurchaseOrderChargeKind Kind { get; init; }

    public string Description { get; init; } = "";

    /// <summary>In dollars; negative only for a vendor's adjustment in the dealer's favor.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    public static PurchaseChargeContent Of(PurchaseOrderCharge c) => new() { Kind = c.Kind, Description = c.Description, Amount = c.Amount };

    public PurchaseOrderCharge ToCharge() => new() { Kind = Kind, Description = Description, Amount = Amount };
}

/// <summary>What a purchase order is made of, but for its lines.</summary>
public abstract record PurchaseOrderHead
{
    /// <summary>Unique in the Account. QuickBooks takes 21 characters.</summary>
    public string Number { get; init; } = "";

    public long VendorId { get; init; }

    /// <summary>The customer's order that it is for, if one.</summary>
    public long? OrderId { get; init; }

    /// <summary>Of a new one: the open purchase order that it stands in for.</summary>
    public long? ReplacesId { get; init; }

    public DateOnly? Date { get; init; }

    public PurchaseOrderStatus Status { get; init; }

    public AddressContent ShipTo { get; init; } = new();

    /// <summary>For the dealer's own eyes; never printed for the vendor.</summary>
    public string InternalNote { get; init; } = "";

    public IReadOnlyList<PurchaseChargeContent> Charges { get; init; } = [];
}

/// <summary>A purchase order as it is sent.</summary>
public sealed record PurchaseOrderContent : PurchaseOrderHead
{
    public IReadOnlyList<PurchaseLineContent> Lines { get; init; } = [];

    public PurchaseOrderInput ToInput() => new()
    {
        Number = Number,
        VendorId = VendorId,
        OrderId = OrderId,
        ReplacesId = ReplacesId,
        Date = Date,
        Status = Status,
        ShipTo = ShipTo.ToAddress(),
        InternalNote = InternalNote,
        Lines = [.. Lines.Select(l => l.ToLine())],
        Charges = [.. Charges.Select(c => c.ToCharge())],
    };
}

/// <summary>A purchase order as it stands.</summary>
public sealed record PurchaseOrderAnswer : PurchaseOrderHead
{
    public required long Id { get; init; }

    /// <summary>Raised by every change; the same as the ETag.</summary>
    public required int Version { get; init; }

    public required string VendorName { get; init; }

    /// <summary>The one that replaced it.</summary>
    public long? ReplacedById { get; init; }

    public IReadOnlyList<PurchaseLineAnswer> Lines { get; init; } = [];

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Total { get; init; }

    public required ExportAnswer Export { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public static PurchaseOrderAnswer Of(PurchaseOrderPage page, ExportAnswer export)
    {
        var p = page.PurchaseOrder;
        return new()
        {
            Id = p.Id,
            Version = p.Version,
            Number = p.Number,
            VendorId = p.VendorId,
            VendorName = p.Vendor?.Name ?? "",
            OrderId = p.OrderId,
            ReplacesId = p.ReplacesId,
            ReplacedById = page.ReplacedBy?.Id,
            Date = p.Date,
            Status = p.Status,
            ShipTo = AddressContent.Of(p.ShipTo),
            InternalNote = p.InternalNote,
            Lines = [.. p.Lines.Select(PurchaseLineAnswer.Of)],
            Charges = [.. p.Charges.Select(PurchaseChargeContent.Of)],
            Total = p.Total,
            Export = export,
            CreatedAt = p.CreatedAt,
            UpdatedAt = p.UpdatedAt,
            UpdatedBy = p.UpdatedBy,
        };
    }
}

/// <summary>A purchase order as lists show it.</summary>
public sealed record PurchaseOrderSummary
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public required string Number { get; init; }

    public DateOnly Date { get; init; }

    public long VendorId { get; init; }

    public required string VendorName { get; init; }

    public long? OrderId { get; init; }

    public string? OrderNumber { get; init; }

    public string? Sidemark { get; init; }

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Total { get; init; }

    public PurchaseOrderStatus Status { get; init; }

    public DateTime UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required ExportAnswer Export { get; init; }

    public static PurchaseOrderSummary Of(PurchaseOrderRow r, ExportAnswer export) => new()
    {
        Id = r.Id,
        Version = r.Version,
        Number = r.Number,
        Date = r.Date,
        VendorId = r.VendorId,
        VendorName = r.VendorName,
        OrderId = r.OrderId,
        OrderNumber = r.OrderNumber,
        Sidemark = r.Sidemark,
        Total = r.Total,
        Status = r.Status,
        UpdatedAt = r.UpdatedAt,
        UpdatedBy = r.UpdatedBy,
        Export = export,
    };
}
