using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Tokens, requestid, batch, persistence: facts page, "Protocol", "OAuth 2".</summary>
public sealed class ProtocolTests
{
    [Fact]
    public async Task Request_WithBadToken_GetsTheGatewaysBody()
    {
        await using var qb = await SandboxClient.Start();
        qb.UseToken("nonsense-token");
        var reply = await qb.Get("companyinfo/1");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("message=AuthenticationFailed; errorCode=003200; statusCode=401", reply.Json["fault"]!["error"]![0]!["message"]!.GetValue<string>());
        Assert.Equal("AUTHENTICATION", reply.Json["fault"]!["type"]!.GetValue<string>());
        Assert.True(reply.Json["time"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Request_ToAnotherCompany_IsForbidden()
    {
        await using var qb = await SandboxClient.Start();
        var other = qb.Host.Books.CreateCompany("Other");
        foreach (var realm in new[] { other, "1" })
        {
            var reply = await qb.Get($"/v3/company/{realm}/companyinfo/{realm}");
            Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
            Assert.Equal("3100", reply.Json["fault"]!["error"]![0]!["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task AccessToken_AfterAnHour_IsExpired_AndRefreshRotates()
    {
        await using var qb = await SandboxClient.Start();
        var first = qb.Host.Books.IssueTokens(qb.Realm);
        qb.Host.Books.Clock.Advance(TimeSpan.FromSeconds(3601));
        var reply = await qb.Get("companyinfo/1");
        Assert.StartsWith("Token expired", reply.Json["fault"]!["error"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var form = $"grant_type=refresh_token&refresh_token={first["refresh_token"]}&client_id=sandbox-client&client_secret=sandbox-secret";
        var renewed = await qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", form, "application/x-www-form-urlencoded");
        Assert.Equal(3600, renewed.Json["expires_in"]!.GetValue<int>());
        Assert.Equal(8726400, renewed.Json["x_refresh_token_expires_in"]!.GetValue<long>());
        var again = await qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", form, "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("invalid_grant", again.Json["error"]!.GetValue<string>());
        qb.UseToken(renewed.Json["access_token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("companyinfo/1")).Status);
    }

    [Fact]
    public async Task Consent_Connect_GivesACodeThatWorksOnce()
    {
        await using var qb = await SandboxClient.Start();
        var page = await qb.Get("/connect/oauth2?client_id=sandbox-client&response_type=code&scope=com.intuit.quickbooks.accounting&redirect_uri=http%3A%2F%2Flocalhost%2Fback&state=s1");
        Assert.Contains("Drapery &amp; Co", page.Text, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = "sandbox-client",
            ["response_type"] = "code",
            ["redirect_uri"] = "http://localhost/back",
            ["state"] = "s1",
            ["scope"] = "com.intuit.quickbooks.accounting",
            ["realm"] = qb.Realm,
            ["decision"] = "connect",
        });
        using var response = await qb.Http.PostAsync(new Uri("/connect/oauth2", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var back = System.Web.HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        Assert.Equal("s1", back["state"]);
        Assert.Equal(qb.Realm, back["realmId"]);
        var body = $"grant_type=authorization_code&code={back["code"]}&redirect_uri={Uri.EscapeDataString("http://localhost/back")}&client_id=sandbox-client&client_secret=sandbox-secret";
        var tokens = await qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", body, "application/x-www-form-urlencoded");
        Assert.Equal("bearer", tokens.Json["token_type"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", body, "application/x-www-form-urlencoded")).Status);
    }

    [Fact]
    public async Task RequestId_Repeated_GivesTheOriginalResponse_AndOtherContentIsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var body = new JsonObject { ["DisplayName"] = "Once" };
        var first = await qb.Post("customer?requestid=r-1", body);
        var second = await qb.Post("customer?requestid=r-1", body);
        Assert.Equal(first.Text, second.Text);
        Assert.Single(qb.Host.Books.DocumentsOf(qb.Realm, "Customer"));
        var other = await qb.Post("customer?requestid=r-1", new JsonObject { ["DisplayName"] = "Other" });
        Assert.Equal("600", other.Error["code"]!.GetValue<string>());
        qb.Host.Books.Rules.RepeatedRequestIdWithOtherContentRefused = false;
        Assert.Equal(first.Text, (await qb.Post("customer?requestid=r-1", new JsonObject { ["DisplayName"] = "Other" })).Text);
    }

    [Fact]
    public async Task Batch_ItemsFailAlone_AndDoNotSeeEachOther()
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("batch", new JsonObject
        {
            ["BatchItemRequest"] = new JsonArray(
                new JsonObject { ["bId"] = "a", ["operation"] = "create", ["Customer"] = new JsonObject { ["DisplayName"] = "A" } },
                new JsonObject { ["bId"] = "b", ["operation"] = "create", ["Vendor"] = new JsonObject { ["DisplayName"] = "A" } },
                new JsonObject { ["bId"] = "c", ["Query"] = "select count(*) from Customer" }),
        });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var items = reply.Json["BatchItemResponse"]!.AsArray();
        Assert.Equal(["a", "b", "c"], items.Select(i => i!["bId"]!.GetValue<string>()));
        Assert.Equal("A", items[0]!["Customer"]!["DisplayName"]!.GetValue<string>());
        Assert.Equal("6240", items[1]!["Fault"]!["Error"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(0, items[2]!["QueryResponse"]!["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Batch_Of31_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var items = Enumerable.Range(0, 31).Select(i => (JsonNode)new JsonObject { ["bId"] = $"{i}", ["Query"] = "select * from Term" }).ToArray();
        Assert.Equal("1040", (await qb.Post("batch", new JsonObject { ["BatchItemRequest"] = new JsonArray(items) })).Error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task UnknownPath_IsAnUnsupportedOperation_AndWhatIsLackingSaysSo()
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Get("nonsense/1")).IsFault(
            "500", "Unsupported Operation", $"Operation Could not find resource for relative : /v3/company/{qb.Realm}/nonsense/1 is not supported.", null);
        var lacking = await qb.Post("inventoryadjustment", new JsonObject());
        Assert.Equal(HttpStatusCode.NotImplemented, lacking.Status);
        Assert.Contains("The QuickBooks Sandbox does not model", lacking.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFile_AfterARestart_HoldsBooksTokensAndAnswers()
    {
        var file = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.db");
        try
        {
            string first, token;
            await using (var qb = await SandboxClient.Start(options: new SandboxOptions { DataFile = file }))
            {
                var customer = await qb.Customer();
                var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
                await qb.Save("Payment", Payment(customer, 40m, invoice));
                first = (await qb.Post("vendor?requestid=v", new JsonObject { ["DisplayName"] = "Vendor" })).Text;
                token = qb.Http.DefaultRequestHeaders.Authorization!.Parameter!;
            }

            await using (var qb = await SandboxClient.Start(options: new SandboxOptions { DataFile = file }))
            {
                qb.UseToken(token);
                Assert.Equal(first, (await qb.Post("vendor?requestid=v", new JsonObject { ["DisplayName"] = "Vendor" })).Text);
                Assert.Equal(60m, qb.Host.Books.DocumentsOf(qb.Realm, "Invoice").Single()["Balance"]!.GetValue<decimal>());
                Assert.Equal(60m, qb.Host.Books.DocumentsOf(qb.Realm, "Customer").Single()["Balance"]!.GetValue<decimal>());
                Assert.Equal("6240", (await qb.Post("vendor", new JsonObject { ["DisplayName"] = "George Foreman" })).Error["code"]!.GetValue<string>());
            }
        }
        finally
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            {
                File.Delete(path);
            }
        }
    }

    [Fact]
    public async Task Control_MakesCompaniesAndTokens()
    {
        await using var qb = await SandboxClient.Start();
        var made = await qb.Post("/control/companies", new JsonObject { ["name"] = "Shades", ["seed"] = "empty" });
        var realm = made.Json["realmId"]!.GetValue<string>();
        Assert.Contains((await qb.Get("/control/companies")).Json.AsArray(), c => c!["realmId"]!.GetValue<string>() == realm && c["name"]!.GetValue<string>() == "Shades");
        var tokens = await qb.Post("/control/tokens", new JsonObject { ["realmId"] = realm });
        qb.UseToken(tokens.Json["access_token"]!.GetValue<string>());
        Assert.Equal("Shades", (await qb.Get($"/v3/company/{realm}/companyinfo/{realm}")).Json["CompanyInfo"]!["CompanyName"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await qb.Post("/control/companies", new JsonObject { ["name"] = "X", ["seed"] = "nope" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await qb.Post("/control/tokens", new JsonObject { ["realmId"] = "1" })).Status);
    }

    [Fact]
    public async Task Control_WithAKey_NeedsIt()
    {
        await using var qb = await SandboxClient.Start(options: new SandboxOptions { ControlKey = "k" });
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Get("/control/companies")).Status);
        qb.Http.DefaultRequestHeaders.Add("X-Control-Key", "k");
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("/control/companies")).Status);
    }
}
