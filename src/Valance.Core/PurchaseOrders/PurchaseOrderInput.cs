using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;

namespace Valance.Core.PurchaseOrders;

/// <summary>A purchase order as it is typed. A form binds to it, an import fills it.</summary>
public sealed class PurchaseOrderInput
{
    public string Number { get; set; } = "";

    /// <summary>0 while none is chosen.</summary>
    public long VendorId { get; set; }

    /// <summary>The customer's order that it is for, if one.</summary>
    public long? OrderId { get; set; }

    /// <summary>The open purchase order that this new one stands in for.</summary>
    public long? ReplacesId { get; set; }

    public DateOnly? Date { get; set; }

    public PurchaseOrderStatus Status { get; set; }

    public Address ShipTo { get; set; } = new();

    public string InternalNote { get; set; } = "";

    public List<PurchaseOrderLine> Lines { get; set; } = [];

    public List<PurchaseOrderCharge> Charges { get; set; } = [];

    public static PurchaseOrderInput From(PurchaseOrder p) => new()
    {
        Number = p.Number,
        VendorId = p.VendorId,
        OrderId = p.OrderId,
        ReplacesId = p.ReplacesId,
        Date = p.Date,
        Status = p.Status,
        ShipTo = p.ShipTo.Copy(),
        InternalNote = p.InternalNote,
        Lines = [.. p.Lines.OrderBy(l => l.Number).Select(l => l.Copy())],
        Charges = [.. p.Charges.OrderBy(c => c.Number).Select(c => c.Copy())],
    };

    /// <summary>Drops what is blank, trims what is typed, numbers what is left.</summary>
    public void DropBlanksAndTrim()
    {
        (Number, InternalNote) = (Number.Trim(), InternalNote.Trim());
        Lines.RemoveAll(l => l.IsBlank);
        Charges.RemoveAll(c => c.IsBlank);
        foreach (var (line, i) in Lines.Select((l, i) => (l, i)))
        {
            (line.Number, line.Item, line.Category, line.Description) = (i + 1, line.Item.Trim(), line.Category.Trim(), line.Description.Trim());
        }

        foreach (var (charge, i) in Charges.Select((c, i) => (c, i)))
        {
            (charge.Number, charge.Description) = (i + 1, charge.Description.Trim());
        }
    }

    /// <summary>Every problem at once.</summary>
    internal ProblemList Check(PurchaseOrderFacts facts)
    {
        var problems = new ProblemList();
        problems.Required(nameof(Number), "The purchase order number", Number, 50);
        problems.AddIf(facts.FreeNumber is not null, nameof(Number), $"Purchase order number {Number} is taken. {facts.FreeNumber} is free.");
        problems.Date(nameof(Date), "The date", Date);
        problems.Text(nameof(InternalNote), "The internal note", InternalNote, ProblemList.NotesLength);
        problems.Address(nameof(ShipTo), ShipTo);
        problems.AddIf(!Enum.IsDefined(Status), nameof(Status), "That status is not known.");
        problems.AddIf(facts.Vendor is null, nameof(VendorId), VendorId == 0 ? "Choose the vendor." : "That vendor was not found.");
        problems.AddIf(
            facts is { Vendor.IsCancelled: true } && facts.VendorBefore != VendorId, nameof(VendorId), $"{facts.Vendor?.Name} is cancelled. Choose another vendor.");
        problems.AddIf(OrderId is not null && !facts.OrderFound, nameof(OrderId), "That order was not found.");
        problems.AddIf(ReplacesId is not null && facts.Replaced is null, nameof(ReplacesId), "The purchase order to replace was not found, or is not open.");
        problems.AddIf(Lines.Count == 0, nameof(Lines), "Add at least one line item.");
        CheckLines(problems);
        if (!problems.Any)
        {
            var total = PurchaseOrderTotals.Of(Lines, Charges).Total;
            problems.AddIf(total is < 0m or > 999_999_999.99m, "Total", $"The total would be {UsDollars.Of(total)}.");
        }

        return problems;
    }

    private void CheckLines(ProblemList problems)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            var (line, field, what) = (Lines[i], $"Lines[{i}]", $"Line {i + 1}:");
            problems.Required($"{field}.Item", $"{what} the product", line.Item, 200);
            problems.Text($"{field}.Category", $"{what} the category", line.Category, 100);
            problems.Text($"{field}.Description", $"{what} the description", line.Description, 3000);
            problems.Quantity($"{field}.Quantity", $"{what} the quantity", line.Quantity);
            problems.UnitPrice($"{field}.UnitCost", $"{what} the cost", line.UnitCost);
        }

        for (var i = 0; i < Charges.Count; i++)
        {
            var (charge, field, what) = (Charges[i], $"Charges[{i}]", $"Charge {i + 1}:");
            problems.Text($"{field}.Description", $"{what} the description", charge.Description, 1000);
            var size = charge.Kind == PurchaseOrderChargeKind.VendorAdjustment ? Math.Abs(charge.Amount) : charge.Amount;
            problems.Dollars($"{field}.Amount", $"{what} the amount", size);
        }
    }
}

/// <summary>What a purchase order's input is held against; read from the store in the save's own transaction.</summary>
/// <param name="FreeNumber">Set if the number is taken: the next one that is not.</param>
/// <param name="Replaced">The open one that the new one stands in for.</param>
internal sealed record PurchaseOrderFacts(Vendor? Vendor, long VendorBefore, bool OrderFound, string? FreeNumber, PurchaseOrder? Replaced);
