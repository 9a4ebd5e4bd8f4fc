using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Orders;

/// <summary>What the order screens' tests begin with: lists, a customer, a vendor, products; and a way to enter orders without the screen.</summary>
public sealed class Showroom(SiteFixture site)
{
    public Customer Foreman { get; private set; } = null!;

    public Vendor Mill { get; private set; } = null!;

    public Actor Bookkeeper => site.People.Bookkeeper.AsActor();

    public async Task OpenAsync()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var id = site.People.Sunrise.Id;
        if (await db.Customers.SingleOrDefaultAsync(c => c.Name == "George Foreman") is { } known)
        {
            (Foreman, Mill) = (known, await db.Vendors.SingleAsync());
            return;
        }

        var downtown = new Department { AccountId = id, Name = "Downtown" };
        db.Departments.AddRange(downtown, new Department { AccountId = id, Name = "Lakeside" });
        db.Terms.AddRange(new Terms { AccountId = id, Name = "Net 30", DueDays = 30 }, new Terms { AccountId = id, Name = "Due on receipt" });
        db.TaxCodes.Add(new TaxCode { AccountId = id, Name = "TX 8.25", RatePercent = 8.25m });
        db.PaymentMethods.AddRange(new PaymentMethod { AccountId = id, Name = "Check" }, new PaymentMethod { AccountId = id, Name = "Visa" });
        db.Products.AddRange(
            new Product { AccountId = id, Name = "Roller shade, blackout", Category = "Shades", UnitPrice = 249.95m, UnitCost = 118m },
            new Product { AccountId = id, Name = "Roman shade, linen", Category = "Shades", UnitPrice = 389m, UnitCost = 190.5m },
            new Product { AccountId = id, Name = "Faux wood blind 2 in.", Category = "Blinds", UnitPrice = 129m, UnitCost = 54.25m });
        Foreman = new Customer
        {
            AccountId = id,
            OwnerId = site.People.Salesperson.Id,
            Name = "George Foreman",
            DisplayName = "George Foreman",
            CompanyName = "Foreman & Sons",
            Terms = "Net 30",
            Phones = [new Phone { Label = "Mobile", Number = "(512) 555-0142" }],
            BillingAddress = new Address { Line1 = "1200 Barton Springs Rd", City = "Austin", State = "TX", Zip = "78704" },
        };
        Mill = new Vendor { AccountId = id, Name = "Lone Star Shade Mill", DisplayName = "Lone Star Shade Mill" };
        foreach (var record in new Valance.Core.Records.Record[] { Foreman, Mill })
        {
            record.Touch(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), "Sal Seller");
            db.Add(record);
        }

        await db.SaveChangesAsync();
        (await db.Users.SingleAsync(u => u.Id == site.People.Bookkeeper.Id)).DepartmentId = downtown.Id;
        await db.SaveChangesAsync();
    }

    /// <summary>An order of two lines, a charge and a promotion: 249.95 x 2 + 129 x 3 = 886.90, less 10 %, 75.00 installation, tax on the goods.</summary>
    public async Task<long> SellAsync(string number, Action<OrderInput>? change = null)
    {
        var input = new OrderInput
        {
            Number = number,
            CustomerId = Foreman.Id,
            CreatedOn = new DateOnly(2026, 11, 18),
            Salesperson = "Sal Seller",
            Sidemark = "Foreman - lake house",
            Terms = "Net 30",
            TaxCode = "TX 8.25",
            Lines =
            [
                new OrderLine { Item = "Roller shade, blackout", Category = "Shades", Room = "Master bedroom", Color = "Fog", Size = "36 x 72", Quantity = 2, UnitPrice = 249.95m },
                new OrderLine { Item = "Faux wood blind 2 in.", Category = "Blinds", Room = "Kitchen", Color = "White", Size = "24 x 48", Description = "Inside mount, left tilt", Quantity = 3, UnitPrice = 129m },
            ],
            Charges = [new AdditionalCharge { Name = "Installation", Amount = 75m }],
            Amounts = [new AdditionalAmount { Name = "Fall promotion", IsPercent = true, Value = 10m }],
        };
        change?.Invoke(input);
        return (await site.Services.GetRequiredService<SaveOrder>().HandleAsync(Bookkeeper, SaveTarget.New(), input, CancellationToken.None)).Value.Id;
    }
}
