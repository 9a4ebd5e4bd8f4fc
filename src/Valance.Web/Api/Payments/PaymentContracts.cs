using System.Text.Json.Serialization;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Payments;

/// <summary>What of a payment settles one order.</summary>
public sealed record AppliedContent
{
    public long OrderId { get; init; }

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }
}

/// <summary>A payment as it is sent.</summary>
public record PaymentContent
{
    public long CustomerId { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    /// <summary>In dollars; negative: a refund.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    /// <summary>Which refund a negative amount is.</summary>
    public RefundKind Refund { get; init; }

    /// <summary>Of a refund: the payment that it undoes, or whose credit it gives back.</summary>
    public long? RefundsPaymentId { get; init; }

    /// <summary>Of a refund that lowers sales: its order.</summary>
    public long? RefundsOrderId { get; init; }

    /// <summary>Of a refund that lowers sales: the part of it that is sales tax, positive, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal RefundTax { get; init; }

    /// <summary>Of a refund that lowers sales: a person has said that sales and sales tax are to be lowered.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>By name, from the Account's list: see /api/v1/account.</summary>
    public string Method { get; init; } = "";

    public string ReferenceNumber { get; init; } = "";

    public string Memo { get; init; } = "";

    /// <summary>The orders that it settles; what is left of the amount stays the customer's credit.</summary>
    public IReadOnlyList<AppliedContent> Applications { get; init; } = [];

    public PaymentInput ToInput() => new()
    {
        CustomerId = CustomerId,
        ReceivedOn = ReceivedOn,
        Amount = Amount,
        Refund = Refund,
        RefundsPaymentId = RefundsPaymentId,
        RefundsOrderId = RefundsOrderId,
        RefundTax = RefundTax,
        IsConfirmed = IsConfirmed,
        Method = Method,
        ReferenceNumber = ReferenceNumber,
        Memo = Memo,
        Applications = [.. Applications.Select(a => new AppliedInput { OrderId = a.OrderId, Amount = a.Amount })],
    };
}

/// <summary>A payment as it stands.</summary>
public sealed record PaymentAnswer : PaymentContent
{
    public required long Id { get; init; }

    /// <summary>Raised by every change; the same as the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>The id in the files that it was imported from.</summary>
    public string? ExternalId { get; init; }

    public required string CustomerName { get; init; }

    public PaymentStatus Status { get; init; }

    /// <summary>The customer's credit, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Unapplied { get; init; }

    public required ExportAnswer Export { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public static PaymentAnswer Of(PaymentPage page, ExportAnswer export)
    {
        var p = page.Payment;
        return new()
        {
            Id = p.Id,
            Version = p.Version,
            ExternalId = p.ExternalId,
            CustomerId = p.CustomerId,
            CustomerName = p.Customer?.Name ?? "",
            Status = p.Status,
            ReceivedOn = p.ReceivedOn,
            Amount = p.Amount,
            Refund = p.Refund,
            RefundsPaymentId = p.RefundsPaymentId,
            RefundsOrderId = p.RefundsOrderId,
            RefundTax = p.RefundTax,
            IsConfirmed = p.Refund.LowersSales(),
            Method = p.Method,
            ReferenceNumber = p.ReferenceNumber,
            Memo = p.Memo,
            Applications = [.. p.Applications.Select(a => new AppliedContent { OrderId = a.OrderId, Amount = a.Amount })],
            Unapplied = page.Unapplied,
            Export = export,
            CreatedAt = p.CreatedAt,
            UpdatedAt = p.UpdatedAt,
            UpdatedBy = p.UpdatedBy,
        };
    }
}

/// <summary>A payment as lists show it.</summary>
public sealed record PaymentSummary
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public DateOnly ReceivedOn { get; init; }

    public long CustomerId { get; init; }

    public required string CustomerName { get; init; }

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    /// <summary>The customer's credit, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Unapplied { get; init; }

    public required string Method { get; init; }

    public required string ReferenceNumber { get; init; }

    public PaymentStatus Status { get; init; }

    public required IReadOnlyList<AppliedContent> Applications { get; init; }

    public DateTime UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required ExportAnswer Export { get; init; }

    public static PaymentSummary Of(PaymentRow r, ExportAnswer export) => new()
    {
        Id = r.Id,
        Version = r.Version,
        ReceivedOn = r.ReceivedOn,
        CustomerId = r.CustomerId,
        CustomerName = r.CustomerName,
        Amount = r.Amount,
        Unapplied = r.Unapplied,
        Method = r.Method,
        ReferenceNumber = r.ReferenceNumber,
        Status = r.Status,
        Applications = [.. r.Orders.Select(o => new AppliedContent { OrderId = o.Id, Amount = o.Amount })],
        UpdatedAt = r.UpdatedAt,
        UpdatedBy = r.UpdatedBy,
        Export = export,
    };
}
