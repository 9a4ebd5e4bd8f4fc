using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Purchase orders, settings and tax service: facts page, "PurchaseOrder", "Lists".</summary>
public sealed class PurchaseOrderTests
{
    private static async Task<JsonObject> Order(SandboxClient qb)
    {
        var detail = new JsonObject { ["ItemRef"] = Ref(await qb.Item()), ["Qty"] = 40, ["UnitPrice"] = 19m };
        return new JsonObject
        {
            ["VendorRef"] = Ref(await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "Exotic Liquids" })),
            ["DocNumber"] = "PO-1",
            ["Line"] = new JsonArray(new JsonObject { ["Amount"] = 760m, ["DetailType"] = "ItemBasedExpenseLineDetail", ["ItemBasedExpenseLineDetail"] = detail }),
        };
    }

    [Fact]
    public async Task Create_IsOpen_ImpliesThePayableAccount_AndBooksNothing()
    {
        await using var qb = await SandboxClient.Start();
        var order = await qb.Save("PurchaseOrder", await Order(qb));
        Assert.Equal("Open", order["POStatus"]!.GetValue<string>());
        Assert.Equal(760m, order["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal("Accounts Payable (A/P)", order["APAccountRef"]!["name"]!.GetValue<string>());
        Assert.Equal("PO-1", order["DocNumber"]!.GetValue<string>());
        Assert.All(qb.Host.Books.DocumentsOf(qb.Realm, "Account"), a => Assert.Equal(0m, a["CurrentBalance"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Update_Full_ClosesIt_AndDeleteRemovesIt()
    {
        await using var qb = await SandboxClient.Start();
        var order = (JsonObject)await qb.Save("PurchaseOrder", await Order(qb));
        order["POStatus"] = "Closed";
        var closed = await qb.Save("PurchaseOrder", order.DeepClone());
        Assert.Equal("Closed", closed["POStatus"]!.GetValue<string>());
        Assert.Equal("1", closed["SyncToken"]!.GetValue<string>());
        var voided = await qb.Post("purchaseorder?operation=void", closed.DeepClone());
        voided.IsFault("500", "Unsupported Operation", "Operation void is not supported.", null);
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("purchaseorder?operation=delete", closed.DeepClone())).Status);
    }

    [Fact]
    public async Task Create_WithAnItemThatIsNotPurchased_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var item = await qb.SaveId("Item", new JsonObject
        {
            ["Name"] = "Measuring",
            ["Type"] = "Service",
            ["IncomeAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Income'")),
        });
        var order = await Order(qb);
        order["Line"]![0]!["ItemBasedExpenseLineDetail"]!["ItemRef"] = Ref(item);
        (await qb.Post("purchaseorder", order)).IsFault("2500", "Invalid Reference Id", "Invalid Reference Id : Line.ItemBasedExpenseLineDetail.ItemRef");
    }

    [Fact]
    public async Task Reference_ToAnInactiveVendor_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var order = await Order(qb);
        var vendor = order["VendorRef"]!["value"]!.GetValue<string>();
        await qb.Save("Vendor", new JsonObject { ["Id"] = vendor, ["SyncToken"] = "0", ["sparse"] = true, ["Active"] = false });
        (await qb.Post("purchaseorder", order)).IsFault(
            "2500", "Invalid Reference Id",
            "Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
    }

    [Fact]
    public async Task Numbers_WithCustomNumbersOff_AreTheServers()
    {
        await using var qb = await SandboxClient.Start();
        var prefs = (await qb.Get("preferences")).Json["Preferences"]!;
        await qb.Save("Preferences", new JsonObject
        {
            ["Id"] = "1",
            ["SyncToken"] = prefs["SyncToken"]!.GetValue<string>(),
            ["sparse"] = true,
            ["SalesFormsPrefs"] = new JsonObject { ["CustomTxnNumbers"] = false },
        });
        Assert.True((await qb.Get("preferences")).Json["Preferences"]!["SalesFormsPrefs"]!["AllowDiscount"]!.GetValue<bool>());
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item("Shade"), 1m));
        body["DocNumber"] = "MINE";
        Assert.Equal("1001", (await qb.Save("Invoice", body))["DocNumber"]!.GetValue<string>());
        Assert.Equal("1002", (await qb.Save("Invoice", body))["DocNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rename_ShowsInDocumentsThatNameIt()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer("Old name");
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 1m)));
        await qb.Save("Customer", new JsonObject { ["Id"] = customer, ["SyncToken"] = "0", ["sparse"] = true, ["DisplayName"] = "New name" });
        var after = (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!;
        Assert.Equal("New name", after["CustomerRef"]!["name"]!.GetValue<string>());
        Assert.Equal("0", after["SyncToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task TaxService_MakesACodeThatInvoicesCanUse()
    {
        await using var qb = await SandboxClient.Start();
        var agency = await qb.SaveId("TaxAgency", new JsonObject { ["DisplayName"] = "City Tax Office" });
        var made = await qb.Post("taxservice/taxcode", new JsonObject
        {
            ["TaxCode"] = "City",
            ["TaxRateDetails"] = new JsonArray(new JsonObject { ["TaxRateName"] = "City rate", ["RateValue"] = 2.5m, ["TaxAgencyId"] = agency, ["TaxApplicableOn"] = "Sales" }),
        });
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 100m, "TAX"));
        body["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Ref(made.Json["TaxCodeId"]!.GetValue<string>()) };
        Assert.Equal(102.5m, (await qb.Save("Invoice", body))["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal(2.5m, qb.Host.Books.DocumentsOf(qb.Realm, "Account").Single(a => a["Name"]!.GetValue<string>() == "City Tax Office Payable")["CurrentBalance"]!.GetValue<decimal>());
        (await qb.Post("taxcode", new JsonObject { ["Name"] = "Mine" })).IsFault("500", "Unsupported Operation", "Operation create TaxCode is not supported.", null);
    }
}
