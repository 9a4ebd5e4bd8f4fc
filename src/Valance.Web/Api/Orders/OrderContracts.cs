using System.Text.Json.Serialization;
using Valance.Core.Orders;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Orders;

/// <summary>A line item: a product for a room.</summary>
public record OrderLineContent
{
    /// <summary>The product's name; a mapping finds its QuickBooks item by this, then by category, then the default.</summary>
    public string Item { get; init; } = "";

    public string Category { get; init; } = "";

    public string Room { get; init; } = "";

    public string Color { get; init; } = "";

    /// <summary>Width by height, as the dealer writes it.</summary>
    public string Size { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Up to 7 decimals.</summary>
    [JsonConverter(typeof(Plain))]
    public decimal Quantity { get; init; } = 1m;

    /// <summary>List price in dollars, up to 7 decimals.</summary>
    [JsonConverter(typeof(UnitPrice))]
    public decimal UnitPrice { get; init; }

    /// <summary>0 to 100.</summary>
    [JsonConverter(typeof(Plain))]
    public decimal DiscountPercent { get; init; }

    public bool Taxable { get; init; } = true;

    public OrderLine ToLine() => new()
    {
        Item = Item,
        Category = Category,
        Room = Room,
        Color = Color,
        Size = Size,
        Description = Description,
        Quantity = Quantity,
        UnitPrice = UnitPrice,
        DiscountPercent = DiscountPercent,
        Taxable = Taxable,
    };
}

/// <summary>A line item as it stands.</summary>
public sealed record OrderLineAnswer : OrderLineContent
{
    /// <summary>Quantity times price less the discount, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    public static OrderLineAnswer Of(OrderLine l) => new()
    {
        Item = l.Item,
        Category = l.Category,
        Room = l.Room,
        Color = l.Color,
        Size = l.Size,
        Description = l.Description,
        Quantity = l.Quantity,
        UnitPrice = l.UnitPrice,
        DiscountPercent = l.DiscountPercent,
        Taxable = l.Taxable,
        Amount = l.Amount,
    };
}

/// <summary>A charge beside the line items: installation, freight, measuring.</summary>
public sealed record AdditionalChargeContent
{
    public string Name { get; init; } = "";

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    public bool Taxable { get; init; }

    public static AdditionalChargeContent Of(AdditionalCharge c) => new() { Name = c.Name, Amount = c.Amount, Taxable = c.Taxable };

    public AdditionalCharge ToCharge() => new() { Name = Name, Amount = Amount, Taxable = Taxable };
}

/// <summary>An adjustment of the order: discount or surcharge, percent or money, tariff.</summary>
public record AdditionalAmountContent
{
    public string Name { get; init; } = "";

    public AdditionalAmountKind Kind { get; init; }

    /// <summary>Whether the value is a percentage; else it is dollars.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Positive, also of a discount.</summary>
    [JsonConverter(typeof(Plain))]
    public decimal Value { get; init; }

    /// <summary>Empty: over all lines; else over the lines of this category alone.</summary>
    public string Category { get; init; } = "";

    /// <summary>Whether it lowers, or raises, taxable goods.</summary>
    public bool Taxable { get; init; } = true;

    public AdditionalAmount ToAmount() => new() { Name = Name, Kind = Kind, IsPercent = IsPercent, Value = Value, Category = Category, Taxable = Taxable };
}

/// <summary>An adjustment as it stands.</summary>
public sealed record AdditionalAmountAnswer : AdditionalAmountContent
{
    /// <summary>Its effect on the total in dollars: negative of a discount.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Amount { get; init; }

    public static AdditionalAmountAnswer Of(AdditionalAmount a) =>
        new() { Name = a.Name, Kind = a.Kind, IsPercent = a.IsPercent, Value = a.Value, Category = a.Category, Taxable = a.Taxable, Amount = a.Amount };
}

/// <summary>What an order is made of, but for its lines.</summary>
public abstract record OrderHead
{
    /// <summary>Unique in the Account. QuickBooks takes 21 characters.</summary>
    public string Number { get; init; } = "";

    public long CustomerId { get; init; }

    /// <summary>The day in the Account's time zone.</summary>
    public DateOnly? CreatedOn { get; init; }

    /// <summary>From the Account's list: see /api/v1/account.</summary>
    public long? DepartmentId { get; init; }

    public string Salesperson { get; init; } = "";

    /// <summary>The dealer's tag for the order, such as "Smith - master bath".</summary>
    public string Sidemark { get; init; } = "";

    /// <summary>By name, from the Account's list.</summary>
    public string Terms { get; init; } = "";

    /// <summary>By name, from the Account's list; empty: no tax.</summary>
    public string TaxCode { get; init; } = "";

    public bool TaxExempt { get; init; }

    public string TaxExemptReason { get; init; } = "";

    public string Memo { get; init; } = "";

    /// <summary>Left out: the customer's.</summary>
    public AddressContent? BillingAddress { get; init; }

    /// <summary>Left out: the customer's primary one, else the billing address.</summary>
    public AddressContent? ShippingAddress { get; init; }

    public IReadOnlyList<AdditionalChargeContent> Charges { get; init; } = [];
}

/// <summary>An order as it is sent.</summary>
public sealed record OrderContent : OrderHead
{
    public IReadOnlyList<OrderLineContent> Lines { get; init; } = [];

    public IReadOnlyList<AdditionalAmountContent> Amounts { get; init; } = [];

    public OrderInput ToInput() => new()
    {
        Number = Number,
        CustomerId = CustomerId,
        CreatedOn = CreatedOn,
        DepartmentId = DepartmentId,
        Salesperson = Salesperson,
        Sidemark = Sidemark,
        Terms = Terms,
        TaxCode = TaxCode,
        TaxExempt = TaxExempt,
        TaxExemptReason = TaxExemptReason,
        Memo = Memo,
        BillingAddress = BillingAddress?.ToAddress(),
        ShippingAddress = ShippingAddress?.ToAddress(),
        Lines = [.. Lines.Select(l => l.ToLine())],
        Charges = [.. Charges.Select(c => c.ToCharge())],
        Amounts = [.. Amounts.Select(a => a.ToAmount())],
    };
}

/// <summary>An order as lists show it.</summary>
public sealed record OrderSummary
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public required string Number { get; init; }

    public DateOnly CreatedOn { get; init; }

    public long CustomerId { get; init; }

    public required string CustomerName { get; init; }

    public required string Sidemark { get; init; }

    public string? Department { get; init; }

    public required string Salesperson { get; init; }

    /// <summary>In dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Total { get; init; }

    /// <summary>Still to pay, in dollars.</summary>
    [JsonConverter(typeof(Dollars))]
    public decimal Balance { get; init; }

    public OrderStatus Status { get; init; }

    public DateTime UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required ExportAnswer Export { get; init; }

    public static OrderSummary Of(OrderRow r, ExportAnswer export) => new()
    {
        Id = r.Id,
        Version = r.Version,
        Number = r.Number,
        CreatedOn = r.CreatedOn,
        CustomerId = r.CustomerId,
        CustomerName = r.CustomerName,
        Sidemark = r.Sidemark,
        Department = r.Department,
        Salesperson = r.Salesperson,
        Total = r.Total,
        Balance = r.Balance,
        Status = r.Status,
        UpdatedAt = r.UpdatedAt,
        UpdatedBy = r.UpdatedBy,
        Export = export,
    };
}
