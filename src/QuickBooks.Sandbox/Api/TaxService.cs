using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Api;

/// <summary>
/// POST /taxservice/taxcode makes a tax code with its rates; codes have no create of their own (facts page, "Lists"). Source: Intuit's TaxService page.
/// </summary>
internal static class TaxService
{
    private static readonly EntityType Body = new(
        "TaxService", Operations.None, new EntityRules(),
        P.Text("TaxCode", 100).Required(),
        P.Text("TaxCodeId").ReadOnly(),
        P.Parts("TaxRateDetails", new Shape(
            "TaxRateDetails", P.Text("TaxRateName", 100), P.Text("TaxRateId"), P.Number("RateValue"), P.Text("TaxAgencyId"),
            P.Choice("TaxApplicableOn", "Sales", "Purchase", "Other"))).Required());

    public static Answer Create(Company company, ApiRequest request)
    {
        using var body = CompanyApi.Parse(company, request, out var refused);
        if (body is null)
        {
            return refused!;
        }

        var problems = new Problems();
        var sent = BodyReader.Read(Body.Shape, body.RootElement, problems);
        if (sent is not null)
        {
            Check(company, sent, problems);
        }

        if (problems.Any)
        {
            return Answer.Of(problems, company.Now);
        }

        var name = sent.Text("TaxCode")!;
        var changes = new ChangeSet(company);
        var rates = sent.Parts("TaxRateDetails").Select(detail => detail.Text("TaxRateId") ?? NewRate(company, changes, detail)).ToList();
        var id = company.NextId("TaxCode");
        changes.Stage("TaxCode", id, Writer.Stamped(company, Code(name, rates), id));
        company.Commit(changes);
        sent!["TaxCodeId"] = id;
        foreach (var (detail, rate) in sent.Parts("TaxRateDetails").Zip(rates))
        {
            detail["TaxRateId"] = rate;
        }

        return new Answer(200, Json.Bytes(sent));
    }

    public static JsonObject Code(string name, IEnumerable<string> rates) => new()
    {
        ["Name"] = name,
        ["Description"] = name,
        ["Active"] = true,
        ["Hidden"] = false,
        ["Taxable"] = true,
        ["TaxGroup"] = true,
        ["SalesTaxRateList"] = new JsonObject
        {
            ["TaxRateDetail"] = new JsonArray([.. rates.Select((rate, order) => new JsonObject
            {
                ["TaxRateRef"] = Json.Reference(rate),
                ["TaxTypeApplicable"] = "TaxOnAmount",
                ["TaxOrder"] = Json.Of(order),
            })]),
        },
        ["PurchaseTaxRateList"] = new JsonObject { ["TaxRateDetail"] = new JsonArray() },
    };

    public static JsonObject Rate(string name, decimal percent, string agencyId) => new()
    {
        ["Name"] = name,
        ["Description"] = name,
        ["Active"] = true,
        ["RateValue"] = Json.Of(percent),
        ["AgencyRef"] = Json.Reference(agencyId),
        ["SpecialTaxType"] = "NONE",
        ["DisplayType"] = "ReadOnly",
    };

    private static string NewRate(Company company, ChangeSet changes, JsonObject detail)
    {
        var id = company.NextId("TaxRate");
        changes.Stage("TaxRate", id, Writer.Stamped(company, Rate(detail.Text("TaxRateName")!, detail.Number("RateValue"), detail.Text("TaxAgencyId")!), id));
        return id;
    }

    private static void Check(Company company, JsonObject sent, Problems problems)
    {
        if (sent.Text("TaxCode") is not { Length: > 0 } name)
        {
            problems.Add(ServiceError.Missing("TaxCode"));
        }
        else if (name.Length > 100)
        {
            problems.Add(ServiceError.Length("TaxCode", 100, name.Length));
        }
        else if (company.Table("TaxCode")!.ByIndex("Name", name).Any())
        {
            problems.Add(ServiceError.DuplicateName(overThreeLists: false));
        }

        if (!sent.Parts("TaxRateDetails").Any())
        {
            problems.Add(ServiceError.Missing("TaxRateDetails"));
        }

        foreach (var detail in sent.Parts("TaxRateDetails"))
        {
            CheckRate(company, detail, problems);
        }
    }

    private static void CheckRate(Company company, JsonObject detail, Problems problems)
    {
        if (detail.Text("TaxRateId") is { Length: > 0 } known)
        {
            if (company.Find("TaxRate", known) is null)
            {
                problems.Add(ServiceError.InvalidReference("TaxRateDetails.TaxRateId"));
            }

            return;
        }

        detail.Remove("TaxRateId");
        foreach (var needed in new[] { "TaxRateName", "TaxAgencyId" }.Where(n => string.IsNullOrEmpty(detail.Text(n))))
        {
            problems.Add(ServiceError.Missing(needed));
        }

        if (detail.NumberOrNull("RateValue") is not { } percent)
        {
            problems.Add(ServiceError.Missing("RateValue"));
        }
        else if (percent is < 0 or > 100)
        {
            problems.Add(new ServiceError(
                "2150", "Invalid Percent", $"The percent value is invalid. Supplied value:{percent.ToString(CultureInfo.InvariantCulture)}", "RateValue"));
        }

        if (detail.Text("TaxAgencyId") is { Length: > 0 } agency && company.Find("TaxAgency", agency) is null)
        {
            problems.Add(ServiceError.InvalidReference("TaxRateDetails.TaxAgencyId"));
        }

        if (detail.Text("TaxApplicableOn") is "Purchase" or "Other")
        {
            problems.Lacks("tax rates on purchases");
        }
    }
}
