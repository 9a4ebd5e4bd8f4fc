using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// Classic US sales tax: lines are TAX or NON, the form's TxnTaxCodeRef names the real code, whose rates apply to the taxable part. Sales tax off:
/// TxnTaxDetail is ignored (facts page, "Tax, US"). Each rate is rounded to the cent by itself.
/// </summary>
internal static class SalesTax
{
    public static decimal Apply(Draft draft, decimal subtotal, decimal discount, bool discountBeforeTax)
    {
        var sent = draft.Doc.Part("TxnTaxDetail");
        if (sent is null || !(draft.Company.Preferences.Part("TaxPrefs").Flag("UsingSalesTax") ?? false)
            || draft.Get("TaxCode", sent.Ref("TxnTaxCodeRef")) is not { } code)
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
        foreach (var rate in Rates(draft.Company, code))
        {
            var amount = Json.Cents(taxable * rate.Number("RateValue") / 100);
            total += amount;
            lines.Add(new JsonObject
            {
                ["Amount"] = Json.Of(amount),
                ["DetailType"] = "TaxLineDetail",
                ["TaxLineDetail"] = new JsonObject
                {
                    ["TaxRateRef"] = Json.Reference(rate.Text("Id")!),
                    ["PercentBased"] = true,
                    ["TaxPercent"] = Json.Of(rate.Number("RateValue")),
                    ["NetAmountTaxable"] = Json.Of(taxable),
                },
            });
        }

        if (draft.Switches.SentTotalTaxCounts && sent.NumberOrNull("TotalTax") is { } said && lines.Count > 0 && Json.Cents(said) != total)
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

    private static IEnumerable<JsonObject> Rates(Company company, JsonObject code) =>
        code.Part("SalesTaxRateList").Parts("TaxRateDetail").Select(d => company.Find("TaxRate", d.Ref("TaxRateRef") ?? "")).OfType<JsonObject>();
}
