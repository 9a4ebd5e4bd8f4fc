using Valance.Core.Customers;
using Valance.Core.Records;

namespace Valance.Core.Orders;

public enum OrderStatus
{
    Open,
    Cancelled,
    /// <summary>Nothing more is to be changed on it: where the Account wants that, it is exported now.</summary>
    ReadyToInvoice,
}

/// <summary>A sale: line items, additional charges, additional amounts, tax. Exported as an invoice.</summary>
public sealed class Order : Record
{
    /// <summary>Unique in the Account.</summary>
    public string Number { get; set; } = "";

    public long CustomerId { get; set; }

    public Customer? Customer { get; set; }

    public OrderStatus Status { get; set; }

    /// <summary>The day in the Account's time zone.</summary>
    public DateOnly CreatedOn { get; set; }

    public long? DepartmentId { get; set; }

    public Accounts.Department? Department { get; set; }

    public string Salesperson { get; set; } = "";

    public string Sidemark { get; set; } = "";

    public string Terms { get; set; } = "";

    /// <summary>Empty: no tax code; lines still say whether they are taxable.</summary>
    public string TaxCode { get; set; } = "";

    /// <summary>The code's rate in percent when the order was saved.</summary>
    public decimal TaxRatePercent { get; set; }

    public bool TaxExempt { get; set; }

    public string TaxExemptReason { get; set; } = "";

    public string Memo { get; set; } = "";

    public Address BillingAddress { get; set; } = new();

    public Address ShippingAddress { get; set; } = new();

    public List<OrderLine> Lines { get; set; } = [];

    public List<AdditionalCharge> Charges { get; set; } = [];

    public List<AdditionalAmount> Amounts { get; set; } = [];

    /// <summary>Lines after their discounts, before charges, additional amounts and tax.</summary>
    public decimal Subtotal { get; set; }

    public decimal TaxAmount { get; set; }

    public decimal Total { get; set; }

    /// <summary>Total less the payments applied; kept by whoever saves a payment, in the same transaction.</summary>
    public decimal Balance { get; set; }

    /// <summary>The rate that applies, in percent: none without a code or for an exempt order.</summary>
    public decimal EffectiveTaxRate => TaxExempt || TaxCode.Length == 0 ? 0m : TaxRatePercent;

    public override RecordKind Kind => RecordKind.Order;

    public override string Label => $"Order {Number}";

    protected override IEnumerable<string?> SearchedFields() => [Number, Sidemark, Customer?.Name, Customer?.CompanyName, Salesperson];
}
