using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Requests;

public sealed class QuickBooksClientTests
{
    [Fact]
    public async Task Create_Accepted_SendsTheRecordAndGivesItBackWithItsExchange()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"Customer":{"domain":"QBO","sparse":false,"Id":"61","SyncToken":"0","DisplayName":"George Foreman"},"time":"2020-09-29T05:58:16.187-07:00"}""");

        var answer = await server.Client().CreateAsync(new Customer { DisplayName = "George Foreman" }, new CallOptions { RequestId = "job-1" });

        Assert.Equal(("61", "0"), (answer.Value?.Id, answer.Value?.SyncToken));
        Assert.Equal(("POST", "/v3/company/123/customer", "Bearer token-1"), (server.Only.Method, server.Only.Path, server.Only.Authorization));
        Assert.Equal(("75", "job-1"), (server.Only.Query["minorversion"], server.Only.Query["requestid"]));
        Assert.Equal("""{"DisplayName":"George Foreman"}""", server.Only.Body);
        Assert.Equal("application/json; charset=utf-8", server.Only.ContentType);
        Assert.Equal(("POST /v3/company/123/customer?minorversion=75&requestid=job-1", 200, "1-5f733be9-e9e7", 1),
            (answer.Exchange.RequestLine, answer.Exchange.Status, answer.Exchange.IntuitTid, answer.Exchange.Tries));
        Assert.Contains("George Foreman", answer.Exchange.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Refused_GivesTheErrorsAndTheExchange()
    {
        await using var server = await RecordedServer.StartAsync(400,
            """{"Fault":{"Error":[{"Message":"Duplicate Name Exists Error","Detail":"The name supplied already exists. : null","code":"6240","element":""}],"type":"ValidationFault"}}""");

        var answer = await server.Client().CreateAsync(new Customer { DisplayName = "George Foreman" });

        Assert.False(answer.Succeeded);
        Assert.True(answer.Refusal.Has("6240"));
        Assert.Equal("""{"DisplayName":"George Foreman"}""", answer.Refusal.Exchange.RequestBody);
        Assert.Equal("1-5f733be9-e9e7", answer.Refusal.Exchange.IntuitTid);
        Assert.Same(answer.Refusal.Exchange, answer.Exchange);
    }

    [Fact]
    public async Task Create_InvoiceWithATakenNumberOnPurpose_SaysSo()
    {
        await using var server = await RecordedServer.StartAsync("""{"Invoice":{"Id":"1"}}""");

        await server.Client().CreateAsync(new Invoice { DocNumber = "7" }, new CallOptions { AllowDuplicateDocNumber = true });

        Assert.Equal("allowduplicatedocnum", server.Only.Query["include"]);
    }

    [Fact]
    public async Task VoidAndDelete_EachKind_TakesItsOwnWords()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"Invoice":{"Id":"5","SyncToken":"2","TotalAmt":0,"Balance":0}}""", """{"Payment":{"Id":"6"}}""",
            """{"Invoice":{"domain":"QBO","status":"Deleted","Id":"266"},"time":"2020-09-29T05:58:16.187-07:00"}""");
        var client = server.Client();

        var voided = await client.VoidInvoiceAsync("5", "1");
        await client.VoidPaymentAsync("6", "3");
        var deleted = await client.DeleteAsync<Invoice>("266", "4");

        Assert.Equal((0m, 0m), (voided.Value?.TotalAmt, voided.Value?.Balance));
        Assert.Equal("Deleted", deleted.Value?.Status);
        Assert.Equal(("void", """{"Id":"5","SyncToken":"1"}"""), (server.Requests[0].Query["operation"], server.Requests[0].Body));
        Assert.Equal(("update", "void", """{"Id":"6","SyncToken":"3","sparse":true}"""),
            (server.Requests[1].Query["operation"], server.Requests[1].Query["include"], server.Requests[1].Body));
        Assert.Equal(("delete", """{"Id":"266","SyncToken":"4"}"""), (server.Requests[2].Query["operation"], server.Requests[2].Body));
    }

    [Fact]
    public async Task Read_CompanyInfoAndPreferences_AskTheirOwnPaths()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"CompanyInfo":{"CompanyName":"Shades & Co","Id":"1"}}""", $$$"""{"Preferences":{{{Recorded.Preferences}}}}""", """{"Term":{"Id":"3","DueDays":30}}""");
        var client = server.Client();

        Assert.Equal("Shades & Co", (await client.ReadCompanyInfoAsync()).Value?.CompanyName);
        Assert.Equal("9", (await client.ReadPreferencesAsync()).Value?.SyncToken);
        Assert.Equal(30, (await client.ReadAsync<Term>("3")).Value?.DueDays);
        Assert.Equal("/v3/company/123/companyinfo/123 /v3/company/123/preferences /v3/company/123/term/3", string.Join(' ', server.Requests.Select(asked => asked.Path)));
        Assert.All(server.Requests, asked => Assert.Equal("GET", asked.Method));
    }

    [Fact]
    public async Task Update_WithoutIdOrAgainstItsKind_IsADefect()
    {
        var client = RecordedServer.ClientAt(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<ArgumentException>(() => client.UpdateAsync(new Customer { Id = "1" }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.UpdateAsync(new Vendor { Id = "1", SyncToken = "0", Sparse = true }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateAsync(new Vendor { Id = "1" }));
    }

    [Fact]
    public async Task Query_MoreThanAPage_ReadsAllPagesAndTakesNoneTwice()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"QueryResponse":{"Customer":[{"Id":"1"},{"Id":"2"}],"startPosition":1,"maxResults":2}}""",
            """{"QueryResponse":{"Customer":[{"Id":"2"},{"Id":"3"}],"startPosition":3,"maxResults":2}}""",
            """{"QueryResponse":{},"time":"2020-09-29T05:58:16.187-07:00"}""");

        var answer = await server.Client().QueryAsync(new QuickBooksQuery<Customer>().InPagesOf(2));

        Assert.Equal("1 2 3", string.Join(' ', answer.Value!.Select(customer => customer.Id)));
        Assert.Equal("SELECT * FROM Customer STARTPOSITION 5 MAXRESULTS 2", server.Requests[2].Query["query"]);
    }

    [Fact]
    public async Task Query_WithALimit_AsksForNoMore()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"QueryResponse":{"Customer":[{"Id":"1"},{"Id":"2"}]}}""", """{"QueryResponse":{"Customer":[{"Id":"3"}]}}""");

        var answer = await server.Client().QueryAsync(new QuickBooksQuery<Customer>().InPagesOf(2).Take(3));

        Assert.Equal((3, 2), (answer.Value?.Count, server.Requests.Count));
        Assert.EndsWith("STARTPOSITION 3 MAXRESULTS 1", server.Requests[1].Query["query"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TooLongForAnAddress_IsPostedAsText()
    {
        await using var server = await RecordedServer.StartAsync("""{"QueryResponse":{}}""");

        var answer = await server.Client().QueryAsync(new QuickBooksQuery<Item>().WhereIn("Id", [.. Enumerable.Range(1000, 400).Select(id => $"{id}")]));

        Assert.Empty(answer.Value!);
        Assert.Equal(("POST", "application/text; charset=utf-8"), (server.Only.Method, server.Only.ContentType));
        Assert.StartsWith("SELECT * FROM Item WHERE Id IN ('1000', ", server.Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_RefusedOnALaterPage_IsRefusedWhole()
    {
        await using var server = await RecordedServer.StartAsync(
            """{"QueryResponse":{"Customer":[{"Id":"1"}]}}""", """{"Fault":{"Error":[{"Message":"M","code":"4001"}]}}""");

        var answer = await server.Client().QueryAsync(new QuickBooksQuery<Customer>().InPagesOf(1));

        Assert.Null(answer.Value);
        Assert.True(answer.Refusal?.Has("4001"));
    }

    [Fact]
    public async Task Count_GivesTheNumber()
    {
        await using var server = await RecordedServer.StartAsync("""{"QueryResponse":{"totalCount":6},"time":"2020-09-29T05:58:16.187-07:00"}""");

        Assert.Equal(6, (await server.Client().CountAsync(new QuickBooksQuery<Customer>())).Value);
    }

    [Fact]
    public async Task Changes_GivesEachKindAndTheTimeForTheNextQuestion()
    {
        await using var server = await RecordedServer.StartAsync("""
            {"CDCResponse":[{"QueryResponse":[{"Customer":[{"Id":"1","DisplayName":"A"},{"status":"Deleted","Id":"2"}],"startPosition":1,"maxResults":2},{},
            {"Item":[{"Id":"9"}]}]}],"time":"2020-09-29T05:58:16.187-07:00"}
            """);

        var answer = await server.Client().ChangesAsync([Customer.WireName, Item.WireName, Term.WireName], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2020, 9, 29, 5, 58, 16, 187, TimeSpan.FromHours(-7)), answer.Value?.Time);
        Assert.Equal(["A", null], answer.Value!.Of<Customer>().Select(customer => customer.DisplayName), StringComparer.Ordinal);
        Assert.Equal("Deleted", answer.Value.Of<Customer>()[1].Status);
        Assert.Equal((1, 0, false), (answer.Value.Of<Item>().Count, answer.Value.Of<Term>().Count, answer.Value.IsFull));
        Assert.Equal(("Customer,Item,Term", "2026-01-01T00:00:00+00:00"), (server.Only.Query["entities"], server.Only.Query["changedSince"]));
    }

    [Fact]
    public async Task Read_AnswerOfAnotherShape_IsUnreadable()
    {
        await using var server = await RecordedServer.StartAsync("""{"Vendor":{"Id":"1"}}""", """{"Customer":{"Active":"perhaps"}}""", "[]");
        var client = server.Client();

        for (var time = 0; time < 3; time++)
        {
            var answer = await client.ReadAsync<Customer>("1");
            Assert.Equal((RefusalKind.Unreadable, UnreadableBody.OtherJson, 200), (answer.Refusal?.Kind, answer.Refusal?.Unreadable, answer.Refusal?.Status));
            Assert.NotEmpty(answer.Refusal!.Reason!);
        }
    }
}
