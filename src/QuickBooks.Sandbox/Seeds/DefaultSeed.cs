using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>A US company fit for a window-treatment dealer.</summary>
internal static class DefaultSeed
{
    public static void Plant(Planter planter)
    {
        EmptySeed.Plant(planter);
        SalesTax(planter, "State Sales Tax", "State Board of Equalization", 8m);
    }

    /// <summary>Agency, rate and code of classic sales tax, as the tax screen makes them.</summary>
    public static string SalesTax(Planter planter, string name, string agency, decimal percent)
    {
        var agencyId = planter.Create("TaxAgency", new JsonObject { ["DisplayName"] = agency });
        var rateId = planter.Put("TaxRate", new JsonObject
        {
            ["Name"] = name,
            ["Description"] = name,
            ["Active"] = true,
            ["RateValue"] = Json.Of(percent),
            ["AgencyRef"] = Json.Reference(agencyId),
            ["SpecialTaxType"] = "NONE",
            ["DisplayType"] = "ReadOnly",
        });
        return planter.Put("TaxCode", new JsonObject
        {
            ["Name"] = name,
            ["Description"] = name,
            ["Active"] = true,
            ["Hidden"] = false,
            ["Taxable"] = true,
            ["TaxGroup"] = true,
            ["SalesTaxRateList"] = new JsonObject
            {
                ["TaxRateDetail"] = new JsonArray(new JsonObject
                {
                    ["TaxRateRef"] = Json.Reference(rateId, name),
                    ["TaxTypeApplicable"] = "TaxOnAmount",
                    ["TaxOrder"] = Json.Of(0),
                }),
            },
            ["PurchaseTaxRateList"] = new JsonObject { ["TaxRateDetail"] = new JsonArray() },
        });
    }
}
