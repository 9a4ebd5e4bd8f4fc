using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;

namespace Valance.Core.Payments;

public enum PaymentStatus
{
    Received,
    Cancelled,
}

/// <summary>Money received from a customer; with a negative amount a refund. What is not applied to an order stays a credit.</summary>
public sealed class Payment : Record
{
    /// <summary>What an import recognises it by; unique in the Account.</summary>
    public string? ExternalId { get; set; }

    public long CustomerId { get; set; }

    public Customer? Customer { get; set; }

    public PaymentStatus Status { get; set; }

    public DateOnly ReceivedOn { get; set; }

    /// <summary>Negative for a refund, and only for one.</summary>
    public decimal Amount { get; set; }

    public string Method { get; set; } = "";

    public string ReferenceNumber { get; set; } = "";

    public string Memo { get; set; } = "";

    public RefundKind Refund { get; set; }

    /// <summary>Of a refund: the payment that it undoes, or whose credit it gives back.</summary>
    public long? RefundsPaymentId { get; set; }

    public Payment? RefundsPayment { get; set; }

    /// <summary>Of a refund that lowers sales: the order whose price was lowered or whose goods came back.</summary>
    public long? RefundsOrderId { get; set; }

    public Order? RefundsOrder { get; set; }

    /// <summary>Of a refund that lowers sales: the part of it that is sales tax, positive.</summary>
    public decimal RefundTax { get; set; }

    /// <summary>What standing refunds have undone of this payment; kept by whoever saves a refund, in the same transaction.</summary>
    public decimal Undone { get; set; }

    /// <summary>What standing refunds have given back of its credit; kept in the same way.</summary>
    public decimal Returned { get; set; }

    /// <summary>The refunds that name it, cancelled ones too.</summary>
    public List<Payment> Refunds { get; set; } = [];

    public List<PaymentApplication> Applications { get; set; } = [];

    public bool IsRefund => Refund != RefundKind.None;

    /// <summary>Nothing of it stands any more.</summary>
    public bool IsUndone => !IsRefund && Amount > 0m && Undone == Amount;

    /// <summary>The customer's credit: what no order has taken, and nobody gave back.</summary>
    public decimal Credit => CreditOf(Status, Refund, Amount, Undone, Returned, Applications.Sum(a => a.Amount));

    public override RecordKind Kind => RecordKind.Payment;

    public override string Label => $"{(IsRefund ? "Refund" : "Payment")} {(ReferenceNumber.Length > 0 ? ReferenceNumber : $"#{Id}")}";

    internal static decimal CreditOf(PaymentStatus status, RefundKind refund, decimal amount, decimal undone, decimal returned, decimal applied) => (status, refund) switch
    {
        (PaymentStatus.Cancelled, _) => 0m,
        (_, RefundKind.None) => amount - undone - returned - applied,
        (_, RefundKind.GrantsCredit) => -amount - returned - applied,
        _ => 0m,
    };

    protected override IEnumerable<string?> SearchedFields() =>
        [ReferenceNumber, Customer?.Name, Customer?.CompanyName, Method, .. Applications.Select(a => a.Order?.Number), Memo];
}

/// <summary>The part of a payment that settles one order of the same customer.</summary>
public sealed class PaymentApplication
{
    public long Id { get; set; }

    public long PaymentId { get; set; }

    public long OrderId { get; set; }

    public Order? Order { get; set; }

    public decimal Amount { get; set; }
}
