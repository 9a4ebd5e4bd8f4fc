using Valance.Core;
using Valance.Core.Orders;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>Line items, additional charges and additional amounts of an order as lines of an invoice, in that order.</summary>
public static class InvoiceLines
{
    /// <summary>
    /// The additional amount that goes out as the invoice's discount: the only one, over all lines, where the company allows discounts.
    /// Null: discounts are negative sales lines.
    /// </summary>
    public static AdditionalAmount? DiscountOf(Order order, CompanyProfile company)
    {
        var discounts = order.Amounts.Where(a => a.Amount < 0m).ToList();
        return company.AllowsDiscount && discounts is [{ Category: "" } only] ? only : null;
    }

    internal static List<Line> Of(Order order, CompanyProfile company, OrderReferences references)
    {
        var discount = DiscountOf(order, company);
        var lines = new List<Line>();
        foreach (var (line, item) in order.Lines.OrderBy(l => l.Number).Zip(references.LineItems))
        {
            lines.Add(ItemLine(line, item, TaxCode(order, company, line.Taxable)));
        }

        foreach (var (charge, item) in order.Charges.OrderBy(c => c.Number).Zip(references.ChargeItems))
        {
            lines.Add(OneOf(charge.Amount, PlainText.Join("", charge.Name), item, TaxCode(order, company, charge.Taxable)));
        }

        foreach (var (amount, item) in order.Amounts.OrderBy(a => a.Number).Zip(references.AmountItems))
        {
            if (item is not null && amount.Amount != 0m && !ReferenceEquals(amount, discount))
            {
                lines.AddRange(Shares(order, amount).Select(s => OneOf(s.Amount, Describe(amount), item, TaxCode(order, company, s.Taxable))));
            }
        }

        if (discount is not null)
        {
            lines.Add(new Line
            {
                // QuickBooks shows a discount as a positive figure.
                Amount = -discount.Amount,
                Description = Describe(discount),
                DetailType = LineDetailType.Discount,
                DiscountLineDetail = new DiscountLineDetail { PercentBased = false, DiscountAccountRef = references.DiscountAccount },
            });
        }

        return lines;
    }

    /// <summary>False: descriptions hold characters that nobody can see and QuickBooks refuses; they are taken out.</summary>
    internal static bool AreVisible(Order order) =>
        order.Lines.SelectMany(l => new[] { l.Room, l.Item, l.Color, l.Size, l.Description }).Concat(order.Charges.Select(c => c.Name)).Concat(order.Amounts.Select(a => a.Name))
            .All(PlainText.IsVisible);

    /// <summary>What stands on the invoice's line: room, product, colour, size, and the terms of a line discount.</summary>
    internal static string Describe(OrderLine line, string? priceNote = null)
    {
        var what = PlainText.Join(", ", line.Room, line.Item, line.Color, line.Size, SameText(line.Description, line.Item) ? "" : line.Description);
        return priceNote is null ? what : PlainText.Join(" ", what, $"({priceNote})");
    }

    private static Line ItemLine(OrderLine line, Ref item, Ref? taxCode)
    {
        var net = Math.Round(line.UnitPrice * (100m - line.DiscountPercent) / 100m, 7, MidpointRounding.AwayFromZero);
        var isDiscounted = line.DiscountPercent != 0m;
        if (Money.Round(line.Quantity * net) == line.Amount)
        {
            var note = isDiscounted
                ? $"list price {PlainText.Dollars(line.UnitPrice)}, {PlainText.Number(line.Quantity)} less {PlainText.Number(line.DiscountPercent)}%"
                : null;
            return SalesLine(line.Amount, line.Quantity, net, Describe(line, note), item, taxCode);
        }

        // No price of 7 decimals gives the amount: one at the amount, so that the two books agree to the cent.
        var terms = $"list price {PlainText.Dollars(line.UnitPrice)}, quantity {PlainText.Number(line.Quantity)}"
            + (isDiscounted ? $", less {PlainText.Number(line.DiscountPercent)}%" : "");
        return SalesLine(line.Amount, 1m, line.Amount, Describe(line, terms), item, taxCode);
    }

    private static Line OneOf(decimal amount, string description, Ref item, Ref? taxCode) => SalesLine(amount, 1m, amount, description, item, taxCode);

    private static Line SalesLine(decimal amount, decimal quantity, decimal price, string description, Ref item, Ref? taxCode) => new()
    {
        Amount = amount,
        Description = description is { Length: > 0 } ? description : null,
        DetailType = LineDetailType.SalesItem,
        SalesItemLineDetail = new SalesItemLineDetail { ItemRef = item, Qty = quantity, UnitPrice = price, TaxCodeRef = taxCode },
    };

    private static string Describe(AdditionalAmount amount)
    {
        var name = PlainText.Join("", amount.Name) is { Length: > 0 } own ? own : amount.Kind.ToString();
        var of = amount.Category.Length > 0 ? $" of {PlainText.Join("", amount.Category)}" : "";
        return amount.IsPercent ? $"{name} ({PlainText.Number(amount.Value)}%{of})" : $"{name}{(of.Length > 0 ? $" ({of.Trim()})" : "")}";
    }

    /// <summary>
    /// TAX or NON as what the amount lowers or raises: one line, or one of each where it is over both, so that QuickBooks taxes what we tax.
    /// </summary>
    private static IEnumerable<(decimal Amount, bool Taxable)> Shares(Order order, AdditionalAmount amount)
    {
        var over = order.Lines.Where(l => amount.Category.Length == 0 || SameText(amount.Category, l.Category)).ToList();
        var (sum, taxed) = (over.Sum(l => l.Amount), over.Where(l => l.Taxable).Sum(l => l.Amount));
        if (!amount.Taxable || sum == 0m)
        {
            // An exempt order's lines are NON whatever stands here.
            return [(amount.Amount, amount.Taxable && (over.Count == 0 || over.Exists(l => l.Taxable)))];
        }

        var share = Money.Round(amount.Amount * taxed / sum);
        return new[] { (Amount: share, Taxable: true), (Amount: amount.Amount - share, Taxable: false) }.Where(s => s.Amount != 0m);
    }

    /// <summary>Nothing where sales tax is off in the company.</summary>
    private static Ref? TaxCode(Order order, CompanyProfile company, bool taxable) =>
        company.UsesSalesTax ? new Ref(taxable && !order.TaxExempt ? "TAX" : "NON") : null;

    private static bool SameText(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
