using System.Globalization;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Vendors;

namespace Valance.Web.Demo;

/// <summary>Makes orders of window-treatment work, what was paid on them, and what was ordered for them.</summary>
internal sealed class DemoOrders(DemoDealer dealer, IReadOnlyList<Department> departments, DateOnly today, Random random)
{
    private const string LongSidemark = "Lindqvist residence - upstairs hall, bay window";
    private const int Span = 110;

    public Order Order(Customer customer, int index, int of)
    {
        // Numbers rise with the days.
        var day = today.AddDays(-Span + (index * Span / of));
        var order = new Order
        {
            Number = (dealer.FirstNumber + index).ToString(CultureInfo.InvariantCulture),
            Customer = customer,
            CreatedOn = day,
            Department = departments[index % departments.Count],
            Salesperson = dealer.Salesperson,
            Terms = customer.Terms,
            TaxCode = DemoCatalog.TaxCode,
            TaxRatePercent = DemoCatalog.TaxPercent,
            TaxExempt = !customer.Taxable,
            TaxExemptReason = customer.TaxExemptReason,
            BillingAddress = customer.BillingAddress.Copy(),
            ShippingAddress = customer.ShippingAddresses[0].Copy(),
        };
        AddLines(order);
        var shortName = customer.LastName.Length > 0 ? customer.LastName : customer.Name;
        order.Sidemark = index == 3 ? LongSidemark : $"{shortName} - {order.Lines[0].Room.ToLowerInvariant()}";
        AddCharges(order, index);
        OrderTotals.Of(order).WriteTo(order);
        order.Balance = order.Total;
        return order;
    }

    /// <summary>A deposit of half, the rest, or all at once; it lowers the order's balance.</summary>
    public Payment Payment(Order order, int index, bool isFinal)
    {
        var amount = isFinal ? order.Balance : Math.Round(order.Total / 2m, 2, MidpointRounding.AwayFromZero);
        order.Balance -= amount;
        var method = index == 5 ? DemoCatalog.LongPaymentMethod : DemoCatalog.PaymentMethods[random.Next(5)];
        return new Payment
        {
            Customer = order.Customer,
            ReceivedOn = Earlier(order.CreatedOn.AddDays(isFinal ? random.Next(14, 35) : random.Next(0, 4))),
            Amount = amount,
            Method = method,
            ReferenceNumber = method == "Check" ? random.Next(1200, 9800).ToString(CultureInfo.InvariantCulture) : "",
            Memo = isFinal ? $"Balance of order {order.Number}" : $"Deposit on order {order.Number}",
            Applications = [new PaymentApplication { Order = order, Amount = amount }],
        };
    }

    /// <summary>A deposit before there is an order: it stays a credit.</summary>
    public Payment Deposit(Customer customer) => new()
    {
        Customer = customer,
        ReceivedOn = today.AddDays(-random.Next(1, 20)),
        Amount = 250m,
        Method = "Visa",
        Memo = "Measuring deposit",
    };

    public PurchaseOrder PurchaseOrder(Order order, Vendor vendor, int index)
    {
        var goods = order.Lines.Where(l => l.Quantity > 0m).Take(3).ToList();
        var purchase = new PurchaseOrder
        {
            Number = $"PO-{order.Number}",
            Vendor = vendor,
            Order = order,
            Date = Earlier(order.CreatedOn.AddDays(2)),
            Status = index % 3 == 0 ? PurchaseOrderStatus.Received : PurchaseOrderStatus.Open,
            ShipTo = order.ShippingAddress.Copy(),
            Lines =
            [
                .. goods.Select((l, i) => new PurchaseOrderLine
                {
                    Number = i + 1, Item = l.Item, Category = l.Category, Description = $"{l.Size} {l.Color}".Trim(), Quantity = l.Quantity,
                    UnitCost = DemoCatalog.Products.First(p => p.Name == l.Item).Cost,
                }),
            ],
        };
        if (index % 4 == 1)
        {
            purchase.Charges.Add(new PurchaseOrderCharge { Number = 1, Kind = PurchaseOrderChargeKind.Freight, Description = "Freight", Amount = 38.50m });
        }

        PurchaseOrderTotals.Of(purchase.Lines, purchase.Charges).WriteTo(purchase);
        return purchase;
    }

    private void AddLines(Order order)
    {
        var count = random.Next(1, 5);
        for (var number = 1; number <= count; number++)
        {
            var product = DemoCatalog.Products[random.Next(DemoCatalog.Products.Count)];
            order.Lines.Add(new OrderLine
            {
                Number = number,
                Item = product.Name,
                Category = product.Category,
                Room = DemoCatalog.Rooms[random.Next(DemoCatalog.Rooms.Count)],
                Color = product.Colors[random.Next(product.Colors.Count)],
                Size = product.HasSize ? DemoCatalog.Sizes[random.Next(DemoCatalog.Sizes.Count)] : "",
                Description = product.Options,
                Quantity = product.Name == "Smart Hub" ? 1m : random.Next(1, 6),
                UnitPrice = product.Price,
                DiscountPercent = random.Next(6) == 0 ? 12.5m : 0m,
            });
        }
    }

    private void AddCharges(Order order, int index)
    {
        order.Charges.Add(new AdditionalCharge { Number = 1, Name = "Installation", Amount = 95m + (25m * order.Lines.Count) });
        if (index % 5 == 0)
        {
            order.Charges.Add(new AdditionalCharge { Number = 2, Name = "Freight", Amount = 42.75m, Taxable = true });
        }

        if (index % 4 == 1)
        {
            order.Amounts.Add(new AdditionalAmount { Number = 1, Name = "Seasonal promotion", Kind = AdditionalAmountKind.Discount, IsPercent = true, Value = 10m });
        }

        if (index % 9 == 2)
        {
            order.Amounts.Add(new AdditionalAmount { Number = order.Amounts.Count + 1, Name = "Metal tariff", Kind = AdditionalAmountKind.Tariff, IsPercent = true, Value = 3.5m });
        }
    }

    private DateOnly Earlier(DateOnly day) => day < today ? day : today;
}
