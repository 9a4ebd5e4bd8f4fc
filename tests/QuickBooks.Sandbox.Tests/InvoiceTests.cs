using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Invoices and the payments on them: facts page, "Invoice", "Payment".</summary>
public sealed class InvoiceTests
{
    [Fact]
    public async Task Create_TheLeast_IsCompletedByTheServer()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.SaveId("Customer", new JsonObject { ["DisplayName"] = "A", ["BillAddr"] = new JsonObject { ["Line1"] = "1 Main St" } });
        var invoice = await qb.Save("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
        Assert.Equal(100m, invoice["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal(100m, invoice["Balance"]!.GetValue<decimal>());
        Assert.Equal("NON", invoice["Line"]![0]!["SalesItemLineDetail"]!["TaxCodeRef"]!["value"]!.GetValue<string>());
        Assert.Equal("1", invoice["Line"]![0]!["Id"]!.GetValue<string>());
        Assert.Equal("SubTotalLineDetail", invoice["Line"]![1]!["DetailType"]!.GetValue<string>());
        Assert.Equal("Sidemark", invoice["CustomField"]![0]!["Name"]!.GetValue<string>());
        Assert.Equal("1 Main St", invoice["BillAddr"]!["Line1"]!.GetValue<string>());
        Assert.Null(invoice["DocNumber"]);
        Assert.NotNull(invoice["TxnDate"]);
        Assert.NotNull(invoice["DueDate"]);
    }

    [Fact]
    public async Task Create_OnTheCalendarsLastDay_IsDueThatDay()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 5m));
        body["TxnDate"] = "9999-12-31";
        body["SalesTermRef"] = new JsonObject { ["value"] = await qb.SaveId("Term", new JsonObject { ["Name"] = "Longest", ["DueDays"] = 999 }) };
        Assert.Equal("9999-12-31", (await qb.Save("Invoice", body))["DueDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_DuplicateNumber_IsRefusedUnlessAllowed()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var body = Invoice(customer, SalesLine(await qb.Item(), 5m));
        body["DocNumber"] = "INV-1";
        var first = (await qb.Save("Invoice", body))["Id"]!.GetValue<string>();
        (await qb.Post("invoice", body)).IsFault(
            "6140", "Duplicate Document Number Error",
            "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
            + $"DocNumber=INV-1 is assigned to TxnType=Invoice with TxnId={first}");
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("invoice?include=allowduplicatedocnum", body)).Status);
        qb.Host.Books.Rules.DuplicateNumbersRefused = false;
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("invoice", body)).Status);
    }

    [Fact]
    public async Task Create_AmountThatIsNoProduct_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var line = SalesLine(await qb.Item(), 1000m);
        line["SalesItemLineDetail"]!["Qty"] = 3;
        line["SalesItemLineDetail"]!["UnitPrice"] = 333.33m;
        (await qb.Post("invoice", Invoice(await qb.Customer(), line))).IsFault(
            "6070", "Amount calculation incorrect in the request.", "Amount is not equal to UnitPrice * Qty. Supplied value:1,000", "Line.Amount");
    }

    [Fact]
    public async Task Create_UnknownReferences_AreNamedAsTheServiceNamesThem()
    {
        await using var qb = await SandboxClient.Start();
        var item = await qb.Item();
        (await qb.Post("invoice", Invoice("583", SalesLine(item, 1m)))).IsFault("2500", "Invalid Reference Id", "Invalid Reference Id : Names element id 583 not found");
        (await qb.Post("invoice", Invoice(await qb.Customer(), SalesLine("77", 1m)))).IsFault(
            "2500", "Invalid Reference Id", "Invalid Reference Id : Line.SalesItemLineDetail.ItemRef");
    }

    [Fact]
    public async Task Create_WithoutLineAndCustomer_NamesBoth()
    {
        await using var qb = await SandboxClient.Start();
        var errors = (await qb.Post("invoice", new JsonObject())).Json["Fault"]!["Error"]!.AsArray();
        Assert.All(errors, e => Assert.Equal("2020", e!["code"]!.GetValue<string>()));
        Assert.Equal(
            ["Required parameter CustomerRef is missing in the request", "Required parameter Line is missing in the request"],
            errors.Select(e => e!["Detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Payment_OnAnInvoice_LinksBothWays_AndMovesBalances()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
        var payment = await qb.Save("Payment", Payment(customer, 150m, invoice, 100m));
        Assert.Equal(50m, payment["UnappliedAmt"]!.GetValue<decimal>());
        var after = (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!;
        Assert.Equal(0m, after["Balance"]!.GetValue<decimal>());
        Assert.Equal("Payment", after["LinkedTxn"]![0]!["TxnType"]!.GetValue<string>());
        Assert.Equal(-50m, (await qb.Get($"customer/{customer}")).Json["Customer"]!["Balance"]!.GetValue<decimal>());
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task Payment_OfMoreThanTheBalance_FollowsTheSwitch()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
        Assert.Equal("6000", (await qb.Post("payment", Payment(customer, 120m, invoice))).Error["code"]!.GetValue<string>());
        qb.Host.Books.Rules.OverApplicationRefused = false;
        Assert.Equal(20m, (await qb.Save("Payment", Payment(customer, 120m, invoice)))["UnappliedAmt"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Void_PaidInvoice_BlanksItAndFreesThePayment()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var body = Invoice(customer, SalesLine(await qb.Item(), 100m));
        body["DocNumber"] = "7";
        body["PrivateNote"] = "mark";
        var invoice = await qb.SaveId("Invoice", body);
        var payment = await qb.SaveId("Payment", Payment(customer, 100m, invoice));
        var token = (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!["SyncToken"]!.GetValue<string>();
        var voided = await qb.Save("Invoice", new JsonObject { ["Id"] = invoice, ["SyncToken"] = token }, "?operation=void");
        Assert.Equal(0m, voided["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal(0m, voided["Balance"]!.GetValue<decimal>());
        Assert.Equal("7", voided["DocNumber"]!.GetValue<string>());
        Assert.StartsWith("Voided", voided["PrivateNote"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEqual(token, voided["SyncToken"]!.GetValue<string>());
        Assert.Equal(100m, (await qb.Get($"payment/{payment}")).Json["Payment"]!["UnappliedAmt"]!.GetValue<decimal>());
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task Delete_Payment_OpensTheInvoiceAgain_AndItIsGone()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
        var payment = await qb.SaveId("Payment", Payment(customer, 100m, invoice));
        var reply = await qb.Post("payment?operation=delete", new JsonObject { ["Id"] = payment, ["SyncToken"] = "0" });
        Assert.Equal("Deleted", reply.Json["Payment"]!["status"]!.GetValue<string>());
        Assert.Equal(100m, (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!["Balance"]!.GetValue<decimal>());
        (await qb.Get($"payment/{payment}")).IsFault("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction.");
    }

    [Fact]
    public async Task Tax_ByRealCode_IsComputedAndASentTotalCounts()
    {
        await using var qb = await SandboxClient.Start("default");
        var customer = await qb.Customer();
        var item = await qb.Item();
        var code = await qb.FirstId("TaxCode", "Name = 'State Sales Tax'");
        var body = Invoice(customer, SalesLine(item, 100m, "TAX"), SalesLine(item, 50m, "NON"));
        body["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Ref(code) };
        Assert.Equal(158m, (await qb.Save("Invoice", body))["TotalAmt"]!.GetValue<decimal>());
        body["TxnTaxDetail"]!["TotalTax"] = 8.01m;
        Assert.Equal(158.01m, (await qb.Save("Invoice", body))["TotalAmt"]!.GetValue<decimal>());
        qb.Host.Books.Rules.SentTotalTaxCounts = false;
        Assert.Equal(158m, (await qb.Save("Invoice", body))["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }
}
