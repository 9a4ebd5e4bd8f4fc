using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>What QuickBooks has and the sandbox lacks is refused with the sandbox's own words, never taken and forgotten.</summary>
public sealed class LackingTests
{
    [Theory]
    [InlineData("invoice", "LinkedTxn", """[{"TxnId":"1","TxnType":"Estimate"}]""", "Invoice.LinkedTxn to Estimate")]
    [InlineData("invoice", "Line", """[{"Amount":5,"DetailType":"GroupLineDetail"}]""", "Invoice lines with GroupLineDetail")]
    [InlineData("invoice", "Line", """[{"Amount":5,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"DiscountRate":10}}]""", "SalesItemLineDetail.DiscountRate")]
    [InlineData("payment", "ProcessPayment", "true", "Payment.ProcessPayment")]
    [InlineData("payment", "Line", """[{"Amount":5,"LinkedTxn":[{"TxnId":"1","TxnType":"JournalEntry"}]}]""", "Payment.Line.LinkedTxn of type JournalEntry")]
    [InlineData("customer", "Balance", "100", "Customer.Balance on create")]
    [InlineData("customer", "CreditLimit", "100", "Customer.CreditLimit")]
    [InlineData("item", "Type", "\"Group\"", "Item.Type Group")]
    [InlineData("attachable", "FileName", "\"a.pdf\"", "Attachable.FileName")]
    public async Task Create_WithIt_SaysSo(string path, string property, string value, string what)
    {
        await using var qb = await SandboxClient.Start();
        var body = path switch
        {
            "invoice" => Invoice(await qb.Customer(), SalesLine(await qb.Item(), 5m)),
            "payment" => Payment(await qb.Customer(), 5m),
            "customer" => new JsonObject { ["DisplayName"] = "A" },
            "attachable" => new JsonObject { ["Note"] = "A" },
            _ => new JsonObject { ["Name"] = "A" },
        };
        body[property] = JsonNode.Parse(value);
        IsRefusal(await qb.Post(path, body), what);
    }

    [Theory]
    [InlineData("SalesFormsPrefs", "AutoApplyCredit")]
    [InlineData("SalesFormsPrefs", "AutoApplyPayments")]
    [InlineData("CurrencyPrefs", "MultiCurrencyEnabled")]
    public async Task Settings_ThatWouldChangeTheBooks_AreNotTurnedOn(string group, string setting)
    {
        await using var qb = await SandboxClient.Start();
        IsRefusal(await qb.Post("preferences", new JsonObject { ["Id"] = "1", ["SyncToken"] = "0", ["sparse"] = true, [group] = new JsonObject { [setting] = true } }), "does not model");
    }

    [Fact]
    public async Task BillsLinesToReceivables_AndTotalsBelowWhatIsPaid()
    {
        await using var qb = await SandboxClient.Start("default");
        var bill = (await qb.Query("select * from Bill where Balance = '0'")).Json["QueryResponse"]!["Bill"]![0]!.DeepClone();
        bill["Line"]![0]!["Amount"] = 1m;
        bill["Line"]![0]!["ItemBasedExpenseLineDetail"]!["Qty"] = 1;
        bill["Line"]![0]!["ItemBasedExpenseLineDetail"]!["UnitPrice"] = 1m;
        IsRefusal(await qb.Post("bill", bill), "a Bill whose total falls below what is settled with it");
        var order = new JsonObject
        {
            ["VendorRef"] = bill["VendorRef"]!.DeepClone(),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = 5m,
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Accounts Receivable'")) },
            }),
        };
        IsRefusal(await qb.Post("bill", order), "Bill lines to receivables or payables");
        order["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = "1", ["TxnType"] = "PurchaseOrder" });
        IsRefusal(await qb.Post("bill", order), "Bill.LinkedTxn to PurchaseOrder");
    }

    [Fact]
    public async Task AnotherCurrency_IsRefused_AsACompanyWithOneDoes()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 5m));
        body["CurrencyRef"] = Ref("EUR");
        (await qb.Post("invoice", body)).IsFault(
            "6000", "A business validation error has occurred while processing your request", "Business Validation Error: Multi currency should be enabled to perform this operation", "CurrencyRef");
        body["CurrencyRef"] = Ref("USD");
        body["ExchangeRate"] = 1m;
        await qb.Save("Invoice", body);
    }

    [Fact]
    public async Task InABatch_TheItemAloneIsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var items = new JsonArray(
            new JsonObject { ["bId"] = "1", ["operation"] = "create", ["Customer"] = new JsonObject { ["DisplayName"] = "A", ["CreditLimit"] = 5 } },
            new JsonObject { ["bId"] = "2", ["operation"] = "create", ["RecurringTransaction"] = new JsonObject() },
            new JsonObject { ["bId"] = "3", ["operation"] = "create", ["Customer"] = new JsonObject { ["DisplayName"] = "B" } });
        var answers = (await qb.Post("batch", new JsonObject { ["BatchItemRequest"] = items })).Json["BatchItemResponse"]!;
        Assert.Contains("Customer.CreditLimit", answers[0]!["sandboxRefusal"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(answers[1]!["sandboxRefusal"]);
        Assert.NotNull(answers[2]!["Customer"]);
    }

    [Theory]
    [InlineData("""{"TaxCode":"A","TaxRateDetails":[{"TaxRateName":"R","RateValue":"101","TaxAgencyId":"1"}]}""", "2150")]
    [InlineData("""{"TaxCode":"A","TaxRateDetails":[{"TaxRateName":"R","RateValue":"5","TaxAgencyId":"99"}]}""", "2500")]
    [InlineData("""{"TaxCode":"A","TaxRateDetails":[{"TaxRateId":"99"}]}""", "2500")]
    [InlineData("""{"TaxCode":"TAX","TaxRateDetails":[{"TaxRateName":"R","RateValue":"5","TaxAgencyId":"1"}]}""", "6240")]
    [InlineData("""{"TaxCode":"A"}""", "2020")]
    [InlineData("""{"TaxRateDetails":[{"RateValue":"5"}]}""", "2020")]
    [InlineData("""{"TaxCode":"A","Nonsense":1}""", "2010")]
    public async Task TaxService_RefusesWhatIsWrong(string body, string code)
    {
        await using var qb = await SandboxClient.Start("default");
        Assert.Equal(code, (await qb.Send(HttpMethod.Post, "taxservice/taxcode", body)).Error.Text("code"));
        IsRefusal(
            await qb.Send(HttpMethod.Post, "taxservice/taxcode", """{"TaxCode":"P","TaxRateDetails":[{"TaxRateName":"R","RateValue":"5","TaxAgencyId":"1","TaxApplicableOn":"Purchase"}]}"""),
            "tax rates on purchases");
    }

    private static void IsRefusal(Reply reply, string what)
    {
        Assert.True(reply.Status == HttpStatusCode.NotImplemented, reply.Text);
        Assert.Contains(what, reply.Json["sandboxRefusal"].Text("message"), StringComparison.Ordinal);
        Assert.Null(reply.Json["Fault"]);
    }
}
