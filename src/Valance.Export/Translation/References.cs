using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>What a customer or vendor points at in QuickBooks.</summary>
public sealed record NameReferences(Ref? Terms = null);

/// <summary>What an order points at in QuickBooks. Lists are in the order of the order's own lines.</summary>
public sealed record OrderReferences
{
    public required Ref Customer { get; init; }

    public IReadOnlyList<Ref> LineItems { get; init; } = [];

    public IReadOnlyList<Ref> ChargeItems { get; init; } = [];

    /// <summary>Null for the one that goes out as the invoice's discount.</summary>
    public IReadOnlyList<Ref?> AmountItems { get; init; } = [];

    public Ref? DiscountAccount { get; init; }

    public Ref? Terms { get; init; }

    /// <summary>Of the terms; null without terms, or where QuickBooks alone can reckon the day.</summary>
    public int? DueDays { get; init; }

    public Ref? Department { get; init; }

    public Ref? TaxCode { get; init; }

    /// <summary>The sales custom field that takes the sidemark; null where the company has none.</summary>
    public string? SidemarkField { get; init; }
}

/// <summary>What a payment points at in QuickBooks.</summary>
public sealed record PaymentReferences
{
    public required Ref Customer { get; init; }

    /// <summary>One for each application to an order that is not cancelled.</summary>
    public IReadOnlyList<AppliedInvoice> Invoices { get; init; } = [];

    /// <summary>What somebody linked to the payment in QuickBooks: sent along, since lines are replaced all or none.</summary>
    public IReadOnlyList<Line> KeptLines { get; init; } = [];

    public Ref? Method { get; init; }

    public Ref? DepositAccount { get; init; }

    /// <summary>Only where it is the invoice's own for certain.</summary>
    public Ref? ReceivableAccount { get; init; }
}

/// <summary>An invoice that a payment settles, in part or whole.</summary>
/// <param name="OrderNumber">For words.</param>
/// <param name="Open">What this payment may take of it now: its balance, and what this payment already took. Null: not read again, so as much as wanted.</param>
/// <param name="TxnType">Check or Expense for a refund that gave its credit back.</param>
public sealed record AppliedInvoice(string InvoiceId, string OrderNumber, decimal Wanted, decimal? Open = null, string TxnType = "Invoice");

/// <summary>What a refund points at in QuickBooks.</summary>
public sealed record RefundReferences
{
    public required Ref Customer { get; init; }

    /// <summary>The bank account that the money leaves; null for a credit.</summary>
    public Ref? PaidFrom { get; init; }

    /// <summary>Of a credit that is given back.</summary>
    public Ref? ReceivableAccount { get; init; }

    public Ref? Item { get; init; }

    public Ref? TaxCode { get; init; }

    public Ref? Department { get; init; }

    public Ref? Method { get; init; }

    public bool UsesSalesTax { get; init; }
}

/// <summary>What a purchase order points at in QuickBooks. Lists are in the order of its own lines.</summary>
public sealed record PurchaseOrderReferences
{
    public required Ref Vendor { get; init; }

    /// <summary>The order's customer.</summary>
    public Ref? Customer { get; init; }

    public IReadOnlyList<Ref> LineItems { get; init; } = [];

    public IReadOnlyList<Ref> ChargeAccounts { get; init; } = [];

    public required Ref PayableAccount { get; init; }
}
