using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.TestKit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Hostile;

/// <summary>A dealer whose records hold everything that a store can hold. As many customers and orders as asked for; a tenth of vendors, payments and purchase orders beside.</summary>
internal sealed class HostileDealer(TestSite site, int seed)
{
    private const int ChunkSize = 500;

    private static readonly string[] Terms = ["Net 30", "Due on receipt", "Net 45", "2% 10 Net 30", "Net 60", "Net 10", "Payable within thirty days of the installation", "Net: 10", " Net  15 "];
    private static readonly string[] TaxCodes = ["State Sales Tax", "County Sales Tax", "State Sales Tax", "County Sales Tax", "State Sales Tax", "State Sales Tax", "County Sales Tax", "TX 8.25"];
    private static readonly string[] Methods = ["Check", "Visa", "Cash", "Financing", "American Express Corporate Card 1", "American Express Corporate Card 2", "Wire: bank", "", "Check", "Check", "Visa"];
    private static readonly string[] Items = ["Roller Shade", "Faux Wood Blind", "Roman shade, linen", "Remote Control", "Shade: blackout", "Window Coverings", "Shutter \"Polywood\""];

    private readonly HostileText _text = new(new Random(seed));
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

    private long AccountId => site.Data.Account.Id;

    public async Task OpenAsync(int records)
    {
        var departments = new[] { new Department { AccountId = AccountId, Name = "South Showroom" }, new Department { AccountId = AccountId, Name = "East: annex" } };
        await using (var db = site.Store.CreateDbContext())
        {
            db.Departments.AddRange(departments);
            db.Terms.AddRange(Terms.Select((t, i) => new Terms { AccountId = AccountId, Name = t.Trim(), DueDays = i * 15 }));
            await db.SaveChangesAsync();
        }

        var customers = await AddAsync(records / 2, Customer);
        var vendors = await AddAsync(records / 20, Vendor);
        var orders = await AddAsync(records / 2, () => Order(_text.Of(customers), departments));
        await AddAsync(records / 20, () => Payment(_text.Of(orders)));
        await AddAsync(records / 20, () => PurchaseOrder(_text.Of(vendors), _text.Of(orders)));
    }

    private async Task<List<T>> AddAsync<T>(int count, Func<T> make)
        where T : Record
    {
        var all = new List<T>();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(ChunkSize))
        {
            await using var db = site.Store.CreateDbContext();
            var made = chunk.Select(_ => make()).ToList();
            foreach (var record in made)
            {
                record.AccountId = AccountId;
                record.Touch(Sample.Entered, "test");
            }

            db.AddRange(made);
            await db.SaveChangesAsync();
            all.AddRange(made);
        }

        return all;
    }

    private Customer Customer() => new()
    {
        Name = _text.Name(),
        DisplayName = _text.Is(70) ? "" : _text.Name(),
        FirstName = _text.Part(),
        MiddleInitial = _text.Is(92) ? "" : _text.Text(),
        LastName = _text.Part(),
        CompanyName = _text.Is(88) ? "" : _text.Text(),
        Taxable = _text.Is(80),
        TaxExemptReason = _text.Of(["", "Resale", "14", "Church", "Federal government (GSA)", _text.Text()]),
        Emails = [.. Enumerable.Range(0, _text.Random.Next(3)).Select(_ => _text.Email())],
        Phones = [.. Enumerable.Range(0, _text.Random.Next(4)).Select(_ => new Phone { Label = _text.Of(["Main", "Mobile", "Cell", "Fax", "Home", "Work", "?", ""]), Number = _text.Phone() })],
        BillingAddress = Address(),
        ShippingAddresses = [.. Enumerable.Range(0, _text.Random.Next(3)).Select(_ => Address())],
        Terms = _text.Is(50) ? "" : _text.Of(Terms),
        Notes = _text.Text(),
        IsCancelled = _text.Is(2),
    };

    private Vendor Vendor() => new()
    {
        Name = _text.Name(),
        FirstName = _text.Part(),
        LastName = _text.Part(),
        CompanyName = _text.Is(80) ? "" : _text.Text(),
        Email = _text.Email(),
        Phones = [new Phone { Label = "Main", Number = _text.Phone() }],
        Address = Address(),
        Terms = _text.Of(Terms),
        AccountNumber = _text.Is(90) ? "D-100" : _text.Text(),
    };

    private Order Order(Customer customer, Department[] departments)
    {
        var order = new Order
        {
            Number = Number(),
            CustomerId = customer.Id,
            CreatedOn = _text.Day(),
            DepartmentId = _text.Is(50) ? null : _text.Of(departments).Id,
            Sidemark = _text.Is(20) ? "" : _text.Is(85) ? "Smith - master bath, second floor, left" : _text.Text(),
            Terms = _text.Is(50) ? "" : _text.Of(Terms),
            TaxCode = _text.Is(40) ? "" : _text.Of(TaxCodes),
            TaxRatePercent = _text.Of([0m, 8m, 8.25m, 1.25m]),
            TaxExempt = _text.Is(10),
            Memo = _text.Text(),
            BillingAddress = Address(),
            ShippingAddress = Address(),
            Status = _text.Is(2) ? OrderStatus.Cancelled : OrderStatus.Open,
            Lines = [.. Enumerable.Range(1, _text.Is(3) ? 0 : _text.Random.Next(1, 6)).Select(Line)],
            Charges = [.. Enumerable.Range(1, _text.Random.Next(3)).Select(n => new AdditionalCharge { Number = n, Name = _text.Is(90) ? _text.Of(["Installation", "Freight"]) : _text.Text(), Amount = _text.Money(), Taxable = _text.Is(50) })],
            Amounts = [.. Enumerable.Range(1, _text.Random.Next(3)).Select(Amount)],
        };
        OrderTotals.Of(order).WriteTo(order);
        if (_text.Is(2))
        {
            // What an import of another system's figures can leave behind.
            order.Total += 0.01m;
        }

        order.Balance = order.Total;
        return order;
    }

    private OrderLine Line(int number) => new()
    {
        Number = number,
        Item = _text.Is(93) ? _text.Of(Items) : _text.Text(),
        Category = _text.Of(["Shades", "Blinds", ""]),
        Room = _text.Is(90) ? "Master bath" : _text.Text(),
        Color = _text.Is(95) ? "White" : _text.Text(),
        Size = "36 x 60",
        Description = _text.Is(85) ? "" : _text.Is(4) ? _text.Long(5000) : _text.Text(),
        Quantity = _text.Of([0m, 1m, 1m, 2m, 12m, 0.333m, 3.1234567m, 1000m]),
        UnitPrice = _text.Money(_text.Of([2, 2, 5, 7])),
        DiscountPercent = _text.Of([0m, 0m, 0m, 10m, 33.333m, 100m]),
        Taxable = _text.Is(70),
    };

    private AdditionalAmount Amount(int number) => new()
    {
        Number = number,
        Name = _text.Is(90) ? _text.Of(["Spring promotion", "Tariff"]) : _text.Text(),
        Kind = _text.Of(Enum.GetValues<AdditionalAmountKind>()),
        IsPercent = _text.Is(50),
        Value = _text.Is(90) ? _text.Random.Next(0, 30) : _text.Money(negative: false),
        Category = _text.Of(["", "", "Shades"]),
        Taxable = _text.Is(80),
    };

    private Payment Payment(Order order)
    {
        var amount = _text.Is(60) ? Math.Abs(order.Total) : _text.Money();
        return new Payment
        {
            CustomerId = order.CustomerId,
            ReceivedOn = _text.Day(),
            Amount = amount,
            Method = _text.Is(90) ? _text.Of(Methods) : _text.Text(),
            ReferenceNumber = _text.Is(90) ? $"CK-{_text.Random.Next(9999)}" : _text.Text(),
            Memo = _text.Is(80) ? "" : _text.Of([_text.Text(), "card 4111 1111 1111 1111", _text.Long(4500)]),
            Applications = _text.Is(20) ? [] : [new PaymentApplication { OrderId = order.Id, Amount = _text.Is(90) ? amount : amount + 1m }],
        };
    }

    private PurchaseOrder PurchaseOrder(Vendor vendor, Order order)
    {
        var lines = Enumerable.Range(1, _text.Random.Next(4)).Select(n =>
        {
            var line = new PurchaseOrderLine { Number = n, Item = _text.Of(Items), Category = "Shades", Description = _text.Text(), Quantity = _text.Of([0m, 1m, 3m, 0.5m]), UnitCost = _text.Money(4) };
            line.Amount = Core.Money.Round(line.Quantity * line.UnitCost);
            return line;
        }).ToList();
        return new PurchaseOrder
        {
            Number = Number(),
            VendorId = vendor.Id,
            OrderId = _text.Is(70) ? order.Id : null,
            Date = _text.Day(),
            ShipTo = Address(),
            Lines = lines,
            Charges = _text.Is(70) ? [] : [new PurchaseOrderCharge { Number = 1, Kind = _text.Of(Enum.GetValues<PurchaseOrderChargeKind>()), Description = _text.Text(), Amount = 0m }],
            Total = lines.Sum(l => l.Amount),
        };
    }

    /// <summary>Unique as the store wants it, which is not always as QuickBooks counts.</summary>
    private string Number()
    {
        while (true)
        {
            var number = _text.Is(94) ? $"{_text.Of(["", "W-", "w-"])}{_text.Random.Next(1_000_000)}" : _text.Text();
            if (_numbers.Add(number))
            {
                return number;
            }
        }
    }

    private Address Address() => _text.Is(15) ? new() : new()
    {
        Line1 = _text.Is(92) ? "1 Main St" : _text.Text(),
        Line2 = _text.Is(92) ? "" : _text.Text(),
        City = _text.Is(94) ? "Austin" : _text.Text(),
        State = _text.Is(96) ? "TX" : _text.Text(),
        Zip = _text.Is(96) ? "78701" : _text.Text(),
        Country = _text.Is(96) ? "" : _text.Text(),
    };
}
