namespace Valance.Core.Accounts;

/// <summary>Payment terms such as "Net 30". Records name them; days give the due date.</summary>
public sealed class Terms
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }

    public int DueDays { get; set; }
}

/// <summary>A sales tax code with its rate in percent.</summary>
public sealed class TaxCode
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }

    public decimal RatePercent { get; set; }
}

/// <summary>How a customer pays: "Check", "Visa".</summary>
public sealed class PaymentMethod
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }
}

/// <summary>What the dealer sells: order lines and purchase order lines name it.</summary>
public sealed class Product
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }

    public string Category { get; set; } = "";

    public decimal UnitPrice { get; set; }

    public decimal UnitCost { get; set; }

    public bool Taxable { get; set; } = true;
}
