using System.Text;
using System.Text.Json;
using CsCheck;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Whatever is called in whatever order, the ledger balances and every balance is the sum of what made it.</summary>
public sealed class BooksTests
{
    [Fact]
    public async Task AnySequenceOfCalls_KeepsTheTrialBalanceAtZero()
    {
        await using var qb = await SandboxClient.Start("default");
        var item = await qb.Item();
        var code = await qb.FirstId("TaxCode", "Name = 'State Sales Tax'");
        var customers = new[] { await qb.Customer("A"), await qb.Customer("B") };
        var step = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1], Gen.Int[0, 30], Gen.Int[1, 50_000], Gen.Int[0, 3]);
        await step.Array[1, 40].SampleAsync(
            async steps =>
            {
                foreach (var (what, who, which, cents, how) in steps)
                {
                    await Do(qb, what, customers[who], item, code, which, cents / 100m, how);
                }

                Holds(qb);
            },
            iter: 25, threads: 1);
    }

    private static async Task Do(SandboxClient qb, int what, string customer, string item, string code, int which, decimal amount, int how)
    {
        var invoices = qb.Host.Books.DocumentsOf(qb.Realm, "Invoice");
        var payments = qb.Host.Books.DocumentsOf(qb.Realm, "Payment");
        var invoice = invoices.Count > 0 ? invoices[which % invoices.Count] : null;
        var payment = payments.Count > 0 ? payments[which % payments.Count] : null;
        var money = amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var discount = how > 1 ? ",{\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":true,\"DiscountPercent\":12.5}}" : "";
        var lines = $$$"""[{"Amount":{{{money}}},"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"{{{item}}}"},"TaxCodeRef":{"value":"{{{(how % 2 == 0 ? "TAX" : "NON")}}}"} } }{{{discount}}}]""";
        var link = invoice is null ? "[]" : $$$"""[{"Amount":{{{money}}},"LinkedTxn":[{"TxnId":"{{{invoice.Text("Id")}}}","TxnType":"Invoice"}]}]""";
        var (path, body) = what switch
        {
            0 or 1 => ("invoice", $$$"""{"CustomerRef":{"value":"{{{customer}}}"},"Line":{{{lines}}},"TxnTaxDetail":{"TxnTaxCodeRef":{"value":"{{{code}}}"} } }"""),
            2 => ("payment", $$$"""{"CustomerRef":{"value":"{{{invoice.Ref("CustomerRef") ?? customer}}}"},"TotalAmt":{{{money}}},"Line":{{{link}}}}"""),
            3 when invoice is not null => ("invoice?operation=void", Head(invoice)),
            4 when invoice is not null => ("invoice?operation=delete", Head(invoice)),
            5 when payment is not null => ("payment?operation=delete", Head(payment)),
            6 when payment is not null => ("payment?operation=update&include=void", Head(payment)),
            7 when invoice is not null => ("invoice", $$$"""{"Id":"{{{invoice.Text("Id")}}}","SyncToken":"{{{invoice.Text("SyncToken")}}}","sparse":true,"Line":{{{lines}}}}"""),
            _ => ("payment", $$$"""{"CustomerRef":{"value":"{{{customer}}}"},"TotalAmt":{{{money}}}}"""),
        };
        var reply = await qb.Send(HttpMethod.Post, path, body);
        Assert.True((int)reply.Status is 200 or 400, $"{path} {body} {reply.Text}");
    }

    private static string Head(System.Text.Json.Nodes.JsonObject doc) => $$$"""{"Id":"{{{doc.Text("Id")}}}","SyncToken":"{{{doc.Text("SyncToken")}}}"}""";

    private static void Holds(SandboxClient qb)
    {
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
        var invoices = qb.Host.Books.DocumentsOf(qb.Realm, "Invoice");
        var payments = qb.Host.Books.DocumentsOf(qb.Realm, "Payment");
        foreach (var customer in qb.Host.Books.DocumentsOf(qb.Realm, "Customer"))
        {
            var id = customer.Text("Id");
            var open = invoices.Where(i => i.Ref("CustomerRef") == id).Sum(i => i.Number("Balance"));
            var unapplied = payments.Where(p => p.Ref("CustomerRef") == id).Sum(p => p.Number("UnappliedAmt"));
            var credits = qb.Host.Books.DocumentsOf(qb.Realm, "CreditMemo").Where(c => c.Ref("CustomerRef") == id).Sum(c => c.Number("Balance"));
            Assert.Equal(open - unapplied - credits, customer.Number("Balance"));
        }

        foreach (var invoice in invoices)
        {
            var applied = payments.SelectMany(p => p.Parts("Line"))
                .Where(l => l.Parts("LinkedTxn").Any(x => x.Text("TxnId") == invoice.Text("Id"))).Sum(l => l.Number("Amount"));
            Assert.Equal(invoice.Number("TotalAmt") - applied, invoice.Number("Balance"));
            Assert.True(invoice.Number("Balance") >= 0);
        }
    }

    [Fact]
    public async Task HostileBodies_GetADocumentedAnswer_NeverA500()
    {
        await using var qb = await SandboxClient.Start();
        var bodies = Gen.OneOf(
            Gen.String,
            Gen.OneOf("", "null", "[]", "1", "\"x\"", "{", "{\"DisplayName\":{}}", "{\"DisplayName\":[1]}", "{\"Line\":7}", "{\"Line\":[7]}",
                "{\"Line\":[{\"DetailType\":\"SalesItemLineDetail\"}]}", "{\"Id\":\"x\"}", "{\"Id\":{}}", "{\"Id\":\"99999999999999999999\",\"SyncToken\":\"0\"}",
                "{\"DisplayName\":\"\\ud800\"}", "{\"\\ud800\":1}", "{\"TotalAmt\":1e400}", "{\"TotalAmt\":-1,\"CustomerRef\":{\"value\":\"1\"}}",
                "{\"CustomerRef\":\"1\"}", "{\"CustomerRef\":{\"value\":{}}}", "{\"MetaData\":3}", "{\"sparse\":\"maybe\"}", "{\"Active\":\"\",\"DisplayName\":\"q\"}",
                "{\"DisplayName\":\"\\u0000\"}", "{\"BatchItemRequest\":[1,null,{\"bId\":{},\"operation\":7,\"Customer\":[]}]}", "{\"BatchItemRequest\":[{\"Query\":{}}]}",
                new string('[', 5000), "{\"a\":" + new string('{', 500), "{\"DisplayName\":\"" + new string('x', 200_000) + "\"}"));
        var paths = Gen.OneOf(
            "customer", "invoice", "payment", "item", "purchaseorder", "batch", "query", "taxservice/taxcode", "account", "companyinfo", "preferences", "invoice?operation=void",
            "invoice?operation=delete", "payment?operation=update&include=void", "customer?operation=nonsense", "customer/1/x", "query?query=%ff", "cdc?entities=,&changedSince=");
        await Gen.Select(paths, bodies).SampleAsync(
            async t =>
            {
                var reply = await qb.Send(HttpMethod.Post, t.Item1, t.Item2);
                Assert.True((int)reply.Status is 200 or 400 or 501, $"{(int)reply.Status} {t.Item1} {reply.Text}");
                JsonDocument.Parse(reply.Text).Dispose();
            },
            iter: 600, threads: 1);
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task HostileQueries_GetADocumentedAnswer()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer();
        var words = Gen.OneOf("select", "*", "from", "Customer", "where", "DisplayName", "=", "'", "\\", "''", "in", "(", ")", ",", "like", "%", "orderby", "desc",
            "startposition", "maxresults", "-1", "99999999999999", "count", "and", "Id", "MetaData.CreateTime", "MetaData", "PrimaryEmailAddr", "BillAddr.City", "\0", "é", "😀", "--", ";");
        await words.Array[0, 14].SampleAsync(
            async parts =>
            {
                var reply = await qb.Query(string.Join(' ', parts));
                Assert.True((int)reply.Status is 200 or 400, $"{(int)reply.Status} {string.Join(' ', parts)} {reply.Text}");
            },
            iter: 1500, threads: 1);
    }

    [Fact]
    public async Task BodyOf10Megabytes_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var body = new StringBuilder("{\"Notes\":\"").Append('x', 10_000_000).Append("\"}").ToString();
        Assert.Equal("6030", (await qb.Send(HttpMethod.Post, "customer", body)).Error["code"]!.GetValue<string>());
    }
}
