using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.Payments;

public enum PaymentStatus
{
    Received,
    Cancelled,
}

/// <summary>Money received from a customer. What is not applied to an order stays a credit.</summary>
public sealed class Payment : Record
{
    /// <summary>What an import recognises it by; unique in the Account.</summary>
    public string? ExternalId { get; set; }

    public long CustomerId { get; set; }

    public Customer? Customer { get; set; }

    public PaymentStatus Status { get; set; }

    public DateOnly ReceivedOn { get; set; }

    public decimal Amount { get; set; }

    public string Method { get; set; } = "";

    public string ReferenceNumber { get; set; } = "";

    public string Memo { get; set; } = "";

    public List<PaymentApplication> Applications { get; set; } = [];

    public override RecordKind Kind => RecordKind.Payment;

    public override string Label => ReferenceNumber.Length > 0 ? $"Payment {ReferenceNumber}" : $"Payment #{Id}";

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
