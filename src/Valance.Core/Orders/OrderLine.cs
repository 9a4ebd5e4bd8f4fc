namespace Valance.Core.Orders;

/// <summary>A line item: a product for a room.</summary>
public sealed class OrderLine
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    /// <summary>1-based place on the order.</summary>
    public int Number { get; set; }

    /// <summary>The product's name; a mapping finds its QuickBooks item by this, then by category, then the default.</summary>
    public string Item { get; set; } = "";

    public string Category { get; set; } = "";

    public string Room { get; set; } = "";

    public string Color { get; set; } = "";

    /// <summary>Width by height as the dealer writes it.</summary>
    public string Size { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>Up to 7 decimals.</summary>
    public decimal Quantity { get; set; } = 1m;

    /// <summary>List price in dollars, up to 7 decimals.</summary>
    public decimal UnitPrice { get; set; }

    /// <summary>0 to 100.</summary>
    public decimal DiscountPercent { get; set; }

    public bool Taxable { get; set; } = true;

    /// <summary>Quantity times price less discount, to the cent.</summary>
    public decimal Amount { get; set; }

    /// <summary>Nothing typed in it yet: the empty row at a form's end.</summary>
    public bool IsBlank => (Item + Category + Room + Color + Size + Description).Trim().Length == 0 && UnitPrice == 0m && DiscountPercent == 0m;

    /// <summary>The same line without its identity.</summary>
    public OrderLine Copy() => new()
    {
        Number = Number,
        Item = Item,
        Category = Category,
        Room = Room,
        Color = Color,
        Size = Size,
        Description = Description,
        Quantity = Quantity,
        UnitPrice = UnitPrice,
        DiscountPercent = DiscountPercent,
        Taxable = Taxable,
        Amount = Amount,
    };
}
