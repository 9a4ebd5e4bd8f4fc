namespace Valance.Core.Orders;

/// <summary>A charge beside the line items: installation, freight, measuring. Tied to its own income item by a mapping of its name.</summary>
public sealed class AdditionalCharge
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public int Number { get; set; }

    public string Name { get; set; } = "";

    public decimal Amount { get; set; }

    public bool Taxable { get; set; }

    public bool IsBlank => Name.Trim().Length == 0 && Amount == 0m;

    /// <summary>The same charge without its identity.</summary>
    public AdditionalCharge Copy() => new() { Number = Number, Name = Name, Amount = Amount, Taxable = Taxable };
}
