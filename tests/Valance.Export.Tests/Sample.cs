using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Catalogue;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Tests;

/// <summary>Records of a window-treatment dealer that are ready to be sent; a test spoils one thing.</summary>
internal static class Sample
{
    public static readonly CompanyProfile Company = new()
    {
        UsesCustomSalesNumbers = true,
        UsesCustomPurchaseNumbers = true,
        AllowsDiscount = true,
        TracksDepartments = true,
        UsesSalesTax = true,
        SalesCustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["1"] = "Sidemark" },
    };

    public static readonly DateTime Entered = new(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    public static Customer Customer(Action<Customer>? spoil = null) => With(spoil, new()
    {
        Id = 7,
        AccountId = 3,
        CreatedAt = Entered,
        Name = "George Foreman",
        FirstName = "George",
        LastName = "Foreman",
        Emails = ["george@foreman.com"],
        Phones = [new() { Label = "Main", Number = "555-0100" }],
        BillingAddress = new() { Line1 = "1 Main St", City = "Austin", State = "TX", Zip = "78701", Country = "USA" },
    });

    public static Vendor Vendor(Action<Vendor>? spoil = null) => With(spoil, new()
    {
        Id = 8,
        AccountId = 3,
        CreatedAt = Entered,
        Name = "Sun Shades Inc",
        CompanyName = "Sun Shades Inc",
        Email = "orders@sunshades.com",
        AccountNumber = "D-100",
        Address = new() { Line1 = "9 Mill Rd", City = "Waco", State = "TX", Zip = "76701" },
    });

    public static OrderLine Line(decimal quantity = 2m, decimal price = 100m, decimal discount = 0m, bool taxable = true, string category = "Shades") => new()
    {
        Number = 1,
        Item = "Roller shade",
        Category = category,
        Room = "Master bath",
        Color = "White",
        Size = "36 x 60",
        Quantity = quantity,
        UnitPrice = price,
        DiscountPercent = discount,
        Taxable = taxable,
        Amount = Money.LineAmount(quantity, price, discount),
    };

    /// <summary>An order whose total is the sum of what is on it.</summary>
    public static Order Order(Action<Order>? spoil = null)
    {
        var order = With(spoil, new Order
        {
            Id = 42,
            AccountId = 3,
            CreatedAt = Entered,
            Number = "1042",
            CustomerId = 7,
            CreatedOn = new DateOnly(2026, 3, 4),
            Lines = [Line()],
            BillingAddress = new() { Line1 = "1 Main St", City = "Austin" },
            ShippingAddress = new() { Line1 = "2 Side St", City = "Waco" },
        });
        order.Total = order.Lines.Sum(l => l.Amount) + order.Charges.Sum(c => c.Amount) + order.Amounts.Sum(a => a.Amount) + order.TaxAmount;
        order.Balance = order.Total;
        return order;
    }

    public static AdditionalAmount Discount(decimal amount, string category = "", bool taxable = true) => new()
    {
        Number = 1,
        Name = "Spring promotion",
        Kind = AdditionalAmountKind.Discount,
        Value = -amount,
        Category = category,
        Taxable = taxable,
        Amount = amount,
    };

    public static OrderReferences References(Order order) => new()
    {
        Customer = new Ref("C1"),
        LineItems = [.. order.Lines.Select((_, i) => new Ref($"I{i + 1}"))],
        ChargeItems = [.. order.Charges.Select((_, i) => new Ref($"CH{i + 1}"))],
        AmountItems = [.. order.Amounts.Select((_, i) => new Ref($"A{i + 1}"))],
        DiscountAccount = new Ref("86"),
        SidemarkField = "1",
    };

    public static Payment Payment(Action<Payment>? spoil = null) => With(spoil, new()
    {
        Id = 9,
        AccountId = 3,
        CreatedAt = Entered,
        CustomerId = 7,
        ReceivedOn = new DateOnly(2026, 3, 5),
        Amount = 150m,
        Method = "Check",
        ReferenceNumber = "CK-17",
        Memo = "Deposit",
    });

    public static PurchaseOrder PurchaseOrder(Action<PurchaseOrder>? spoil = null)
    {
        var order = With(spoil, new PurchaseOrder
        {
            Id = 11,
            AccountId = 3,
            CreatedAt = Entered,
            Number = "PO-5",
            VendorId = 8,
            Vendor = Vendor(),
            OrderId = 42,
            Order = Order(o => o.Sidemark = "Smith - master bath"),
            Date = new DateOnly(2026, 3, 6),
            InternalNote = "cost too high",
            ShipTo = new() { Line1 = "5 Dock Rd", City = "Austin" },
            Lines = [new() { Number = 1, Item = "Roller shade", Description = "White 36 x 60", Quantity = 3m, UnitCost = 33.335m, Amount = 100.01m }],
            Charges = [new() { Number = 1, Kind = PurchaseOrderChargeKind.Freight, Amount = 12m }],
        });
        order.Total = order.Lines.Sum(l => l.Amount) + order.Charges.Sum(c => c.Amount);
        return order;
    }

    public static PurchaseOrderReferences References(PurchaseOrder order) => new()
    {
        Vendor = new Ref("V1"),
        Customer = new Ref("C1"),
        LineItems = [.. order.Lines.Select((_, i) => new Ref($"I{i + 1}"))],
        ChargeAccounts = [.. order.Charges.Select((_, i) => new Ref($"X{i + 1}"))],
        PayableAccount = new Ref("33"),
    };

    public static PlanNote Note(this IReadOnlyList<PlanNote> notes, string field) => notes.Single(n => n.Field == field);

    private static T With<T>(Action<T>? spoil, T record)
        where T : Record
    {
        spoil?.Invoke(record);
        return record;
    }
}
