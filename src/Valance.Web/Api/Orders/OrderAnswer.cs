using System.Text.Json.Serialization;
using Valance.Core.Orders;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Orders;

/// <summary>An order as it stands.</summary>
public sealed record OrderAnswer : OrderHead
{
    public required long Id { get; init; }

    /// <summary>Raised by every change; the same as the ETag.</summary>
    public required int Version { get; init; }

    public required string CustomerName { get; init; }

    public string? Department { get; init; }

    public OrderStatus Status { get; init; }

    public IReadOnlyList<OrderLineAnswer> Lines { get; init; } = [];

    public IReadOnlyList<AdditionalAmountAnswer> Amounts { get; init; } = [];

    /// <summary>The code's rate in percent when the order was saved.</summary>
    [JsonConverter(typeof(Plain))]
    public decimal TaxRatePercent { get; init; }

    /// <summary>The lines after their discounts, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Subtotal { get; init; }

    [JsonConverter(typeof(Dollars))]
    public decimal TaxAmount { get; init; }

    [JsonConverter(typeof(Dollars))]
    public decimal Total { get; init; }

    /// <summary>What payments apply to it, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Paid { get; init; }

    /// <summary>Still to pay, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Balance { get; init; }

    public required ExportAnswer Export { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public static OrderAnswer Of(OrderPage page, ExportAnswer export)
    {
        var o = page.Order;
        return new()
        {
            Id = o.Id,
            Version = o.Version,
            Number = o.Number,
            CustomerId = o.CustomerId,
            CustomerName = o.Customer?.Name ?? "",
            CreatedOn = o.CreatedOn,
            DepartmentId = o.DepartmentId,
            Department = o.Department?.Name,
            Status = o.Status,
            Salesperson = o.Salesperson,
            Sidemark = o.Sidemark,
            Terms = o.Terms,
            TaxCode = o.TaxCode,
            TaxExempt = o.TaxExempt,
            TaxExemptReason = o.TaxExemptReason,
            Memo = o.Memo,
            BillingAddress = AddressContent.Of(o.BillingAddress),
            ShippingAddress = AddressContent.Of(o.ShippingAddress),
            Lines = [.. o.Lines.Select(OrderLineAnswer.Of)],
            Charges = [.. o.Charges.Select(AdditionalChargeContent.Of)],
            Amounts = [.. o.Amounts.Select(AdditionalAmountAnswer.Of)],
            TaxRatePercent = o.TaxRatePercent,
            Subtotal = o.Subtotal,
            TaxAmount = o.TaxAmount,
            Total = o.Total,
            Paid = page.Paid,
            Balance = o.Balance,
            Export = export,
            CreatedAt = o.CreatedAt,
            UpdatedAt = o.UpdatedAt,
            UpdatedBy = o.UpdatedBy,
        };
    }
}
