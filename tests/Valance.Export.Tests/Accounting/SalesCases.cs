using Valance.Core.Orders;

namespace Valance.Export.Tests.Accounting;

/// <summary>Orders: discounts, charges, tax.</summary>
internal static class SalesCases
{
    public static readonly IReadOnlyList<AccountingCase> All =
    [
        new("One discount over the whole order", "It goes out as the invoice's own discount, and the tax is reckoned after it.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1001", Desk.Day(2), o =>
            {
                (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(3m, 133.33m), Desk.Line(1m, 89.5m)]);
                o.Amounts = [Discount("Spring promotion", 10m, percent: true)];
            }));
        }),
        new("Several discounts on parts of the order", "Each goes out as a line of its own with a negative amount: TAX where it lowers taxed goods, NON where it lowers others, and as one of each where it lowers both.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1002", Desk.Day(2), o =>
            {
                o.TaxCode = "Austin";
                o.Lines =
                [
                    Desk.Line(2m, 210m), Desk.Line(1m, 99.99m, item: "Valance board", category: "Drapery"),
                    Desk.Line(1m, 75m, taxable: false, item: "Repair of a drape", category: "Drapery"), Desk.Line(1m, 60m, taxable: false, item: "Fabric swatches", category: "Samples"),
                ];
                o.Amounts =
                [
                    Discount("Shade rebate", 5m, percent: true, category: "Shades"), Discount("Drapery week", 12.5m, percent: true, category: "Drapery"),
                    Discount("Samples returned", 20m, percent: false, category: "Samples"),
                ];
            }));
        }),
        new("Line discounts, charges and a surcharge", "A line discount goes out as the net price, or as one at the amount where no price gives it to the cent. Charges and the surcharge are lines by their own items.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1003", Desk.Day(3), o =>
            {
                (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(3m, 33.33m, discount: 12.5m), Desk.Line(7m, 0.015m)]);
                o.Charges = [new() { Name = "Installation", Amount = 120m }, new() { Name = "Freight", Amount = 32.38m, Taxable = true }];
                o.Amounts = [new() { Name = "Fuel", Kind = AdditionalAmountKind.Surcharge, Value = 5m, Taxable = false }];
            }));
        }),
        new("Tax by department", "Two departments sell under codes of their own. Each order's code goes out with it, and each agency is owed its own tax.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.TaxCodeAsync("Tulsa", 8.517m, "Oklahoma Tax Commission");
            var (austin, tulsa, customer) = (await desk.DepartmentAsync("Austin showroom"), await desk.DepartmentAsync("Tulsa showroom"), await desk.CustomerAsync());
            await desk.ExportAsync(
                await desk.OrderAsync(customer, "1004", Desk.Day(4), o => (o.TaxCode, o.DepartmentId, o.Lines) = ("Austin", austin.Id, [Desk.Line(1m, 499.95m)])),
                await desk.OrderAsync(customer, "1005", Desk.Day(4), o => (o.TaxCode, o.DepartmentId, o.Lines) = ("Tulsa", tulsa.Id, [Desk.Line(1m, 499.95m)])));
        }),
        new("Tax by department with automated sales tax", "QuickBooks reckons the tax of both departments itself. Each order's code goes out all the same, and the two books agree for each.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.TaxCodeAsync("Waco", 8.25m, "City of Waco");
            await desk.PreferAsync("TaxPrefs", "PartnerTaxEnabled", true);
            var (austin, waco, customer) = (await desk.DepartmentAsync("Austin showroom"), await desk.DepartmentAsync("Waco showroom"), await desk.CustomerAsync());
            await desk.ExportAsync(
                await desk.OrderAsync(customer, "1009", Desk.Day(4), o => (o.TaxCode, o.DepartmentId, o.Lines) = ("Austin", austin.Id, [Desk.Line(3m, 66.65m)])),
                await desk.OrderAsync(customer, "1010", Desk.Day(4), o => (o.TaxCode, o.DepartmentId, o.Lines) = ("Waco", waco.Id, [Desk.Line(1m, 249.99m), Desk.Line(1m, 80m, taxable: false, item: "Measuring")])));
        }),
        new("A company without sales tax", "Nothing of tax goes out: neither codes nor an amount.", async desk =>
        {
            await desk.PreferAsync("TaxPrefs", "UsingSalesTax", false);
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1011", Desk.Day(4), Desk.Line(2m, 150m), Desk.Line(1m, 45.5m, taxable: false, item: "Repair")));
        }),
        new("A discount where the company has discounts off", "It goes out as a line of its own with a negative amount, since QuickBooks takes no discount of the invoice there.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.PreferAsync("SalesFormsPrefs", "AllowDiscount", false);
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1012", Desk.Day(5), o =>
            {
                (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(3m, 133.33m), Desk.Line(1m, 60m, taxable: false, item: "Fabric swatches", category: "Samples")]);
                o.Amounts = [Discount("Spring promotion", 10m, percent: true)];
            }));
        }),
        new("An exempt customer", "Every line is NON, and no tax is owed.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1006", Desk.Day(4), o =>
                (o.TaxCode, o.TaxExempt, o.TaxExemptReason, o.Lines) = ("Austin", true, "Resale", [Desk.Line(2m, 150m)])));
        }),
        new("Automated sales tax that agrees", "QuickBooks reckons the tax itself, by the address. Where its rate is ours the two books agree.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.PreferAsync("TaxPrefs", "PartnerTaxEnabled", true);
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1007", Desk.Day(5), o => (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(1m, 640m)])));
        }),
        new("Automated sales tax that differs", "QuickBooks reckons another tax than we do. Its figure stands in its books, and the job warns with both: somebody corrects the rate, or accepts it. No line is invented to make the totals meet.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            await desk.PreferAsync("TaxPrefs", "PartnerTaxEnabled", true);
            desk.Site.Sandbox.Books.Rules.AutomatedTaxPercent = 8m;
            await desk.ExportAsync(await desk.OrderAsync(await desk.CustomerAsync(), "1008", Desk.Day(5), o => (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(1m, 640m)])));
        })
        {
            Differs = "The tax: $52.80 here, $51.20 in QuickBooks.",
        },
    ];

    private static AdditionalAmount Discount(string name, decimal value, bool percent, string category = "") =>
        new() { Name = name, Kind = AdditionalAmountKind.Discount, IsPercent = percent, Value = value, Category = category };
}
