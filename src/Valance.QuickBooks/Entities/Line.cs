namespace Valance.QuickBooks.Entities;

/// <summary>A line of a transaction; <see cref="DetailType"/> says which detail it bears.</summary>
public sealed record Line
{
    public string? Id { get; init; }

    public int? LineNum { get; init; }

    /// <summary>At most 4000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Home currency, two decimals; on a sales line unit price times quantity, else 6070.</summary>
    public decimal? Amount { get; init; }

    /// <summary>One of <see cref="LineDetailType"/>; null on a payment's lines.</summary>
    public string? DetailType { get; init; }

    public SalesItemLineDetail? SalesItemLineDetail { get; init; }

    public DiscountLineDetail? DiscountLineDetail { get; init; }

    public SubTotalLineDetail? SubTotalLineDetail { get; init; }

    public DescriptionLineDetail? DescriptionLineDetail { get; init; }

    public ItemBasedExpenseLineDetail? ItemBasedExpenseLineDetail { get; init; }

    public AccountBasedExpenseLineDetail? AccountBasedExpenseLineDetail { get; init; }

    /// <summary>On a payment's line: the invoice that the line's amount pays.</summary>
    public IReadOnlyList<LinkedTxn>? LinkedTxn { get; init; }
}

/// <summary>The values of <see cref="Line.DetailType"/> that Valance meets.</summary>
public static class LineDetailType
{
    public const string SalesItem = "SalesItemLineDetail";
    public const string Discount = "DiscountLineDetail";
    public const string SubTotal = "SubTotalLineDetail";
    public const string DescriptionOnly = "DescriptionOnly";
    public const string ItemBasedExpense = "ItemBasedExpenseLineDetail";
    public const string AccountBasedExpense = "AccountBasedExpenseLineDetail";
}

/// <summary>What is sold. Without <see cref="ItemRef"/> the line is a note and its amount is ignored.</summary>
public sealed record SalesItemLineDetail
{
    public Ref? ItemRef { get; init; }

    /// <summary>Up to 7 decimals.</summary>
    public decimal? Qty { get; init; }

    /// <summary>Home currency, up to 7 decimals.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>TAX or NON in the United States; another code is refused with 6100.</summary>
    public Ref? TaxCodeRef { get; init; }

    public DateOnly? ServiceDate { get; init; }

    public Ref? ItemAccountRef { get; init; }

    public Ref? ClassRef { get; init; }
}

/// <summary>A discount on the whole transaction; the line's amount is positive. A line without amount is dropped silently.</summary>
public sealed record DiscountLineDetail
{
    public bool? PercentBased { get; init; }

    public decimal? DiscountPercent { get; init; }

    public Ref? DiscountAccountRef { get; init; }
}

/// <summary>The sum line that QuickBooks adds; read-only.</summary>
public sealed record SubTotalLineDetail
{
    public Ref? ItemRef { get; init; }
}

/// <summary>A line of words alone.</summary>
public sealed record DescriptionLineDetail
{
    public DateOnly? ServiceDate { get; init; }

    public Ref? TaxCodeRef { get; init; }
}

/// <summary>What is bought, by item. The item needs an expense account.</summary>
public sealed record ItemBasedExpenseLineDetail
{
    public Ref? ItemRef { get; init; }

    public Ref? CustomerRef { get; init; }

    public decimal? Qty { get; init; }

    public decimal? UnitPrice { get; init; }

    /// <summary><c>Billable</c>, <c>NotBillable</c> or <c>HasBeenBilled</c>.</summary>
    public string? BillableStatus { get; init; }

    public Ref? TaxCodeRef { get; init; }

    public Ref? ClassRef { get; init; }
}

/// <summary>What is bought, by ledger account: freight, tariff, adjustments.</summary>
public sealed record AccountBasedExpenseLineDetail
{
    public Ref? AccountRef { get; init; }

    public Ref? CustomerRef { get; init; }

    public string? BillableStatus { get; init; }

    public Ref? TaxCodeRef { get; init; }

    public Ref? ClassRef { get; init; }
}

/// <summary>The tax of a transaction. On an update a stale one is kept unless it is sent anew.</summary>
public sealed record TxnTaxDetail
{
    /// <summary>A real tax code's id, not TAX or NON. Automated sales tax may replace it.</summary>
    public Ref? TxnTaxCodeRef { get; init; }

    /// <summary>Home currency, two decimals. Whether a sent one overrides automated tax is disputed: compare what comes back.</summary>
    public decimal? TotalTax { get; init; }

    public IReadOnlyList<TaxLine>? TaxLine { get; init; }
}

/// <summary>One rate's part of a transaction's tax.</summary>
public sealed record TaxLine
{
    public decimal? Amount { get; init; }

    public string? DetailType { get; init; }

    public TaxLineDetail? TaxLineDetail { get; init; }
}

/// <summary>How one rate's part came about.</summary>
public sealed record TaxLineDetail
{
    public Ref? TaxRateRef { get; init; }

    public bool? PercentBased { get; init; }

    /// <summary>Percent: 8.25 is 8.25 %.</summary>
    public decimal? TaxPercent { get; init; }

    public decimal? NetAmountTaxable { get; init; }
}
