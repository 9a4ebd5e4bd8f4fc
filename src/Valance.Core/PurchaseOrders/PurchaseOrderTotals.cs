namespace Valance.Core.PurchaseOrders;

/// <summary>What a purchase order comes to at the dealer's cost, each part to the cent.</summary>
public sealed record PurchaseOrderTotals(IReadOnlyList<decimal> LineAmounts, decimal Subtotal, decimal ChargesTotal)
{
    public decimal Total => Subtotal + ChargesTotal;

    public static PurchaseOrderTotals Of(IReadOnlyList<PurchaseOrderLine> lines, IReadOnlyList<PurchaseOrderCharge> charges)
    {
        var amounts = lines.Select(l => Money.LineAmount(l.Quantity, l.UnitCost)).ToList();
        return new PurchaseOrderTotals(amounts, amounts.Sum(), charges.Sum(c => Money.Round(c.Amount)));
    }

    public void WriteTo(PurchaseOrder order)
    {
        foreach (var (line, amount) in order.Lines.Zip(LineAmounts))
        {
            line.Amount = amount;
        }

        order.Total = Total;
    }
}
