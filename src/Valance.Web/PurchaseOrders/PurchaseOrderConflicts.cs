using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.PurchaseOrders;

/// <summary>By what two versions of one purchase order are compared.</summary>
public static class PurchaseOrderConflicts
{
    public static IReadOnlyList<ConflictField<PurchaseOrderInput>> All { get; } =
    [
        new("Purchase order number", p => p.Number, (from, to) => to.Number = from.Number),
        new("Vendor", (p, names) => names.Of(RecordKind.Vendor, p.VendorId), (from, to) => to.VendorId = from.VendorId) { Points = p => [new(RecordKind.Vendor, p.VendorId)] },
        new("For the customer's order", (p, names) => names.Of(RecordKind.Order, p.OrderId), (from, to) => to.OrderId = from.OrderId) { Points = p => [new(RecordKind.Order, p.OrderId ?? 0)] },
        new("Date", p => p.Date is { } day ? UsFormat.Day(day) : "", (from, to) => to.Date = from.Date),
        new("Status", p => p.Status.ToString(), (from, to) => to.Status = from.Status),
        new("Line items", p => string.Join('\n', p.Lines.Where(l => !l.IsBlank).Select(Line)), (from, to) => to.Lines = from.Lines),
        new(
            "Freight, tariff, adjustments",
            p => string.Join('\n', p.Charges.Where(c => !c.IsBlank).Select(c => $"{PurchaseChargeRows.Words(c.Kind)} {c.Description} {UsFormat.Money(c.Amount)}")),
            (from, to) => to.Charges = from.Charges),
        new("Ship to", p => ShownText.Address(p.ShipTo), (from, to) => to.ShipTo = from.ShipTo),
        new("Internal note", p => p.InternalNote, (from, to) => to.InternalNote = from.InternalNote),
    ];

    private static string Line(PurchaseOrderLine l) => string.Join(
        ", ", new[] { $"{UsFormat.Number(l.Quantity)} × {l.Item}", l.Category, l.Description, UsFormat.Money(l.UnitCost) }.Where(t => t.Length > 0));
}
