using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Schema;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Every entity with every operation, as the matrix in SUPPORT.md has it: done, or refused as the service refuses what it does not have.</summary>
public sealed class OperationTests
{
    public static TheoryData<string> Entities => [.. Catalogue.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Create_SingleAndInABatch(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var type = Catalogue.Find(entity)!;
        if (!type.Can(Operations.Create))
        {
            (await qb.Post(entity.ToLowerInvariant(), new JsonObject())).IsFault("500", "Unsupported Operation", $"Operation create {entity} is not supported.", null);
            return;
        }

        var single = await qb.Save(entity, await Least(qb, entity, "Single"));
        Assert.Equal(("0", "QBO"), (single.Text("SyncToken"), single.Text("domain")));
        var batch = (await qb.Post("batch", Batch("create", entity, await Least(qb, entity, "Batched")))).Json["BatchItemResponse"]![0]!;
        Assert.Equal("0", batch[entity].Text("SyncToken"));
        Assert.NotEqual(single.Text("Id"), batch[entity].Text("Id"));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Read_AndQuery_GiveTheSameRecord(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var found = await First(qb, entity);
        var read = (await qb.Get($"{entity.ToUpperInvariant()}/{found.Text("Id")}")).Json[entity]!;
        Assert.Equal(found.ToJsonString(), read.ToJsonString());
        Assert.Equal(1, (await qb.Query($"select count(*) from {entity} where Id = '{found.Text("Id")}'")).Json["QueryResponse"]!["totalCount"]!.GetValue<int>());
        Assert.Equal("2030", (await qb.Get($"{entity.ToLowerInvariant()}/1.5")).Error.Text("code"));
        Assert.Equal("610", (await qb.Get($"{entity.ToLowerInvariant()}/999999")).Error.Text("code"));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Update_FullWithTheReadRecord_AndSparse(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var doc = (await First(qb, entity)).AsObject();
        var (property, value) = Changed(entity);
        doc[property] = value.DeepClone();
        if (!Catalogue.Find(entity)!.Can(Operations.Update))
        {
            (await qb.Post(entity.ToLowerInvariant(), doc)).IsFault("500", "Unsupported Operation", $"Operation update {entity} is not supported.", null);
            return;
        }

        var full = await qb.Save(entity, doc);
        Assert.Equal(Next(doc), full.Text("SyncToken"));
        Assert.Equal(value.ToJsonString(), full[property]!.ToJsonString());
        var held = doc.Where(p => p.Value is not JsonObject { Count: 0 }).Select(p => p.Key);
        Assert.Superset(held.ToHashSet(StringComparer.Ordinal), full.AsObject().Select(p => p.Key).ToHashSet(StringComparer.Ordinal));
        var again = await qb.Save(entity, new JsonObject { ["Id"] = full.Text("Id"), ["SyncToken"] = full.Text("SyncToken"), ["sparse"] = true, [property] = value.DeepClone() });
        Assert.Equal(full.Text("SyncToken"), again.Text("SyncToken"));
        var stale = new JsonObject { ["Id"] = full.Text("Id"), ["SyncToken"] = doc.Text("SyncToken"), ["sparse"] = true, [property] = value.DeepClone() };
        Assert.Equal("5010", (await qb.Post(entity.ToLowerInvariant(), stale)).Error.Text("code"));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Delete_RemovesTransactionsAlone(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var type = Catalogue.Find(entity)!;
        if (!type.Can(Operations.Delete))
        {
            var kept = await First(qb, entity);
            (await qb.Post($"{entity.ToLowerInvariant()}?operation=delete", Head(kept))).IsFault("500", "Unsupported Operation", $"Operation delete {entity} is not supported.", null);
            return;
        }

        var made = await qb.Save(entity, await Least(qb, entity, "Gone"));
        var reply = (await qb.Post($"{entity.ToLowerInvariant()}?operation=delete", Head(made))).Json[entity]!;
        Assert.Equal(("QBO", "Deleted", made.Text("Id")), (reply.Text("domain"), reply.Text("status"), reply.Text("Id")));
        Assert.Equal("610", (await qb.Get($"{entity.ToLowerInvariant()}/{made.Text("Id")}")).Error.Text("code"));
        Assert.Equal("610", (await qb.Post($"{entity.ToLowerInvariant()}?operation=delete", Head(made))).Error.Text("code"));
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Void_OnlyWhereItIsDocumented(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var type = Catalogue.Find(entity)!;
        foreach (var (way, can) in new[] { ("operation=void", type.Can(Operations.Void)), ("operation=update&include=void", type.Can(Operations.VoidByUpdate)) })
        {
            var doc = can ? await qb.Save(entity, await Least(qb, entity, way)) : await First(qb, entity);
            var head = Head(doc);
            head["sparse"] = true;
            var reply = await qb.Post($"{entity.ToLowerInvariant()}?{way}", head);
            if (!can)
            {
                Assert.Equal("500", reply.Error.Text("code"));
                continue;
            }

            var voided = reply.Json[entity]!;
            Assert.StartsWith("Voided", voided.Text("PrivateNote"), StringComparison.Ordinal);
            Assert.Equal(0m, voided.Number("TotalAmt"));
            Assert.Equal("1", voided.Text("SyncToken"));
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Deactivate_HidesListsFromQueries_AndMarksTheName(string entity)
    {
        var type = Catalogue.Find(entity)!;
        await using var qb = await SandboxClient.Start("default");
        if (!type.IsList || !type.Can(Operations.Create))
        {
            // Tax codes and rates are made inactive on a screen; transactions and settings have no such state.
            Assert.False(type.IsList && type.Can(Operations.Update));
            return;
        }

        var made = await qb.Save(entity, await Least(qb, entity, "Retired"));
        var off = Head(made);
        off["sparse"] = true;
        off["Active"] = false;
        var inactive = await qb.Save(entity, off);
        Assert.EndsWith("(deleted)", inactive.Text("FullyQualifiedName") ?? inactive.Text(type.NameProperty), StringComparison.Ordinal);
        var id = made.Text("Id");
        Assert.Empty((await qb.Query($"select * from {entity} where Id = '{id}'")).Json["QueryResponse"]!.AsObject());
        Assert.NotNull((await qb.Query($"select * from {entity} where Id = '{id}' and Active in (true,false)")).Json["QueryResponse"]![entity]);
        off["SyncToken"] = "1";
        off["Active"] = true;
        var back = await qb.Save(entity, off);
        Assert.DoesNotContain("(deleted)", back.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task ChangeData_TellsOfEachButTaxAndTime(string entity)
    {
        await using var qb = await SandboxClient.Start("default");
        var since = Uri.EscapeDataString(qb.Host.Books.Clock.GetUtcNow().AddDays(-1).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        var reply = await qb.Get($"cdc?entities={entity}&changedSince={since}");
        if (ChangeData.Covers(Catalogue.Find(entity)!))
        {
            Assert.NotNull(reply.Json["CDCResponse"]![0]!["QueryResponse"]![0]![entity]);
        }
        else
        {
            Assert.Equal("2000", reply.Error.Text("code"));
        }
    }

    [Theory]
    [InlineData("companycurrency")]
    [InlineData("companycurrency/1")]
    [InlineData("exchangerate?sourcecurrencycode=EUR")]
    public async Task Currencies_OfACompanyWithOne_AreRefused(string path)
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Get(path)).IsFault(
            "6000", "A business validation error has occurred while processing your request", "Business Validation Error: Multi currency should be enabled to perform this operation");
        Assert.Equal("4001", (await qb.Query("select * from CompanyCurrency")).Error.Text("code"));
    }

    private static JsonObject Head(JsonNode doc) => new() { ["Id"] = doc.Text("Id"), ["SyncToken"] = doc.Text("SyncToken") };

    private static string Next(JsonNode doc) => (long.Parse(doc.Text("SyncToken")!, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static JsonObject Batch(string operation, string entity, JsonObject body) =>
        new() { ["BatchItemRequest"] = new JsonArray(new JsonObject { ["bId"] = "1", ["operation"] = operation, [entity] = body }) };

    private static async Task<JsonNode> First(SandboxClient qb, string entity) => (await qb.Query($"select * from {entity} maxresults 1")).Json["QueryResponse"]![entity]![0]!.DeepClone();

    private static (string Property, JsonNode Value) Changed(string entity) => entity switch
    {
        "Customer" or "Vendor" => ("Notes", "Changed"),
        "Employee" => ("EmployeeNumber", "17"),
        "Item" or "Account" or "TimeActivity" => ("Description", "Changed"),
        "Department" or "Class" or "PaymentMethod" or "TaxCode" or "TaxRate" => ("Name", "Changed"),
        "Term" => ("DueDays", 44),
        "TaxAgency" => ("DisplayName", "Changed"),
        "CompanyInfo" => ("LegalName", "Changed"),
        "Preferences" => ("TimeTrackingPrefs", new JsonObject { ["UseServices"] = false, ["BillCustomers"] = true, ["ShowBillRateToAll"] = true, ["WorkWeekStartDate"] = "Sunday" }),
        "Attachable" => ("Note", "Changed"),
        _ => ("PrivateNote", "Changed"),
    };

    /// <summary>The least that a create takes.</summary>
    private static async Task<JsonObject> Least(SandboxClient qb, string entity, string name)
    {
        async Task<JsonObject> To(string of, string where) => Ref(await qb.FirstId(of, where));
        async Task<JsonObject> Sale() => Invoice(await qb.FirstId("Customer", "Active = true"), SalesLine(await qb.FirstId("Item", "Type = 'Service'"), 10m));
        async Task<JsonObject> Buy() => new()
        {
            ["VendorRef"] = await To("Vendor", "Active = true"),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = 10m,
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = await To("Account", "AccountType = 'Expense'") },
            }),
        };
        switch (entity)
        {
            case "Customer" or "Vendor" or "Employee" or "TaxAgency":
                return new() { ["DisplayName"] = name };
            case "Item":
                return new() { ["Name"] = name, ["IncomeAccountRef"] = await To("Account", "AccountType = 'Income'") };
            case "Account":
                return new() { ["Name"] = name, ["AccountType"] = "Bank" };
            case "Department" or "Class" or "PaymentMethod":
                return new() { ["Name"] = name };
            case "Term":
                return new() { ["Name"] = name, ["DueDays"] = 5 };
            case "Payment":
                return Payment(await qb.FirstId("Customer", "Active = true"), 10m);
            case "RefundReceipt":
                var refund = await Sale();
                refund["DepositToAccountRef"] = await To("Account", "AccountType = 'Bank'");
                return refund;
            case "PurchaseOrder" or "Bill" or "VendorCredit":
                return await Buy();
            case "BillPayment":
                var bill = await qb.Save("Bill", await Buy());
                return new()
                {
                    ["VendorRef"] = bill["VendorRef"]!.DeepClone(),
                    ["PayType"] = "Check",
                    ["TotalAmt"] = 10m,
                    ["CheckPayment"] = new JsonObject { ["BankAccountRef"] = await To("Account", "AccountType = 'Bank'") },
                    ["Line"] = new JsonArray(new JsonObject { ["Amount"] = 10m, ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = bill.Text("Id"), ["TxnType"] = "Bill" }) }),
                };
            case "Purchase":
                var purchase = await Buy();
                purchase.Remove("VendorRef");
                purchase["AccountRef"] = await To("Account", "AccountType = 'Bank'");
                purchase["PaymentType"] = "Cash";
                return purchase;
            case "Deposit":
                return new()
                {
                    ["DepositToAccountRef"] = await To("Account", "AccountType = 'Bank'"),
                    ["Line"] = new JsonArray(new JsonObject
                    {
                        ["Amount"] = 10m,
                        ["DetailType"] = "DepositLineDetail",
                        ["DepositLineDetail"] = new JsonObject { ["AccountRef"] = await To("Account", "AccountType = 'Equity'") },
                    }),
                };
            case "Transfer":
                return new() { ["FromAccountRef"] = await To("Account", "AccountType = 'Bank'"), ["ToAccountRef"] = await To("Account", "AccountType = 'Equity'"), ["Amount"] = 10m };
            case "JournalEntry":
                var (debit, credit) = (await To("Account", "AccountType = 'Expense'"), await To("Account", "AccountType = 'Equity'"));
                return new()
                {
                    ["Line"] = new JsonArray([.. new[] { ("Debit", debit), ("Credit", credit) }.Select(s => (JsonNode)new JsonObject
                    {
                        ["Amount"] = 10m,
                        ["DetailType"] = "JournalEntryLineDetail",
                        ["JournalEntryLineDetail"] = new JsonObject { ["PostingType"] = s.Item1, ["AccountRef"] = s.Item2 },
                    })]),
                };
            case "TimeActivity":
                return new() { ["NameOf"] = "Employee", ["EmployeeRef"] = await To("Employee", "Active = true"), ["Hours"] = 1 };
            case "Attachable":
                return new() { ["Note"] = name };
            default:
                return await Sale();
        }
    }
}
