using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.Contract.ContractCompany;

namespace QuickBooks.Sandbox.Tests.Contract;

/// <summary>What was seen in recorded exchanges with the real service: the same bodies against the sandbox or a company of Intuit's (docs/contract-tests.md).</summary>
public sealed class ContractTests(ContractCompany company) : IClassFixture<ContractCompany>
{
    [Fact]
    public async Task Customer_CreateReadUpdateDeactivate_KeepsTheRecordedShape()
    {
        var name = Unique("customer");
        var made = await company.List("Customer", new JsonObject { ["DisplayName"] = name, ["GivenName"] = "Nora" });
        Assert.Equal(("0", "QBO", false, true), (Text(made, "SyncToken"), Text(made, "domain"), made["sparse"]!.GetValue<bool>(), made["Active"]!.GetValue<bool>()));
        Assert.NotNull(made["MetaData"]!["CreateTime"]);
        var id = Text(made, "Id");
        var updated = await Update("Customer", id, "0", ("Notes", "Rings twice"));
        Assert.Equal(("1", "Nora"), (Text(updated, "SyncToken"), Text(updated, "GivenName")));
        var same = await Update("Customer", id, "1", ("Notes", "Rings twice"));
        Assert.Equal("1", Text(same, "SyncToken"));
        var gone = await Update("Customer", id, "1", ("Active", false));
        Assert.Equal(name + " (deleted)", Text(gone, "DisplayName"));
    }

    [Fact]
    public async Task Answers_CarryTidAndTime()
    {
        var reply = await company.Query("select * from CompanyInfo");
        Assert.NotEmpty(reply.Tid!);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$", Text(reply.Json, "time"));
    }

    [Fact]
    public async Task Name_ThatACustomerHas_IsRefusedForAVendor()
    {
        var customer = await company.Customer("name");
        Refused(await company.Post("vendor", new JsonObject { ["DisplayName"] = Text(customer, "DisplayName") }), "6240", "Duplicate Name Exists Error");
    }

    [Fact]
    public async Task Name_WithAColon_OrAnUnknownField_IsRefused()
    {
        Refused(await company.Post("customer", new JsonObject { ["DisplayName"] = Unique("a:b") }), "2040");
        Refused(await company.Post("customer", new JsonObject { ["DisplayName"] = Unique("x"), ["BadJson"] = 1 }), "2010", "Request has invalid or unsupported property");
    }

    [Fact]
    public async Task Update_WithAnOldSyncToken_IsStale()
    {
        var made = await company.Customer("stale");
        await Update("Customer", Text(made, "Id"), "0", ("Notes", "first"));
        Refused(
            await company.Post("customer", new JsonObject { ["Id"] = Text(made, "Id"), ["SyncToken"] = "0", ["sparse"] = true, ["Notes"] = "second" }), "5010", "Stale Object Error");
    }

    [Fact]
    public async Task Read_OfNoNumber_OrOfNothing_IsToldApart()
    {
        Refused(await company.Get("customer/1.5"), "2030", "Invalid ID");
        Refused(await company.Get("customer/99999999"), "610", "Object Not Found");
        Refused(await company.Get("nonsense/1"), "500", "Unsupported Operation");
    }

    [Fact]
    public async Task Invoice_PaidVoidedDeleted_MovesTheBalance()
    {
        var customer = Text(await company.Customer("invoice"), "Id");
        var invoice = await company.Transaction("Invoice", Invoice(customer, await Line(80m), await Line(20m)));
        var id = Text(invoice, "Id");
        Assert.Equal((100m, 100m), (Amount(invoice, "TotalAmt"), Amount(invoice, "Balance")));
        Assert.Contains(invoice["Line"]!.AsArray(), l => Text(l!, "DetailType") is "SubTotalLineDetail");
        var payment = await company.Transaction("Payment", new JsonObject
        {
            ["CustomerRef"] = Ref(customer),
            ["TotalAmt"] = 60m,
            ["Line"] = new JsonArray(new JsonObject { ["Amount"] = 60m, ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = id, ["TxnType"] = "Invoice" }) }),
        });
        var paid = await company.Read("Invoice", id);
        Assert.Equal(40m, Amount(paid, "Balance"));
        Assert.Contains(paid["LinkedTxn"]!.AsArray(), l => Text(l!, "TxnId") == Text(payment, "Id"));
        await company.Post("payment?operation=delete", new JsonObject { ["Id"] = Text(payment, "Id"), ["SyncToken"] = Text(payment, "SyncToken") });
        var open = await company.Read("Invoice", id);
        Assert.Equal(100m, Amount(open, "Balance"));
        var voided = (await company.Post("invoice?operation=void", new JsonObject { ["Id"] = id, ["SyncToken"] = Text(open, "SyncToken") })).Json["Invoice"]!;
        Assert.Equal((0m, 0m), (Amount(voided, "TotalAmt"), Amount(voided, "Balance")));
        Assert.StartsWith("Voided", Text(voided, "PrivateNote"), StringComparison.Ordinal);
        var deleted = (await company.Post("invoice?operation=delete", new JsonObject { ["Id"] = id, ["SyncToken"] = Text(voided, "SyncToken") })).Json["Invoice"]!;
        Assert.Equal(("Deleted", id), (Text(deleted, "status"), Text(deleted, "Id")));
    }

    [Fact]
    public async Task Invoice_ThatIsWrong_NamesTheFault()
    {
        var customer = Text(await company.Customer("refused"), "Id");
        Refused(await company.Post("invoice", new JsonObject { ["CustomerRef"] = Ref(customer) }), "2020");
        var line = await Line(100m);
        line["SalesItemLineDetail"]!["Qty"] = 2;
        line["SalesItemLineDetail"]!["UnitPrice"] = 7m;
        Refused(await company.Post("invoice", Invoice(customer, line)), "6070", "Amount calculation incorrect in the request.");
        Refused(await company.Post("invoice", Invoice("99999999", await Line(1m))), "2500", "Invalid Reference Id");
        var numbered = Invoice(customer, await Line(1m));
        numbered["DocNumber"] = new string('9', 22);
        Refused(await company.Post("invoice", numbered), "2050", "String length is either shorter or longer than supported by specification");
    }

    [Fact]
    public async Task Query_Answers_InTheRecordedShapes()
    {
        var customer = await company.Customer("q'uery");
        var name = Text(customer, "DisplayName").Replace("'", "\\'", StringComparison.Ordinal);
        var found = (await company.Query($"select * from Customer where DisplayName = '{name}'")).Json["QueryResponse"]!;
        Assert.Equal((1, 1, 1), (found["Customer"]!.AsArray().Count, found["startPosition"]!.GetValue<int>(), found["maxResults"]!.GetValue<int>()));
        Assert.Equal(1, (await company.Query($"select count(*) from Customer where DisplayName = '{name}'")).Json["QueryResponse"]!["totalCount"]!.GetValue<int>());
        Assert.Empty((await company.Query("select * from Customer where DisplayName = 'Contract nobody'")).Json["QueryResponse"]!.AsObject());
        Refused(await company.Query("select * frm Customer"), "4000");
        Refused(await company.Query("select * from Customer where Nonsense = '1'"), "4001");
    }

    [Fact]
    public async Task Batch_WithOneBadItem_AnswersTheOthers()
    {
        var taken = await company.Customer("batch");
        var answers = (await company.Post("batch", new JsonObject
        {
            ["BatchItemRequest"] = new JsonArray(
                new JsonObject { ["bId"] = "1", ["operation"] = "create", ["Vendor"] = new JsonObject { ["DisplayName"] = Text(taken, "DisplayName") } },
                new JsonObject { ["bId"] = "2", ["Query"] = "select * from CompanyInfo" }),
        })).Json["BatchItemResponse"]!.AsArray();
        var refused = Assert.Single(answers, a => Text(a!, "bId") is "1")!;
        Assert.Equal("6240", Text(refused["Fault"]!["Error"]![0]!, "code"));
        Assert.NotNull(Assert.Single(answers, a => Text(a!, "bId") is "2")!["QueryResponse"]!["CompanyInfo"]);
    }

    [Fact]
    public async Task RequestId_Repeated_MakesNoSecondRecord()
    {
        var body = new JsonObject { ["DisplayName"] = Unique("twice") };
        var id = Guid.NewGuid().ToString("N");
        var first = await company.List("Customer", body, "?requestid=" + id);
        var again = (await company.Post("customer?requestid=" + id, body)).Json["Customer"]!;
        Assert.Equal(Text(first, "Id"), Text(again, "Id"));
    }

    [Fact]
    public async Task ChangeData_NamesADeletedInvoice()
    {
        var invoice = await company.Transaction("Invoice", Invoice(Text(await company.Customer("cdc"), "Id"), await Line(1m)));
        await company.Post("invoice?operation=delete", new JsonObject { ["Id"] = Text(invoice, "Id"), ["SyncToken"] = Text(invoice, "SyncToken") });
        var since = Uri.EscapeDataString(Text(invoice["MetaData"]!, "CreateTime"));
        var changes = (await company.Get($"cdc?entities=Invoice&changedSince={since}")).Json["CDCResponse"]![0]!["QueryResponse"]![0]!["Invoice"]!.AsArray();
        Assert.Equal("Deleted", Text(Assert.Single(changes, c => Text(c!, "Id") == Text(invoice, "Id"))!, "status"));
    }

    [Fact]
    public async Task Token_ThatIsBad_GetsTheGatewaysBody()
    {
        var reply = await company.Send(HttpMethod.Get, "companyinfo/1", null, token: "nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("3200", Text(reply.Json["fault"]!["error"]![0]!, "code"));
        Assert.Equal("AUTHENTICATION", Text(reply.Json["fault"]!, "type"));
    }

    private async Task<JsonNode> Update(string entity, string id, string syncToken, (string Name, JsonNode Value) change)
    {
        var reply = await company.Post(
            entity.ToLowerInvariant(), new JsonObject { ["Id"] = id, ["SyncToken"] = syncToken, ["sparse"] = true, [change.Name] = change.Value });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json[entity]!;
    }

    private async Task<JsonObject> Line(decimal amount) => SandboxClient.SalesLine(await company.Item(), amount);

    private static JsonObject Invoice(string customer, params JsonObject[] lines) => SandboxClient.Invoice(customer, lines);

    private static JsonObject Ref(string id) => SandboxClient.Ref(id);

    private static decimal Amount(JsonNode node, string name) => node[name]!.GetValue<decimal>();

    private static void Refused(Reply reply, string code, string? message = null)
    {
        Assert.True(reply.Status == HttpStatusCode.BadRequest, $"{(int)reply.Status} {reply.Text}");
        Assert.Equal(code, Text(reply.Error, "code"));
        Assert.Equal(message ?? Text(reply.Error, "Message"), Text(reply.Error, "Message"));
    }
}
