namespace Valance.Core.Orders;

/// <summary>
/// What an order comes to, each part to the cent. The one place that adds up an order: the form shows it live, the save stores it, the import compares with it.
/// </summary>
/// <param name="LineAmounts">One for each line, in order: quantity times price less its discount.</param>
/// <param name="AdjustmentAmounts">One for each additional amount, in order: its effect on the total, negative for a discount.</param>
/// <param name="AdjustmentTaxableShares">The part of each of those that lowers or raises the taxable base.</param>
/// <param name="Subtotal">The lines.</param>
/// <param name="TaxableBase">What the tax rate is applied to, never negative.</param>
public sealed record OrderTotals(
    IReadOnlyList<decimal> LineAmounts,
    IReadOnlyList<decimal> AdjustmentAmounts,
    IReadOnlyList<decimal> AdjustmentTaxableShares,
    decimal Subtotal,
    decimal ChargesTotal,
    decimal AdjustmentsTotal,
    decimal TaxableBase,
    decimal TaxAmount,
    decimal Total)
{
    /// <param name="taxRatePercent">0 without a tax code or for an exempt order.</param>
    public static OrderTotals Of(
        IReadOnlyList<OrderLine> lines, IReadOnlyList<AdditionalCharge> charges, IReadOnlyList<AdditionalAmount> amounts, decimal taxRatePercent)
    {
        var lineAmounts = lines.Select(l => Money.LineAmount(l.Quantity, l.UnitPrice, l.DiscountPercent)).ToList();
        var adjustments = amounts.Select(a => Adjust(a, lines, lineAmounts)).ToList();
        var subtotal = lineAmounts.Sum();
        var chargesTotal = charges.Sum(c => Money.Round(c.Amount));
        var adjustmentsTotal = adjustments.Sum(a => a.Amount);
        var taxableBase = Math.Max(
            0m,
            lines.Zip(lineAmounts).Where(l => l.First.Taxable).Sum(l => l.Second)
                + charges.Where(c => c.Taxable).Sum(c => Money.Round(c.Amount))
                + adjustments.Sum(a => a.TaxableShare));
        var tax = Money.Round(taxableBase * taxRatePercent / 100m);
        return new OrderTotals(
            lineAmounts,
            adjustments.ConvertAll(a => a.Amount),
            adjustments.ConvertAll(a => a.TaxableShare),
            subtotal,
            chargesTotal,
            adjustmentsTotal,
            taxableBase,
            tax,
            subtotal + chargesTotal + adjustmentsTotal + tax);
    }

    public static OrderTotals Of(Order order) => Of(order.Lines, order.Charges, order.Amounts, order.EffectiveTaxRate);

    /// <summary>The lines that an additional amount is reckoned over come to this.</summary>
    public static decimal BaseOf(AdditionalAmount amount, IReadOnlyList<OrderLine> lines) =>
        lines.Where(l => IsOver(amount, l)).Sum(l => Money.LineAmount(l.Quantity, l.UnitPrice, l.DiscountPercent));

    public void WriteTo(Order order)
    {
        foreach (var (line, amount) in order.Lines.Zip(LineAmounts))
        {
            line.Amount = amount;
        }

        foreach (var (adjustment, amount) in order.Amounts.Zip(AdjustmentAmounts))
        {
            adjustment.Amount = amount;
        }

        (order.Subtotal, order.TaxAmount, order.Total) = (Subtotal, TaxAmount, Total);
    }

    private static (decimal Amount, decimal TaxableShare) Adjust(AdditionalAmount a, IReadOnlyList<OrderLine> lines, List<decimal> lineAmounts)
    {
        var over = 0m;
        var taxable = 0m;
        foreach (var (line, amount) in lines.Zip(lineAmounts).Where(l => IsOver(a, l.First)))
        {
            over += amount;
            taxable += line.Taxable ? amount : 0m;
        }

        var size = Money.Round(a.IsPercent ? over * a.Value / 100m : a.Value);
        var effect = a.Kind == AdditionalAmountKind.Discount ? -size : size;
        if (!a.Taxable)
        {
            return (effect, 0m);
        }

        // A discount over taxed and untaxed lines lowers the taxed ones by their share. A surcharge with no lines to lean on is taxed whole.
        return (effect, over == 0m ? effect : Money.Round(effect * taxable / over));
    }

    private static bool IsOver(AdditionalAmount amount, OrderLine line) =>
        amount.Category.Length == 0 || string.Equals(amount.Category, line.Category, StringComparison.OrdinalIgnoreCase);
}
