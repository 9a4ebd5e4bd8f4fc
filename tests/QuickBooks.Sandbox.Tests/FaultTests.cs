using System.Net;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Faults on request, limits, company states, closed books: issue "A QuickBooks sandbox", facts page "Two error bodies", "Limits".</summary>
public sealed class FaultTests
{
    private static readonly JsonObject Named = new() { ["DisplayName"] = "A" };

    [Fact]
    public async Task Fault_OnTheSecondCreate_MeetsThatAlone_InABatchToo()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Post("/control/faults", new JsonObject
        {
            ["kind"] = "Fault",
            ["operation"] = "create",
            ["entity"] = "Customer",
            ["onCall"] = 2,
            ["code"] = "6000",
            ["detail"] = "Business Validation Error: Please wait a few minutes and try again",
        });
        var batch = new JsonObject
        {
            ["BatchItemRequest"] = new JsonArray([.. "abc".Select(n => (JsonNode)new JsonObject
            {
                ["bId"] = n.ToString(),
                ["operation"] = "create",
                ["Customer"] = new JsonObject { ["DisplayName"] = n.ToString() },
            })]),
        };
        var items = (await qb.Post("batch", batch)).Json["BatchItemResponse"]!.AsArray();
        Assert.NotNull(items[0]!["Customer"]);
        Assert.Equal("Business Validation Error: Please wait a few minutes and try again", items[1]!["Fault"]!["Error"]![0]!["Detail"]!.GetValue<string>());
        Assert.NotNull(items[2]!["Customer"]);
        Assert.Equal(1, (await qb.Get("/control/faults")).Json[0]!["hits"]!.GetValue<int>());
    }

    [Fact]
    public async Task Fault_OfANamedRecord_MeetsNoOther_InABatchToo()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Post("/control/faults", new JsonObject { ["kind"] = "Fault", ["operation"] = "create", ["name"] = "b", ["code"] = "6240" });
        var batch = new JsonObject
        {
            ["BatchItemRequest"] = new JsonArray([.. "abc".Select(n => (JsonNode)new JsonObject
            {
                ["bId"] = n.ToString(),
                ["operation"] = "create",
                ["Customer"] = new JsonObject { ["DisplayName"] = n.ToString() },
            })]),
        };

        var items = (await qb.Post("batch", batch)).Json["BatchItemResponse"]!.AsArray();

        Assert.Equal([false, true, false], items.Select(i => i!["Fault"] is not null));
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("customer", new JsonObject { ["DisplayName"] = "d" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post("vendor", new JsonObject { ["DisplayName"] = "b" })).Status);
    }

    [Fact]
    public async Task LostAnswer_WritesTheBooks_AndARepeatGetsTheFirstAnswer()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Faults.Add(new FaultRule { Kind = FaultKind.LostAnswer, Operation = "create", Times = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => qb.Post("customer?requestid=1", Named.DeepClone()));
        Assert.Single(qb.Host.Books.DocumentsOf(qb.Realm, "Customer"));
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("customer?requestid=1", Named.DeepClone())).Status);
        Assert.Single(qb.Host.Books.DocumentsOf(qb.Realm, "Customer"));
        Assert.Equal(0, qb.Host.Books.Recorder.All[0].Status);
    }

    [Fact]
    public async Task Cut_DoesNothing()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Faults.Add(new FaultRule { Kind = FaultKind.Cut });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => qb.Post("customer", Named.DeepClone()));
        Assert.Empty(qb.Host.Books.DocumentsOf(qb.Realm, "Customer"));
    }

    [Theory]
    [InlineData(FaultKind.Html, 502, "<html>")]
    [InlineData(FaultKind.Xml, 500, "<IntuitResponse")]
    [InlineData(FaultKind.Throttled, 429, "message=ThrottleExceeded; errorCode=003001; statusCode=429")]
    [InlineData(FaultKind.TokenExpired, 401, "Token expired")]
    [InlineData(FaultKind.TokenRevoked, 401, "Token revoked")]
    [InlineData(FaultKind.Gateway, 500, "\"fault\"")]
    public async Task Fault_OfAKind_AnswersItsBody(FaultKind kind, int status, string text)
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Faults.Add(new FaultRule { Kind = kind, Operation = "read", Times = 1 });
        var reply = await qb.Get("companyinfo/1");
        Assert.Equal(status, (int)reply.Status);
        Assert.Contains(text, reply.Text, StringComparison.Ordinal);
        var next = await qb.Get("companyinfo/1");
        Assert.Equal(kind is FaultKind.TokenExpired or FaultKind.TokenRevoked ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, next.Status);
    }

    [Fact]
    public async Task Fault_ByRate_MeetsAboutThatShare()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Faults.Add(new FaultRule { Operation = "read", Rate = 0.5 });
        var refused = 0;
        for (var i = 0; i < 100; i++)
        {
            refused += (await qb.Get("companyinfo/1")).Status == HttpStatusCode.OK ? 0 : 1;
        }

        Assert.InRange(refused, 25, 75);
    }

    [Fact]
    public async Task Throttle_TenASecond_ThenTheClockLetsOn()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        await qb.Post("/control/throttle", new JsonObject { ["isOn"] = true });
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await qb.Get("companyinfo/1")).Status);
        }

        var over = await qb.Get("companyinfo/1");
        Assert.Equal(HttpStatusCode.TooManyRequests, over.Status);
        Assert.Equal("3001", over.Json["fault"]!["error"]![0]!["code"]!.GetValue<string>());
        await qb.Post("/control/clock", new JsonObject { ["advanceSeconds"] = 1.5 });
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("companyinfo/1")).Status);
    }

    [Fact]
    public async Task Throttle_SlowAnswer_CountsWhenTheRequestArrives()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        (qb.Host.Books.Throttle.IsOn, qb.Host.Books.Throttle.PerSecond) = (true, 1);
        var late = new FaultRule { Kind = FaultKind.Latency, OnCall = 1, LatencyMs = 3_000 };
        qb.Host.Books.Faults.Add(late);

        var slow = qb.Get("companyinfo/1");
        while (late.Hits == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await qb.Get("companyinfo/1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
    }

    [Fact]
    public async Task Throttle_FortyBatchesAMinute_AndFiveHundredRequests()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        qb.Host.Books.Throttle.IsOn = true;
        qb.Host.Books.Throttle.PerSecond = 1000;
        var batch = new JsonObject { ["BatchItemRequest"] = new JsonArray(new JsonObject { ["bId"] = "q", ["Query"] = "select * from Term" }) };
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await qb.Post("batch", batch)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await qb.Post("batch", batch)).Status);
        for (var i = 0; i < 460; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await qb.Get("companyinfo/1")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await qb.Get("companyinfo/1")).Status);
    }

    [Theory]
    [InlineData("Locked", "140", 403)]
    [InlineData("Maintenance", "150", 503)]
    [InlineData("SubscriptionEnded", "6190", 400)]
    public async Task CompanyState_StopsWrites_AndOpensAgain(string state, string code, int status)
    {
        await using var qb = await SandboxClient.Start();
        await qb.Post($"/control/companies/{qb.Realm}/state", new JsonObject { ["state"] = state });
        var reply = await qb.Post("customer", Named.DeepClone());
        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(code, reply.Error["code"]!.GetValue<string>());
        await qb.Post($"/control/companies/{qb.Realm}/state", new JsonObject { ["state"] = "Open" });
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("customer", Named.DeepClone())).Status);
    }

    [Fact]
    public async Task ClosedBooks_RefuseWhatIsDatedBefore()
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 10m));
        body["TxnDate"] = "2026-01-15";
        var invoice = await qb.SaveId("Invoice", body);
        await qb.Post($"/control/companies/{qb.Realm}/state", new JsonObject { ["booksClosedTo"] = "2026-01-31" });
        (await qb.Post("invoice", body)).IsFault(
            "6210", "Account Period Closed, Cannot Update Through Services",
            "The account period has closed and the account books cannot be updated through the QBO Services API. Please use the QBO website to make these changes.");
        Assert.Equal("6210", (await qb.Post("invoice?operation=void", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "0" })).Error["code"]!.GetValue<string>());
        await qb.Post($"/control/companies/{qb.Realm}/state", new JsonObject { ["booksClosedTo"] = "2026-01-31", ["password"] = false });
        Assert.Equal("6200", (await qb.Post("invoice?operation=delete", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "0" })).Error["code"]!.GetValue<string>());
        body["TxnDate"] = "2026-02-01";
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("invoice", body)).Status);
        qb.Host.Books.CloseBooks(qb.Realm, null);
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("invoice?operation=void", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "0" })).Status);
    }

    [Fact]
    public async Task Token_Faults_AndLostRotation()
    {
        await using var qb = await SandboxClient.Start();
        var refresh = qb.Host.Books.IssueTokens(qb.Realm)["refresh_token"]!.GetValue<string>();
        var form = $"grant_type=refresh_token&refresh_token={refresh}&client_id=sandbox-client&client_secret=sandbox-secret";
        Task<Reply> Renew() => qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", form, "application/x-www-form-urlencoded");
        qb.Host.Books.Faults.Add(new FaultRule { Kind = FaultKind.Html, Operation = "token", Times = 1, Status = 503 });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Renew()).Status);
        qb.Host.Books.Faults.Add(new FaultRule { Kind = FaultKind.LostAnswer, Operation = "token", Times = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(Renew);
        Assert.Equal("invalid_grant", (await Renew()).Json["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Recorder_SaysWhatCameAndWhy()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Post("customer", new JsonObject { ["DisplayName"] = "a:b" });
        var log = (await qb.Get($"/control/requests?realmId={qb.Realm}")).Json.AsArray();
        var entry = Assert.Single(log)!;
        Assert.Equal("POST", entry["method"]!.GetValue<string>());
        Assert.Contains("a:b", entry["requestBody"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("2040", entry["why"]!.GetValue<string>(), StringComparison.Ordinal);
        await qb.Send(HttpMethod.Delete, "/control/requests");
        Assert.Empty(qb.Host.Books.Recorder.All);
    }

    [Fact]
    public async Task Rules_AreSwitchedByControl_AndWrongOnesAreRefused()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Post("/control/rules", new JsonObject { ["spacesMakeNoNewName"] = false });
        Assert.False(qb.Host.Books.Rules.SpacesMakeNoNewName);
        Assert.True(qb.Host.Books.Rules.CaseMakesNoNewName);
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post("/control/rules", new JsonObject { ["nonsense"] = 1 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post("/control/faults", new JsonObject { ["kind"] = "Nope" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post("/control/faults", new JsonObject { ["rate"] = 2 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await qb.Send(HttpMethod.Delete, "/control/faults/99")).Status);
    }
}
