using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>
/// A US company fit for a window-treatment dealer: some 80 accounts, items of every type, terms, payment methods, tax codes and agencies, locations,
/// classes, employees, and open and settled transactions of every kind. All names are invented.
/// </summary>
internal static class DefaultSeed
{
    public static void Plant(Planter planter)
    {
        EmptySeed.Plant(planter);
        ChartOfAccounts.Plant(planter);
        Lists(planter);
        Items(planter);
        Names(planter);
        Transactions.Plant(planter);
    }

    private static void Lists(Planter planter)
    {
        planter.Term("Half down, rest on installation", 0);
        planter.Term("2% 10 Net 30", 30);
        foreach (var method in new[] { "ACH", "Financing", "Gift Certificate" })
        {
            planter.PaymentMethod(method);
        }

        foreach (var card in new[] { "Visa", "MasterCard", "American Express", "Discover" })
        {
            planter.PaymentMethod(card, card: true);
        }

        SalesTax(planter, "State Sales Tax", "State Board of Equalization", 8m);
        SalesTax(planter, "County Sales Tax", "County Tax Collector", 1.25m);
        var south = planter.Create("Department", new JsonObject { ["Name"] = "South Showroom" });
        planter.Create("Department", new JsonObject { ["Name"] = "North Showroom" });
        planter.Create("Department", new JsonObject { ["Name"] = "Workroom", ["ParentRef"] = Json.Reference(south) });
        var residential = planter.Create("Class", new JsonObject { ["Name"] = "Residential" });
        planter.Create("Class", new JsonObject { ["Name"] = "Remodel", ["ParentRef"] = Json.Reference(residential) });
        planter.Create("Class", new JsonObject { ["Name"] = "Commercial" });
    }

    private static void Items(Planter planter)
    {
        var category = planter.Create("Item", new JsonObject { ["Name"] = "Window Coverings", ["Type"] = "Category" });
        foreach (var (name, line, price, cost) in new[]
        {
            ("Faux Wood Blind", "Blinds", 129m, 61m), ("Aluminum Blind", "Blinds", 89m, 39.5m), ("Roller Shade", "Shades", 189m, 92m), ("Cellular Shade", "Shades", 219m, 104.25m),
            ("Plantation Shutter", "Shutters", 349m, 181m), ("Pinch Pleat Panel", "Draperies", 410m, 233.4m), ("Traverse Rod", "Hardware", 96m, 44m), ("Lithium Motor", "Motorization", 245m, 138m),
        })
        {
            var cost0 = string.Equals(line, "Hardware", StringComparison.Ordinal) ? "Cost of Goods Sold" : "Cost of Goods Sold:" + line;
            planter.Create("Item", new JsonObject
            {
                ["Name"] = name,
                ["Type"] = "NonInventory",
                ["SubItem"] = true,
                ["ParentRef"] = Json.Reference(category),
                ["Taxable"] = true,
                ["UnitPrice"] = Json.Of(price),
                ["PurchaseCost"] = Json.Of(cost),
                ["IncomeAccountRef"] = Json.Reference(planter.Named("Account", "Sales:" + line)),
                ["ExpenseAccountRef"] = Json.Reference(planter.Named("Account", cost0)),
                ["Description"] = name + ", made to measure",
            });
        }

        foreach (var (name, account) in new[] { ("Installation", "Installation Income"), ("Measuring", "Measuring Income"), ("Repair", "Repair Income"), ("Freight", "Freight Income"), ("Design Consultation", "Design Fees") })
        {
            planter.Create("Item", new JsonObject { ["Name"] = name, ["Type"] = "Service", ["IncomeAccountRef"] = Json.Reference(planter.Named("Account", account)), ["UnitPrice"] = Json.Of(85m) });
        }

        planter.Create("Item", new JsonObject
        {
            ["Name"] = "Remote Control",
            ["Type"] = "Inventory",
            ["TrackQtyOnHand"] = true,
            ["QtyOnHand"] = Json.Of(25m),
            ["InvStartDate"] = "2026-01-01",
            ["Taxable"] = true,
            ["UnitPrice"] = Json.Of(59m),
            ["PurchaseCost"] = Json.Of(27.5m),
            ["IncomeAccountRef"] = Json.Reference(planter.Named("Account", "Sales:Motorization")),
            ["ExpenseAccountRef"] = Json.Reference(planter.Named("Account", "Cost of Goods Sold:Motorization")),
            ["AssetAccountRef"] = Json.Reference(planter.Named("Account", "Inventory Asset")),
            ["Sku"] = "RC-15",
        });
    }

    private static void Names(Planter planter)
    {
        foreach (var (given, family, city) in new[] { ("Hollis", "Quarrington", "Dayton"), ("Imelda", "Vantongeren", "Kettering"), ("Percival", "Ashgrove", "Xenia"), ("Ottoline", "Brackenbury", "Centerville") })
        {
            planter.Create("Customer", new JsonObject
            {
                ["GivenName"] = given,
                ["FamilyName"] = family,
                ["PrimaryEmailAddr"] = new JsonObject { ["Address"] = $"{given}.{family}@example.com".ToLowerInvariant() },
                ["PrimaryPhone"] = new JsonObject { ["FreeFormNumber"] = "(937) 555-01" + planter.Company.NextId("Phone").PadLeft(2, '0') },
                ["BillAddr"] = new JsonObject { ["Line1"] = "41 Sycamore Ct", ["City"] = city, ["CountrySubDivisionCode"] = "OH", ["PostalCode"] = "45429" },
            });
        }

        var inn = planter.Create("Customer", new JsonObject { ["DisplayName"] = "Quarry Ridge Inn", ["CompanyName"] = "Quarry Ridge Hospitality LLC", ["Taxable"] = true });
        planter.Create("Customer", new JsonObject { ["DisplayName"] = "Quarry Ridge Inn - Annex", ["ParentRef"] = Json.Reference(inn), ["Job"] = true });
        foreach (var vendor in new[] { "Lumenweave Shade Works", "Northern Louver Supply", "Ridgeback Freight Lines" })
        {
            planter.Create("Vendor", new JsonObject { ["DisplayName"] = vendor, ["CompanyName"] = vendor, ["AcctNum"] = "D-2291" });
        }

        planter.Create("Employee", new JsonObject { ["GivenName"] = "Wendeline", ["FamilyName"] = "Oakhurst" });
        planter.Create("Employee", new JsonObject { ["GivenName"] = "Barnaby", ["FamilyName"] = "Thistlewood" });
    }

    /// <summary>Agency, rate and code of classic sales tax, as the tax screen makes them.</summary>
    private static void SalesTax(Planter planter, string name, string agency, decimal percent)
    {
        var agencyId = planter.Create("TaxAgency", new JsonObject { ["DisplayName"] = agency });
        var rateId = planter.Put("TaxRate", TaxService.Rate(name, percent, agencyId));
        planter.Put("TaxCode", TaxService.Code(name, [rateId]));
    }
}
