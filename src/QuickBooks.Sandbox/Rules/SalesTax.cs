using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// Classic US sales tax: lines are TAX or NON, the form's TxnTaxCodeRef names the real code, whose rates apply to the taxable part. Sales tax off:
/// TxnTaxDetail is ignored (facts page, "Tax, US"). Each rate is rounded to the cent by itself. With automated sales tax (PartnerTaxEnabled) the server
/// chooses the code and computes; how, nobody outside can tell: a rate that is switched stands for it.
/// </summary>
internal static class SalesTax
{
    public static decimal Apply(Draft draft, decimal subtotal, decimal discount, bool discountBeforeTax)
    {
        var sent = draft.Doc.Part("TxnTaxDetail");
        var prefs = draft.Company.Preferences.Part("TaxPrefs");
        var isAutomated = prefs.Flag("PartnerTaxEnabled") ?? false;
        var code = isAutomated ? AutomatedCode(draft.Company) : draft.Get("TaxCode", sent.Ref("TxnTaxCodeRef"));
        if (code is null || !(prefs.Flag("UsingSalesTax") ?? false))
        {
            draft.Doc["TxnTaxDetail"] = new JsonObject { ["TotalTax"] = Json.Of(0) };
            return 0;
        }

        var taxable = draft.Doc.Parts("Line")
            .Where(l => string.Equals(l.Part("SalesItemLineDetail").Ref("TaxCodeRef"), "TAX", StringComparison.OrdinalIgnoreCase)).Sum(l => l.Number("Amount"));
        if (discountBeforeTax && subtotal != 0)
        {
            taxable = Json.Cents(taxable - (discount * taxable / subtotal));
        }

        var lines = new JsonArray();
        var total = 0m;
        foreach (var rate in Rates(draft.Company, code).Take(isAutomated ? 1 : int.MaxValue))
        {
            var percent = isAutomated ? draft.Switches.AutomatedTaxPercent : rate.Number("RateValue");
            var amount = Json.Cents(taxable * percent / 100);
            total += amount;
            lines.Add(new JsonObject
            {
                ["Amount"] = Json.Of(amount),
                ["DetailType"] = "TaxLineDetail",
                ["TaxLineDetail"] = new JsonObject
                {
                    ["TaxRateRef"] = Json.Reference(rate.Text("Id")!),
                    ["PercentBased"] = true,
                    ["TaxPercent"] = Json.Of(percent),
                    ["NetAmountTaxable"] = Json.Of(taxable),
                },
            });
        }

        var sentCounts = isAutomated ? draft.Switches.SentTotalTaxCountsWhenAutomated : draft.Switches.SentTotalTaxCounts;
        if (sentCounts && sent.NumberOrNull("TotalTax") is { } said && lines.Count > 0 && Json.Cents(said) != total)
        {
            lines[0]!["Amount"] = Json.Of(lines[0].Number("Amount") + Json.Cents(said) - total);
            total = Json.Cents(said);
        }

        draft.Doc["TxnTaxDetail"] = new JsonObject
        {
            ["TxnTaxCodeRef"] = Json.Reference(code.Text("Id")!),
            ["TotalTax"] = Json.Of(total),
            ["TaxLine"] = lines,
        };
        return total;
    }

    public static void Post(Company company, JsonObject doc, Action<string, decimal> credit)
    {
        foreach (var line in doc.Part("TxnTaxDetail").Parts("TaxLine"))
        {
            var rate = company.Find("TaxRate", line.Part("TaxLineDetail").Ref("TaxRateRef") ?? "");
            var agency = company.Find("TaxAgency", rate.Ref("AgencyRef") ?? "");
            var account = company.Table("Account")!.ByIndex("FullyQualifiedName", $"{agency.Text("DisplayName")} Payable").FirstOrDefault().Text("Id")
                ?? company.AccountOfType("Other Current Liability");
            credit(account, line.Number("Amount"));
        }
    }

    /// <summary>"Automated tax ... replaces the code": the company's oldest code with a rate.</summary>
    private static JsonObject? AutomatedCode(Company company) => company.Table("TaxCode")!.InOrder().FirstOrDefault(c => Rates(company, c).Any());

    private static IEnumerable<JsonObject> Rates(Company company, JsonObject code) =>
        code.Part("SalesTaxRateList").Parts("TaxRateDetail").Select(d => company.Find("TaxRate", d.Ref("TaxRateRef") ?? "")).OfType<JsonObject>();
}
