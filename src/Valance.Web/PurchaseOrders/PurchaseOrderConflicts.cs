using System.Globalization;
using Valance.Core.PurchaseOrders;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.PurchaseOrders;

/// <summary>By what two versions of one purchase order are compared.</summary>
public static class PurchaseOrderConflicts
{
    public static IReadOnlyList<ConflictField<PurchaseOrderInput>> All { get; } =
    [
        new("Purchase order number", p => p.Number, (from, to) => to.Number = from.Number),
        new("Vendor", p => Id(p.VendorId), (from, to) => to.VendorId = from.VendorId),
        new("For the customer's order", p => Id(p.OrderId ?? 0), (from, to) => to.OrderId = from.OrderId),
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

    private static string Id(long id) => id == 0 ? "" : $"No. {id.ToString(CultureInfo.InvariantCulture)}";

    private static string Line(PurchaseOrderLine l) => string.Join(
        ", ", new[] { $"{UsFormat.Number(l.Quantity)} × {l.Item}", l.Category, l.Description, UsFormat.Money(l.UnitCost) }.Where(t => t.Length > 0));
}
