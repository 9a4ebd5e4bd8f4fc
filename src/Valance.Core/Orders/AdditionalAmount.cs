namespace Valance.Core.Orders;

public enum AdditionalAmountKind
{
    Discount,
    Surcharge,
    Tariff,
}

/// <summary>An adjustment of the order: discount or surcharge, percent or money, tariff.</summary>
public sealed class AdditionalAmount
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public int Number { get; set; }

    public string Name { get; set; } = "";

    public AdditionalAmountKind Kind { get; set; }

    public bool IsPercent { get; set; }

    /// <summary>The percentage or the dollars as entered, positive.</summary>
    public decimal Value { get; set; }

    /// <summary>Empty: over all lines; else over the lines of this category alone.</summary>
    public string Category { get; set; } = "";

    /// <summary>Whether it lowers (or raises) taxable goods.</summary>
    public bool Taxable { get; set; } = true;

    /// <summary>Its effect on the total to the cent: negative for a discount, positive for a surcharge or tariff.</summary>
    public decimal Amount { get; set; }

    public bool IsBlank => Name.Trim().Length == 0 && Value == 0m;

    /// <summary>The same amount without its identity.</summary>
    public AdditionalAmount Copy() => new()
    {
        Number = Number,
        Name = Name,
        Kind = Kind,
        IsPercent = IsPercent,
        Value = Value,
        Category = Category,
        Taxable = Taxable,
        Amount = Amount,
    };
}
