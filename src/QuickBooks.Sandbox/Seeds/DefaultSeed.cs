using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

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
        var rateId = planter.Put("TaxRate", TaxService.Rate(name, percent, agencyId));
        return planter.Put("TaxCode", TaxService.Code(name, [rateId]));
    }
}
