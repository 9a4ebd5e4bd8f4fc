using System.Text.Json.Nodes;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Export.Checks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Planning;

/// <summary>What is planned, sent by the lane, and what the company's books say then.</summary>
public sealed class BooksTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_TaxedOrderWithDiscountsAndCharges_TotalIsOursToTheCent()
    {
        await using var site = await TestSite.CreateAsync(seed: "default");
        var code = site.Books("TaxCode").Select(t => t["Name"]!.GetValue<string>()).First(n => n is not ("TAX" or "NON"));
        var customer = await site.Data.CustomerAsync("Nora Quill");
        var order = await site.Data.OrderAsync(customer, set: o =>
        {
            o.TaxCode = code;
            o.Lines = [Line(1, 3m, 33.33m, 12.5m, taxable: true), Line(2, 7m, 0.015m, 0m, taxable: false)];
            o.Charges = [new() { Number = 1, Name = "Freight", Amount = 32.38m }, new() { Number = 2, Name = "Installation", Amount = 100m, Taxable = true }];
            o.Amounts =
            [
                new() { Number = 1, Name = "Spring promotion", Kind = AdditionalAmountKind.Discount, IsPercent = true, Value = 10m, Amount = -8.76m },
                new() { Number = 2, Name = "Fuel", Kind = AdditionalAmountKind.Surcharge, Value = 5m, Amount = 5m, Taxable = false },
            ];
            o.TaxAmount = 14.29m;
            o.Subtotal = o.Lines.Sum(l => l.Amount);
            o.Total = o.Subtotal + o.Charges.Sum(c => c.Amount) + o.Amounts.Sum(a => a.Amount) + o.TaxAmount;
            o.Balance = o.Total;
        });
        var job = Assert.Single(await site.ExportAsync(order));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var invoice = site.Books("Invoice").Single(i => i["DocNumber"]?.GetValue<string>() == order.Number);
        Assert.Equal((order.Total, 14.29m), (Amount(invoice, "TotalAmt"), Amount((JsonObject)invoice["TxnTaxDetail"]!, "TotalTax")));
        Assert.False(job.HasWarnings, (await site.DetailAsync(job)).ToString());
    }

    [Fact]
    public async Task Export_SeveralDiscounts_GoOutAsNegativeLines()
    {
        await using var site = await TestSite.CreateAsync();
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o =>
        {
            o.Amounts =
            [
                new() { Number = 1, Name = "Spring promotion", Kind = AdditionalAmountKind.Discount, Value = 10m, Amount = -10m },
                new() { Number = 2, Name = "Shade rebate", Kind = AdditionalAmountKind.Discount, Value = 5m, Category = "Shades", Amount = -5.01m },
            ];
            o.Total = o.Balance = 84.99m;
        });
        var job = Assert.Single(await site.ExportAsync(order));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal(84.99m, Amount(Assert.Single(site.Books("Invoice")), "TotalAmt"));
    }

    [Fact]
    public async Task Export_CustomerWhoseFieldsWereEmptied_AreEmptyThereToo()
    {
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync(set: c =>
        {
            (c.FirstName, c.CompanyName, c.Emails) = ("George", "Grills", ["a@b.co"]);
            c.Phones = [new() { Label = "Main", Number = "555" }, new() { Label = "Fax", Number = "556" }];
            c.BillingAddress = new() { Line1 = "1 Main St", City = "Austin" };
        });
        await site.ExportAsync(customer);
        await site.Data.EditAsync<Customer>(customer.Id, c =>
        {
            (c.FirstName, c.CompanyName, c.Emails, c.Phones, c.BillingAddress) = ("", "", [], [], new());
        });
        var job = Assert.Single(await site.ExportAsync(customer));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var kept = Assert.Single(site.Books("Customer"));
        Assert.All(
            new[] { "GivenName", "CompanyName", "PrimaryEmailAddr.Address", "PrimaryPhone.FreeFormNumber", "Fax.FreeFormNumber", "BillAddr.Line1", "BillAddr.City" },
            path => Assert.True(string.IsNullOrEmpty(Text(kept, path)), $"{path}: {kept.ToJsonString()}"));
        Assert.Equal("George Foreman", Text(kept, "DisplayName"));
    }

    [Fact]
    public async Task Export_SidemarkAndTermsTakenAway_InvoiceFollows()
    {
        await using var site = await TestSite.CreateAsync();
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o => o.Sidemark = "Smith");
        await site.ExportAsync(order);
        await site.Data.EditAsync<Order>(order.Id, o => (o.Sidemark, o.ShippingAddress) = ("", new() { City = "Waco" }));
        var job = Assert.Single(await site.ExportAsync(order));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var invoice = Assert.Single(site.Books("Invoice"));
        Assert.True(string.IsNullOrEmpty(invoice["CustomField"]![0]!["StringValue"]?.GetValue<string>()));
        Assert.Equal(("Waco", 100m), (Text(invoice, "ShipAddr.City"), Amount(invoice, "TotalAmt")));
    }

    [Fact]
    public async Task Readiness_OfARecord_KnowsTheCompanyOnceItWasRead()
    {
        await using var site = await TestSite.CreateAsync();
        var first = await site.Data.CustomerAsync("George Foreman");
        var vendor = await site.Data.VendorAsync("george  foreman");
        var order = await site.Data.OrderAsync(first, set: o => (o.Number, o.TaxAmount, o.Total) = (new string('1', 22), 5m, 105m));
        var readiness = site.Get<RecordReadiness>();
        Assert.Empty(await readiness.OfAsync(first.Kind, first.Id, Ct));
        Assert.Equal("duplicate-name", Assert.Single(await readiness.OfAsync(vendor.Kind, vendor.Id, Ct)).Name);
        Assert.Equal(["too-long"], (await readiness.OfAsync(order.Kind, order.Id, Ct)).Select(f => f.Name));
        await site.ExportAsync(first);
        Assert.Equal(["too-long", "tax-without-code"], (await readiness.OfAsync(order.Kind, order.Id, Ct)).Select(f => f.Name));
    }

    private static decimal Amount(JsonObject document, string field) => document[field]!.GetValue<decimal>();

    private static string? Text(JsonNode document, string path) => path.Split('.').Aggregate((JsonNode?)document, (node, name) => node?[name])?.GetValue<string>();

    private static OrderLine Line(int number, decimal quantity, decimal price, decimal discount, bool taxable) => new()
    {
        Number = number,
        Item = "Roller shade",
        Category = "Shades",
        Quantity = quantity,
        UnitPrice = price,
        DiscountPercent = discount,
        Taxable = taxable,
        Amount = Core.Money.LineAmount(quantity, price, discount),
    };
}
