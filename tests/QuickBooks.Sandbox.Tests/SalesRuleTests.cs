using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>What sales forms, payments and purchase orders demand: facts page, "Invoice", "Tax, US", "Payment", "PurchaseOrder".</summary>
public sealed class SalesRuleTests
{
    [Fact]
    public async Task Line_WithoutAnItem_IsANote_WhoseAmountIsIgnored()
    {
        await using var qb = await SandboxClient.Start();
        var note = new JsonObject { ["Amount"] = 99m, ["DetailType"] = "SalesItemLineDetail", ["Description"] = "Left window only", ["SalesItemLineDetail"] = new JsonObject() };
        Assert.Equal(10m, (await qb.Save("Invoice", Invoice(await qb.Customer(), SalesLine(await qb.Item(), 10m), note))).Number("TotalAmt"));
    }

    [Fact]
    public async Task QuantityAndPrice_KeepSevenDecimals_TheAmountTwo()
    {
        await using var qb = await SandboxClient.Start();
        var line = SalesLine(await qb.Item(), 1.005m);
        line["SalesItemLineDetail"]!["Qty"] = 3.12345678m;
        line["SalesItemLineDetail"]!["UnitPrice"] = 0.3217612m;
        var saved = (await qb.Save("Invoice", Invoice(await qb.Customer(), line)))["Line"]![0]!;
        Assert.Equal((3.1234568m, 0.3217612m), (saved["SalesItemLineDetail"].Number("Qty"), saved["SalesItemLineDetail"].Number("UnitPrice")));
        Assert.Equal(1.01m, saved.Number("Amount"));
    }

    [Fact]
    public async Task LineTaxCode_ThatIsNotTaxOrNon_IsRefused()
    {
        await using var qb = await SandboxClient.Start("default");
        var code = await qb.FirstId("TaxCode", "Name = 'State Sales Tax'");
        (await qb.Post("invoice", Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m, code)))).IsFault(
            "6100", "Invalid Line TaxCode in the request", $"Invalid TaxCode. For US, TaxCode values must be TAX or NON. Supplied value:{code}", "TaxCodeRef");
    }

    [Fact]
    public async Task MoreThan750TaxableLines_AreRefused()
    {
        await using var qb = await SandboxClient.Start();
        var (customer, item) = (await qb.Customer(), await qb.Item());
        Assert.Equal("6000", (await qb.Post("invoice", Invoice(customer, [.. Enumerable.Range(0, 751).Select(_ => SalesLine(item, 1m, "TAX"))]))).Error.Text("code"));
        await qb.Save("Invoice", Invoice(customer, [.. Enumerable.Range(0, 751).Select(_ => SalesLine(item, 1m, "NON"))]));
    }

    [Fact]
    public async Task Discount_IsPositive_OfTheWhole_AfterTaxUnlessSaid_AndDroppedWithoutAnAmount()
    {
        await using var qb = await SandboxClient.Start("default");
        var line = SalesLine(await qb.Item(), 100m, "TAX");
        var customer = await qb.Customer();
        var tax = new JsonObject { ["TxnTaxCodeRef"] = Ref(await qb.FirstId("TaxCode", "Name = 'State Sales Tax'")) };
        JsonObject Discounted(JsonObject discount, bool beforeTax = false)
        {
            var body = Invoice(customer, line.DeepClone().AsObject(), discount);
            body["TxnTaxDetail"] = tax.DeepClone();
            body["ApplyTaxAfterDiscount"] = beforeTax;
            return body;
        }

        JsonObject Of(decimal? amount, decimal? percent = null)
        {
            var discount = new JsonObject { ["DetailType"] = "DiscountLineDetail", ["DiscountLineDetail"] = new JsonObject { ["PercentBased"] = percent is not null } };
            if (amount is not null)
            {
                discount["Amount"] = amount;
            }

            if (percent is not null)
            {
                discount["DiscountLineDetail"]!["DiscountPercent"] = percent;
            }

            return discount;
        }

        Assert.Equal(98m, (await qb.Save("Invoice", Discounted(Of(10m)))).Number("TotalAmt"));
        Assert.Equal(97.20m, (await qb.Save("Invoice", Discounted(Of(10m), beforeTax: true))).Number("TotalAmt"));
        Assert.Equal(83m, (await qb.Save("Invoice", Discounted(Of(null, 25m)))).Number("TotalAmt"));
        Assert.Equal(108m, (await qb.Save("Invoice", Discounted(Of(null)))).Number("TotalAmt"));
        Assert.Equal("2290", (await qb.Post("invoice", Discounted(Of(-10m)))).Error.Text("code"));
        Assert.Equal("6000", (await qb.Post("invoice", Discounted(Of(110m)))).Error.Text("code"));
    }

    [Theory]
    [InlineData("SalesFormsPrefs", "AllowDiscount", "discount")]
    [InlineData("SalesFormsPrefs", "AllowShipping", "shipping")]
    [InlineData("SalesFormsPrefs", "AllowDeposit", "deposit")]
    [InlineData("SalesFormsPrefs", "AllowEstimates", "estimate")]
    [InlineData("AccountingInfoPrefs", "TrackDepartments", "department")]
    public async Task WhatTheCompanyHasTurnedOff_IsRefused(string group, string setting, string what)
    {
        await using var qb = await SandboxClient.Start("default");
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 100m));
        var path = what is "estimate" ? "estimate" : "invoice";
        switch (what)
        {
            case "discount":
                body["Line"]!.AsArray().Add(new JsonObject { ["Amount"] = 5m, ["DetailType"] = "DiscountLineDetail", ["DiscountLineDetail"] = new JsonObject { ["PercentBased"] = false } });
                break;
            case "shipping":
                body["Line"]!.AsArray().Add(SalesLine("SHIPPING_ITEM_ID", 5m));
                break;
            case "deposit":
                body["Deposit"] = 5m;
                break;
            case "department":
                body["DepartmentRef"] = Ref(await qb.FirstId("Department", "Active = true"));
                break;
        }

        await Set(qb, group, new JsonObject { [setting] = true });
        Assert.Equal(HttpStatusCode.OK, (await qb.Post(path, body)).Status);
        await Set(qb, group, new JsonObject { [setting] = false });
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post(path, body)).Status);
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task NeedToSend_NeedsAnAddress()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m));
        body["EmailStatus"] = "NeedToSend";
        Assert.Equal(("6420", "BillEmail"), ((await qb.Post("invoice", body)).Error.Text("code"), (await qb.Post("invoice", body)).Error.Text("element")));
        body["BillEmail"] = new JsonObject { ["Address"] = "a@example.com" };
        await qb.Save("Invoice", body);
    }

    [Theory]
    [InlineData("PrivateNote", "paid with 4111 1111 1111 1111 today", "6530")]
    [InlineData("PrivateNote", "order 4111 1111 1111 1112", null)]
    [InlineData("CustomerMemo", "4111-1111-1111-1111", "6530")]
    public async Task CardNumbers_AreRefused(string property, string text, string? code)
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m));
        body[property] = property is "CustomerMemo" ? Ref(text) : text;
        var reply = await qb.Post("invoice", body);
        Assert.Equal(code, reply.Status == HttpStatusCode.OK ? null : reply.Error.Text("code"));
    }

    [Fact]
    public async Task CardNumber_InAPaymentsReference_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var payment = Payment(await qb.Customer(), 5m);
        payment["PaymentRefNum"] = "4111111111111111";
        (await qb.Post("payment", payment)).IsFault(
            "6530", "Found raw Credit Card Number in request", "Raw credit card numbers are not allowed in the request. Manual credit card data is not supported.", "PaymentRefNum");
    }

    [Fact]
    public async Task InventoryItem_BeforeItsStart_IsRefused()
    {
        await using var qb = await SandboxClient.Start("default");
        var body = Invoice(await qb.Customer(), SalesLine(await qb.FirstId("Item", "Type = 'Inventory'"), 59m));
        body["TxnDate"] = "2025-12-31";
        (await qb.Post("invoice", body)).IsFault(
            "6270", "Transaction date is prior to start date for inventory item",
            "Transactions with inventory (QOH) products cant be dated earlier than the Inventory Start Date for the product", "TxnDate");
    }

    [Fact]
    public async Task CustomField_WithAWrongDefinition_IsDroppedWithoutAWord()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m));
        body["CustomField"] = new JsonArray(new JsonObject { ["DefinitionId"] = "9", ["StringValue"] = "lost" }, new JsonObject { ["DefinitionId"] = "1", ["Name"] = "Mine", ["Type"] = "NumberType", ["StringValue"] = "Smith bath" });
        var field = Assert.Single((await qb.Save("Invoice", body))["CustomField"]!.AsArray());
        Assert.Equal(("Sidemark", "StringType", "Smith bath"), (field.Text("Name"), field.Text("Type"), field.Text("StringValue")));
    }

    [Fact]
    public async Task SalesTax_TurnedOff_IgnoresTheTaxDetail()
    {
        await using var qb = await SandboxClient.Start("default");
        await Set(qb, "TaxPrefs", new JsonObject { ["UsingSalesTax"] = false });
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 100m, "TAX"));
        body["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Ref(await qb.FirstId("TaxCode", "Name = 'State Sales Tax'")), ["TotalTax"] = 8m };
        var saved = await qb.Save("Invoice", body);
        Assert.Equal((100m, 0m), (saved.Number("TotalAmt"), saved["TxnTaxDetail"].Number("TotalTax")));
    }

    [Fact]
    public async Task SparseUpdate_KeepsAStaleTaxDetail_UntilItIsSentAnew()
    {
        await using var qb = await SandboxClient.Start("default");
        var item = await qb.Item();
        var detail = new JsonObject { ["TxnTaxCodeRef"] = Ref(await qb.FirstId("TaxCode", "Name = 'State Sales Tax'")) };
        var body = Invoice(await qb.Customer(), SalesLine(item, 100m, "TAX"));
        body["TxnTaxDetail"] = detail.DeepClone();
        var id = await qb.SaveId("Invoice", body);
        var change = new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["Line"] = new JsonArray(SalesLine(item, 200m, "TAX")) };
        Assert.Equal(208m, (await qb.Save("Invoice", change)).Number("TotalAmt"));
        Assert.Equal(216m, (await qb.Save("Invoice", new JsonObject { ["Id"] = id, ["SyncToken"] = "1", ["sparse"] = true, ["TxnTaxDetail"] = detail })).Number("TotalAmt"));
    }

    [Fact]
    public async Task ReceivablesAccount_OfAnInvoice_IsNotTheClients()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m));
        body["ARAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Bank'"));
        body["Balance"] = 7m;
        Assert.Equal(1m, (await qb.Save("Invoice", body)).Number("Balance"));
        Assert.Equal(1m, qb.Host.Books.DocumentsOf(qb.Realm, "Account").Single(a => a.Text("AccountType") == "Accounts Receivable").Number("CurrentBalance"));
    }

    [Fact]
    public async Task Payment_WithoutAnAmount_OrToAWrongAccount_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        (await qb.Post("payment", Payment(customer, 0m))).IsFault(
            "6000", "A business validation error has occurred while processing your request", "Business Validation Error: You must set a transaction amount.");
        (await qb.Post("payment", new JsonObject { ["TotalAmt"] = 5m })).IsFault(
            "2020", "Required param missing, need to supply the required value for the API", "Required parameter CustomerRef is missing in the request", "CustomerRef");
        var wrong = Payment(customer, 5m);
        wrong["DepositToAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Income'"));
        Assert.Equal(("6430", "DepositToAccountRef"), ((await qb.Post("payment", wrong)).Error.Text("code"), (await qb.Post("payment", wrong)).Error.Text("element")));
    }

    [Fact]
    public async Task PaymentLines_AreReplacedAllOrNone_EvenInASparseUpdate()
    {
        await using var qb = await SandboxClient.Start();
        var (customer, item) = (await qb.Customer(), await qb.Item());
        var first = await qb.SaveId("Invoice", Invoice(customer, SalesLine(item, 100m)));
        var second = await qb.SaveId("Invoice", Invoice(customer, SalesLine(item, 50m)));
        var payment = await qb.SaveId("Payment", Payment(customer, 120m, first, 100m));
        var lines = Payment(customer, 0m, second, 20m)["Line"]!.DeepClone();
        var saved = await qb.Save("Payment", new JsonObject { ["Id"] = payment, ["SyncToken"] = "0", ["sparse"] = true, ["Line"] = lines });
        Assert.Equal(100m, saved.Number("UnappliedAmt"));
        Assert.Equal(100m, (await qb.Get($"invoice/{first}")).Json["Invoice"].Number("Balance"));
        Assert.Equal(30m, (await qb.Get($"invoice/{second}")).Json["Invoice"].Number("Balance"));
    }

    [Fact]
    public async Task Payment_OfAnotherCustomersInvoice_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var invoice = await qb.SaveId("Invoice", Invoice(await qb.Customer("A"), SalesLine(await qb.Item(), 10m)));
        Assert.Equal("620", (await qb.Post("payment", Payment(await qb.Customer("B"), 10m, invoice))).Error.Text("code"));
    }

    [Fact]
    public async Task CreditMemo_ThatGoes_TakesBackWhatItSettled()
    {
        await using var qb = await SandboxClient.Start();
        var (customer, item) = (await qb.Customer(), await qb.Item());
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(item, 100m)));
        var credit = await qb.SaveId("CreditMemo", Invoice(customer, SalesLine(item, 30m)));
        var payment = Payment(customer, 0m, invoice, 30m);
        payment["Line"]!.AsArray().Add(new JsonObject { ["Amount"] = 30m, ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = credit, ["TxnType"] = "CreditMemo" }) });
        await qb.Save("Payment", payment);
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("creditmemo?operation=delete", new JsonObject { ["Id"] = credit, ["SyncToken"] = "1" })).Status);
        Assert.Equal(100m, (await qb.Get($"invoice/{invoice}")).Json["Invoice"].Number("Balance"));
        Assert.Equal(0m, Assert.Single(qb.Host.Books.DocumentsOf(qb.Realm, "Payment")).Number("UnappliedAmt"));
    }

    [Fact]
    public async Task PurchaseOrder_InACompanyWithoutThem_IsRefused()
    {
        await using var qb = await SandboxClient.Start("default");
        var order = new JsonObject
        {
            ["VendorRef"] = Ref(await qb.FirstId("Vendor", "Active = true")),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = 5m,
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject(),
            }),
        };
        (await qb.Post("purchaseorder", order)).IsFault(
            "2020", "Required param missing, need to supply the required value for the API", "Required parameter AccountRef is missing in the request", "AccountRef");
        order["Line"]![0]!["AccountBasedExpenseLineDetail"]!["AccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Expense'"));
        await qb.Save("PurchaseOrder", order);
        await Set(qb, "OtherPrefs", new JsonObject { ["NameValue"] = new JsonArray(new JsonObject { ["Name"] = "VendorAndPurchasesPrefs.PurchseOrderEnabled", ["Value"] = "false" }) });
        Assert.Equal("6000", (await qb.Post("purchaseorder", order)).Error.Text("code"));
    }

    private static async Task Set(SandboxClient qb, string group, JsonObject settings)
    {
        var token = (await qb.Get("preferences")).Json["Preferences"].Text("SyncToken");
        await qb.Save("Preferences", new JsonObject { ["Id"] = "1", ["SyncToken"] = token, ["sparse"] = true, [group] = settings });
    }
}
