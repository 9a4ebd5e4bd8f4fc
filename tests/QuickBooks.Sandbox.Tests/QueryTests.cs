using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>The query language: facts page, "Query"; Intuit's "Query operations and syntax".</summary>
public sealed class QueryTests
{
    private static async Task<SandboxClient> WithCustomers(params string[] names)
    {
        var qb = await SandboxClient.Start();
        foreach (var name in names)
        {
            await qb.Customer(name);
        }

        return qb;
    }

    private static string[] Names(Reply reply) =>
        [.. (reply.Json["QueryResponse"]!["Customer"]?.AsArray() ?? []).Select(c => c!["DisplayName"]!.GetValue<string>())];

    [Theory]
    [InlineData("select * from Customer", "Adam's Candy Shop|Bea|Carl|Dora")]
    [InlineData("SELECT * from cUstomer where displayname = 'BEA' Startposition 1", "Bea")]
    [InlineData("select * from Customer where DisplayName = 'Adam\\'s Candy Shop'", "Adam's Candy Shop")]
    [InlineData("select * from Customer where DisplayName like '%a%'", "Adam's Candy Shop|Bea|Carl|Dora")]
    [InlineData("select * from Customer where DisplayName like 'c%L'", "Carl")]
    [InlineData("select * from Customer where DisplayName in ('Carl', 'bea')", "Bea|Carl")]
    [InlineData("select * from Customer where DisplayName >= 'B' and DisplayName < 'D'", "Bea|Carl")]
    [InlineData("select * from Customer orderby DisplayName desc", "Dora|Carl|Bea|Adam's Candy Shop")]
    [InlineData("select * from Customer order by DisplayName desc maxresults 2", "Dora|Carl")]
    [InlineData("select * from Customer startposition 2 maxresults 2", "Bea|Carl")]
    [InlineData("select * from Customer where Active in (true, false)", "Adam's Candy Shop|Bea|Carl|Dora")]
    [InlineData("select * from Customer where Active = false", "")]
    [InlineData("select * from Customer where Balance > '0.5'", "")]
    [InlineData("select * from Customer where Id in ('2','3')", "Bea|Carl")]
    [InlineData("select * from Customer where MetaData.CreateTime > '2015-12-12T12:50:30Z'", "Adam's Candy Shop|Bea|Carl|Dora")]
    [InlineData("select * from Customer where Metadata.LastUpdatedTime > '2011-08-10T10:20:30-0700'", "Adam's Candy Shop|Bea|Carl|Dora")]
    public async Task Query_Answers(string query, string names)
    {
        await using var qb = await WithCustomers("Carl", "Bea", "Dora", "Adam's Candy Shop");
        if (query.Contains("Id in", StringComparison.Ordinal))
        {
            // Ids count in the order of creation: 2 is Bea, 3 Dora.
            names = "Bea|Dora";
        }

        var reply = await qb.Query(query);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        Assert.Equal(names, string.Join('|', Names(reply)));
    }

    [Fact]
    public async Task Query_Shapes_AreThoseRecorded()
    {
        await using var qb = await WithCustomers("A", "B");
        var page = (await qb.Query("select * from Customer maxresults 1")).Json["QueryResponse"]!;
        Assert.Equal(1, page["startPosition"]!.GetValue<int>());
        Assert.Equal(1, page["maxResults"]!.GetValue<int>());
        Assert.Empty((await qb.Query("select * from Vendor")).Json["QueryResponse"]!.AsObject());
        Assert.Equal("""{"totalCount":2}""", (await qb.Query("select count(*) from Customer")).Json["QueryResponse"]!.ToJsonString());
        var posted = await qb.Send(HttpMethod.Post, "query", "select * from Customer where DisplayName = 'B'", "application/text");
        Assert.Equal(["B"], Names(posted));
    }

    [Theory]
    [InlineData("selectt * from Customer", "4000", "Error parsing query", "QueryParserError: Encountered \" \"selectt\" at line 1, column 1. Was expecting: \"select\"")]
    [InlineData("select * from Customer where DisplayName = 'x' or DisplayName = 'y'", "4000", "Error parsing query", "QueryParserError: Encountered \" \"or\" at line 1, column 48. Was expecting: <EOF>")]
    [InlineData("select * from Customer where DisplayName = 'x", "4000", "Error parsing query", "QueryParserError: Lexical error at line 1, column 46.  Encountered: <EOF> after : \"'x\"")]
    [InlineData("select * from Customer where", "4000", "Error parsing query", "QueryParserError: Encountered \" \"<EOF>\" at line 1, column 29. Was expecting: <IDENTIFIER>")]
    [InlineData("select * from Customer; drop table Customer", "4000", "Error parsing query", "QueryParserError: Lexical error at line 1, column 23.  Encountered: \";\" (59), after : \"\"")]
    [InlineData("select * from Nonsense", "4001", "Invalid query", "QueryValidationError: Invalid context declaration: Nonsense")]
    [InlineData("select * from Customer where Foo = '1'", "4001", "Invalid query", "QueryValidationError: Property Foo not found for Entity Customer")]
    [InlineData("select * from PaymentMethod where Name = 'Cash'", "4001", "Invalid query", "QueryValidationError: property 'Name' is not queryable")]
    [InlineData("select * from Customer where Id > '1'", "4001", "Invalid query", "QueryValidationError: operator not supported for property 'Id': only = and IN are")]
    [InlineData("select * from Customer maxresults 1001", "4001", "Invalid query", "QueryValidationError: value 1001 is too large. Max allowed value is 1000.")]
    [InlineData("select * from Customer startposition 0", "4001", "Invalid query", "QueryValidationError: value 0 is too small. Min allowed value is 1.")]
    [InlineData("select * from Invoice where TotalAmt = 'much'", "4001", "Invalid query", "QueryValidationError: value 'much' is not valid for property 'TotalAmt'")]
    public async Task Query_ThatIsWrong_IsRefused(string query, string code, string message, string detail)
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Query(query)).IsFault(code, message, detail, null);
    }

    [Fact]
    public async Task Query_OfInvoices_FiltersByReferenceDateAndAmount()
    {
        await using var qb = await SandboxClient.Start();
        var item = await qb.Item();
        var a = await qb.Customer("A");
        var b = await qb.Customer("B");
        foreach (var (customer, date, amount) in new[] { (a, "2026-01-05", 10m), (a, "2026-02-05", 20m), (b, "2026-02-06", 30m) })
        {
            var body = Invoice(customer, SalesLine(item, amount));
            body["TxnDate"] = date;
            await qb.Save("Invoice", body);
        }

        async Task<int> Count(string where) =>
            (await qb.Query($"select count(*) from Invoice where {where}")).Json["QueryResponse"]!["totalCount"]!.GetValue<int>();
        Assert.Equal(2, await Count($"CustomerRef = '{a}'"));
        Assert.Equal(1, await Count($"CustomerRef = '{a}' and TxnDate = '2026-02-05'"));
        Assert.Equal(2, await Count("TxnDate > '2026-01-31' and TxnDate <= '2026-02-28'"));
        Assert.Equal(2, await Count("TotalAmt > '15.0'"));
        Assert.Equal(0, await Count("TxnDate > CURRENT_DATE and TxnDate < '2026-01-01'"));
    }

    /// <summary>Intuit's Attachable page, "Query an attachable".</summary>
    [Fact]
    public async Task Query_OfNotes_ByTheRecordTheyStandOn()
    {
        await using var qb = await WithCustomers("A", "B");
        foreach (var customer in new[] { "1", "2" })
        {
            await qb.Save("Attachable", new JsonObject
            {
                ["Note"] = $"On {customer}",
                ["AttachableRef"] = new JsonArray(new JsonObject { ["EntityRef"] = new JsonObject { ["type"] = "Customer", ["value"] = customer } }),
            });
        }

        async Task<JsonNode> Notes(string where) => (await qb.Query($"select * from Attachable where {where}")).Json["QueryResponse"]!;
        Assert.Equal("On 2", Assert.Single((await Notes("AttachableRef.EntityRef.Type = 'customer' and AttachableRef.EntityRef.value = '2'"))["Attachable"]!.AsArray()).Text("Note"));
        Assert.Empty((await Notes("AttachableRef.EntityRef.Type = 'Invoice'")).AsObject());
        Assert.Equal("4001", (await qb.Query("select * from Attachable where AttachableRef.EntityRef.Nonsense = '1'")).Error.Text("code"));
    }

    [Fact]
    public async Task PagesAndChanges_StopAt100And1000()
    {
        await using var qb = await SandboxClient.Start();
        for (var batch = 0; batch < 34; batch++)
        {
            var items = Enumerable.Range(batch * 30, 30).Select(i => (JsonNode)new JsonObject
            {
                ["bId"] = $"{i}",
                ["operation"] = "create",
                ["Customer"] = new JsonObject { ["DisplayName"] = $"Customer {i:0000}" },
            });
            await qb.Post("batch", new JsonObject { ["BatchItemRequest"] = new JsonArray([.. items]) });
        }

        Assert.Equal(100, Names(await qb.Query("select * from Customer")).Length);
        Assert.Equal(1000, Names(await qb.Query("select * from Customer maxresults 1000")).Length);
        Assert.Equal(["Customer 1018", "Customer 1019"], Names(await qb.Query("select * from Customer startposition 1019")));
        var since = Uri.EscapeDataString(qb.Host.Books.Clock.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
        var changes = (await qb.Get($"cdc?entities=Customer,Vendor&changedSince={since}")).Json["CDCResponse"]![0]!["QueryResponse"]!;
        Assert.Equal(1000, changes[0]!["Customer"]!.AsArray().Count);
    }

    [Fact]
    public async Task ChangeData_NamesChangedAndDeleted_AndReaches30DaysBack()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 10m)));
        await qb.Post("invoice?operation=delete", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "0" });
        var since = Uri.EscapeDataString(qb.Host.Books.Clock.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
        var answer = (await qb.Get($"cdc?entities=Customer,Invoice,Vendor&changedSince={since}")).Json["CDCResponse"]![0]!["QueryResponse"]!.AsArray();
        Assert.Equal("George Foreman", answer[0]!["Customer"]![0]!["DisplayName"]!.GetValue<string>());
        Assert.Equal("Deleted", answer[1]!["Invoice"]![0]!["status"]!.GetValue<string>());
        Assert.Empty(answer[2]!.AsObject());
        Assert.Equal("2190", (await qb.Get("cdc?entities=Customer&changedSince=2020-01-01")).Error["code"]!.GetValue<string>());
        Assert.Equal("2000", (await qb.Get($"cdc?entities=TaxCode&changedSince={since}")).Error["code"]!.GetValue<string>());
        Assert.Equal("2060", (await qb.Get("cdc?entities=Customer&changedSince=yesterday")).Error["code"]!.GetValue<string>());
    }
}
