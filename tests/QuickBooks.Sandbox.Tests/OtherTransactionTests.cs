using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Credit memos, receipts, bills, deposits, transfers, journal entries, time, notes: Intuit's entity pages.</summary>
public sealed class OtherTransactionTests
{
    private static decimal Account(SandboxClient qb, string name) => qb.Host.Books.DocumentsOf(qb.Realm, "Account").Single(a => a.Text("Name") == name).Number("CurrentBalance");

    private static JsonObject Expense(string account, decimal amount) => new()
    {
        ["Amount"] = amount,
        ["DetailType"] = "AccountBasedExpenseLineDetail",
        ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Ref(account) },
    };

    private static JsonArray Linked(params (string Type, string Id, decimal Amount)[] lines) => new([.. lines.Select(l => (JsonNode)new JsonObject
    {
        ["Amount"] = l.Amount,
        ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = l.Id, ["TxnType"] = l.Type }),
    })]);

    [Fact]
    public async Task CreditMemo_IsUsedUpByAPaymentOfNothing()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var item = await qb.Item();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(item, 100m)));
        var credit = await qb.SaveId("CreditMemo", Invoice(customer, SalesLine(item, 30m)));
        Assert.Equal(70m, (await qb.Get($"customer/{customer}")).Json["Customer"]!["Balance"]!.GetValue<decimal>());
        var payment = Payment(customer, 0m);
        payment["Line"] = Linked(("Invoice", invoice, 30m), ("CreditMemo", credit, 30m));
        Assert.Equal(0m, (await qb.Save("Payment", payment))["UnappliedAmt"]!.GetValue<decimal>());
        Assert.Equal(70m, (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!["Balance"]!.GetValue<decimal>());
        Assert.Equal(0m, (await qb.Get($"creditmemo/{credit}")).Json["CreditMemo"]!["RemainingCredit"]!.GetValue<decimal>());
        payment["Line"] = Linked(("Invoice", invoice, 1m), ("CreditMemo", credit, 1m));
        Assert.Equal("6000", (await qb.Post("payment", payment)).Error["code"]!.GetValue<string>());
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Theory]
    [InlineData("Check", "Check", "Expense")]
    [InlineData("Cash", "Expense", "Check")]
    public async Task Refund_ToReceivables_IsSettledByThePaymentThatHoldsTheCredit(string paymentType, string link, string otherLink)
    {
        await using var qb = await SandboxClient.Start();
        var (customer, other) = (await qb.Customer(), await qb.Customer("Somebody Else"));
        var payment = await qb.Save("Payment", Payment(customer, 80m));
        var refund = await qb.SaveId("Purchase", new JsonObject
        {
            ["AccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Bank'")),
            ["PaymentType"] = paymentType,
            ["EntityRef"] = Ref(customer),
            ["Line"] = new JsonArray(Expense(await qb.FirstId("Account", "AccountType = 'Accounts Receivable'"), 50m)),
        });
        async Task<Reply> Settle(string type, decimal amount, string sync) => await qb.Post("payment", new JsonObject
        {
            ["Id"] = payment["Id"]!.DeepClone(),
            ["SyncToken"] = sync,
            ["sparse"] = true,
            ["Line"] = Linked((type, refund, amount)),
        });

        Assert.Equal("620", (await Settle(otherLink, 50m, "0")).Error.Text("code"));
        Assert.Equal("6000", (await Settle(link, 50.01m, "0")).Error.Text("code"));
        var stranger = Payment(other, 50m);
        stranger["Line"] = Linked((link, refund, 50m));
        Assert.Equal("620", (await qb.Post("payment", stranger)).Error.Text("code"));
        Assert.Equal(30m, (await Settle(link, 50m, "0")).Json["Payment"]!["UnappliedAmt"]!.GetValue<decimal>());
        Assert.Equal("Payment", (await qb.Get($"purchase/{refund}")).Json["Purchase"]!["LinkedTxn"]![0].Text("TxnType"));
        Assert.Equal((-30m, -50m), ((await qb.Get($"customer/{customer}")).Json["Customer"]!["Balance"]!.GetValue<decimal>(), Account(qb, "Checking")));
        Assert.Equal("-30.00", (await qb.Get("reports/AgedReceivables")).Json["Rows"]!["Row"]!.AsArray()[^1]!["Summary"]!["ColData"]!.AsArray()[^1].Text("value"));

        var token = (await qb.Get($"purchase/{refund}")).Json["Purchase"].Text("SyncToken");
        await qb.Post("purchase?operation=delete", new JsonObject { ["Id"] = refund, ["SyncToken"] = token });
        Assert.Equal(80m, (await qb.Get($"payment/{payment.Text("Id")}")).Json["Payment"]!["UnappliedAmt"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Deposit_TakesAPaymentToTheBank_AndLocksIt()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var payment = await qb.SaveId("Payment", Payment(customer, 75m));
        Assert.Equal(75m, Account(qb, "Undeposited Funds"));
        var deposit = await qb.Save("Deposit", new JsonObject { ["DepositToAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Bank'")), ["Line"] = Linked(("Payment", payment, 75m)) });
        Assert.Equal(0m, Account(qb, "Undeposited Funds"));
        Assert.Equal(75m, Account(qb, "Checking"));
        (await qb.Post("payment?operation=delete", new JsonObject { ["Id"] = payment, ["SyncToken"] = "1" })).IsFault(
            "6540", "Deposited Transaction cannot be changed",
            "This transaction has been deposited. If you want to change or delete it, you must edit the deposit it appears on and remove it first.");
        await qb.Post("deposit?operation=delete", new JsonObject { ["Id"] = deposit["Id"]!.GetValue<string>(), ["SyncToken"] = "0" });
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("payment?operation=delete", new JsonObject { ["Id"] = payment, ["SyncToken"] = "2" })).Status);
        Assert.All(qb.Host.Books.DocumentsOf(qb.Realm, "Account"), a => Assert.Equal(0m, a.Number("CurrentBalance")));
    }

    [Fact]
    public async Task Bill_IsPaidByABillPayment()
    {
        await using var qb = await SandboxClient.Start();
        var vendor = await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "Hunter Supply" });
        var cost = await qb.FirstId("Account", "AccountType = 'Cost of Goods Sold'");
        var bill = await qb.SaveId("Bill", new JsonObject { ["VendorRef"] = Ref(vendor), ["Line"] = new JsonArray(Expense(cost, 200m)) });
        Assert.Equal(200m, (await qb.Get($"vendor/{vendor}")).Json["Vendor"]!["Balance"]!.GetValue<decimal>());
        await qb.Save("BillPayment", new JsonObject
        {
            ["VendorRef"] = Ref(vendor),
            ["PayType"] = "Check",
            ["TotalAmt"] = 150m,
            ["CheckPayment"] = new JsonObject { ["BankAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Bank'")) },
            ["Line"] = Linked(("Bill", bill, 150m)),
        });
        Assert.Equal(50m, (await qb.Get($"bill/{bill}")).Json["Bill"]!["Balance"]!.GetValue<decimal>());
        Assert.Equal(-150m, Account(qb, "Checking"));
        Assert.Equal("800", (await qb.Post("bill?operation=delete", new JsonObject { ["Id"] = bill, ["SyncToken"] = "1" })).Error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task JournalEntry_MustBalance_AndNamesTheCustomerOnReceivables()
    {
        await using var qb = await SandboxClient.Start();
        var receivable = await qb.FirstId("Account", "AccountType = 'Accounts Receivable'");
        var equity = await qb.FirstId("Account", "AccountType = 'Equity'");
        JsonObject Side(string account, string type, decimal amount) => new()
        {
            ["Amount"] = amount,
            ["DetailType"] = "JournalEntryLineDetail",
            ["JournalEntryLineDetail"] = new JsonObject { ["PostingType"] = type, ["AccountRef"] = Ref(account) },
        };
        var entry = new JsonObject { ["Line"] = new JsonArray(Side(equity, "Credit", 10m), Side(receivable, "Debit", 9m)) };
        var errors = (await qb.Post("journalentry", entry)).Json["Fault"]!["Error"]!.AsArray();
        Assert.Equal(["2300", "6000"], errors.Select(e => e!["code"]!.GetValue<string>()));
        entry["Line"]![1]!["Amount"] = 10m;
        entry["Line"]![1]!["JournalEntryLineDetail"]!["Entity"] = new JsonObject { ["Type"] = "Customer", ["EntityRef"] = Ref(await qb.Customer()) };
        await qb.Save("JournalEntry", entry);
        Assert.Equal(10m, qb.Host.Books.DocumentsOf(qb.Realm, "Customer").Single().Number("Balance"));
    }

    [Fact]
    public async Task ReceiptsTransfersChecks_MoveMoney_AndEstimatesBookNothing()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var item = await qb.Item();
        var bank = await qb.FirstId("Account", "AccountType = 'Bank'");
        var receipt = await qb.SaveId("SalesReceipt", Invoice(customer, SalesLine(item, 80m)));
        await qb.Save("Estimate", Invoice(customer, SalesLine(item, 500m)));
        await qb.Save("Transfer", new JsonObject { ["FromAccountRef"] = Ref(await qb.FirstId("Account", "AccountSubType = 'UndepositedFunds'")), ["ToAccountRef"] = Ref(bank), ["Amount"] = 80m });
        var refund = Invoice(customer, SalesLine(item, 20m));
        refund["DepositToAccountRef"] = Ref(bank);
        await qb.Save("RefundReceipt", refund);
        await qb.Save("Purchase", new JsonObject
        {
            ["AccountRef"] = Ref(bank),
            ["PaymentType"] = "Check",
            ["EntityRef"] = Ref(customer),
            ["Line"] = new JsonArray(Expense(await qb.FirstId("Account", "AccountType = 'Accounts Receivable'"), 15m)),
        });
        Assert.Equal(45m, Account(qb, "Checking"));
        Assert.Equal(0m, Account(qb, "Undeposited Funds"));
        Assert.Equal(15m, (await qb.Get($"customer/{customer}")).Json["Customer"]!["Balance"]!.GetValue<decimal>());
        await qb.Save("SalesReceipt", new JsonObject { ["Id"] = receipt, ["SyncToken"] = "0", ["sparse"] = true }, "?operation=update&include=void");
        Assert.Equal(-80m, Account(qb, "Undeposited Funds"));
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task TimeAndNotes_AreKept_AndOneCurrencyIsAllThereIs()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var employee = await qb.SaveId("Employee", new JsonObject { ["GivenName"] = "Ina", ["FamilyName"] = "Staller" });
        await qb.Save("TimeActivity", new JsonObject { ["NameOf"] = "Employee", ["EmployeeRef"] = Ref(employee), ["CustomerRef"] = Ref(customer), ["Hours"] = 2, ["Minutes"] = 30 });
        var note = new JsonObject
        {
            ["Note"] = "Measured twice",
            ["AttachableRef"] = new JsonArray(new JsonObject { ["EntityRef"] = new JsonObject { ["type"] = "Customer", ["value"] = customer } }),
        };
        Assert.Equal("Measured twice", (await qb.Save("Attachable", note))["Note"]!.GetValue<string>());
        note["AttachableRef"]![0]!["EntityRef"]!["value"] = "99";
        Assert.Equal("2500", (await qb.Post("attachable", note)).Error["code"]!.GetValue<string>());
        Assert.Equal("6000", (await qb.Get("exchangerate?sourcecurrencycode=EUR")).Error["code"]!.GetValue<string>());
        Assert.Equal("6300", (await qb.Post("timeactivity", new JsonObject { ["NameOf"] = "Vendor", ["Hours"] = 1 })).Error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Update_BelowWhatIsPaid_FreesTheRestOfThePayment()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var item = await qb.Item();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(item, 100m)));
        var payment = await qb.SaveId("Payment", Payment(customer, 100m, invoice));
        await qb.Save("Invoice", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "1", ["sparse"] = true, ["Line"] = new JsonArray(SalesLine(item, 60m)) });
        Assert.Equal(0m, (await qb.Get($"invoice/{invoice}")).Json["Invoice"]!["Balance"]!.GetValue<decimal>());
        Assert.Equal(40m, (await qb.Get($"payment/{payment}")).Json["Payment"]!["UnappliedAmt"]!.GetValue<decimal>());
    }
}
