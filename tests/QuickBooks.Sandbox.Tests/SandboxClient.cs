using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests;

/// <summary>A company of its own in a sandbox of its own, spoken to over real HTTP.</summary>
public sealed class SandboxClient : IAsyncDisposable
{
    private readonly HttpClient http;

    private SandboxClient(SandboxHost host, string realm)
    {
        Host = host;
        Realm = realm;
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.BaseAddress };
        UseToken(host.Books.IssueTokens(realm)["access_token"]!.GetValue<string>());
    }

    public SandboxHost Host { get; }

    public string Realm { get; }

    public HttpClient Http => http;

    public static async Task<SandboxClient> Start(string seed = "empty", SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.Urls = "http://127.0.0.1:0";
        var host = await SandboxHost.StartAsync(options, TestContext.Current.CancellationToken);
        return new SandboxClient(host, host.Books.Companies.Count > 0 ? host.Books.Companies[0].RealmId : host.Books.CreateCompany("Drapery & Co", seed));
    }

    public void UseToken(string token) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task<Reply> Send(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/v3/company/{Realm}/{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.TryGetValues("intuit_tid", out var tid) ? tid.Single() : null);
    }

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Reply> Post(string path, JsonNode body) => Send(HttpMethod.Post, path, body.ToJsonString());

    public Task<Reply> Query(string query) => Get("query?query=" + Uri.EscapeDataString(query));

    /// <summary>Creates or updates, and fails the test if it is refused.</summary>
    public async Task<JsonNode> Save(string entity, JsonNode body, string options = "")
    {
        var reply = await Post(entity.ToLowerInvariant() + options, body);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{entity} refused: {reply.Text}");
        return reply.Json[entity]!;
    }

    public async Task<string> SaveId(string entity, JsonNode body) => (await Save(entity, body))["Id"]!.GetValue<string>();

    public async Task<string> FirstId(string entity, string where)
    {
        var reply = await Query($"select * from {entity} where {where}");
        return reply.Json["QueryResponse"]![entity]![0]!["Id"]!.GetValue<string>();
    }

    public async Task<string> Item(string name = "Roller shade") => await SaveId("Item", new JsonObject
    {
        ["Name"] = name,
        ["Type"] = "NonInventory",
        ["IncomeAccountRef"] = Ref(await FirstId("Account", "AccountType = 'Income'")),
        ["ExpenseAccountRef"] = Ref(await FirstId("Account", "AccountType = 'Cost of Goods Sold'")),
    });

    public Task<string> Customer(string name = "George Foreman") => SaveId("Customer", new JsonObject { ["DisplayName"] = name });

    public static JsonObject Ref(string id) => new() { ["value"] = id };

    public static JsonObject SalesLine(string itemId, decimal amount, string? tax = null)
    {
        var detail = new JsonObject { ["ItemRef"] = Ref(itemId) };
        if (tax is not null)
        {
            detail["TaxCodeRef"] = Ref(tax);
        }

        return new JsonObject { ["Amount"] = amount, ["DetailType"] = "SalesItemLineDetail", ["SalesItemLineDetail"] = detail };
    }

    public static JsonObject Invoice(string customerId, params JsonObject[] lines) =>
        new() { ["CustomerRef"] = Ref(customerId), ["Line"] = new JsonArray([.. lines]) };

    public static JsonObject Payment(string customerId, decimal amount, string? invoiceId = null, decimal? applied = null)
    {
        var payment = new JsonObject { ["CustomerRef"] = Ref(customerId), ["TotalAmt"] = amount };
        if (invoiceId is not null)
        {
            payment["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = applied ?? amount,
                ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = invoiceId, ["TxnType"] = "Invoice" }),
            });
        }

        return payment;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Host.DisposeAsync();
    }
}

public sealed record Reply(HttpStatusCode Status, string Text, string? Tid)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Error => Json["Fault"]!["Error"]![0]!;

    /// <summary>HTTP 400 and this one error, to the letter.</summary>
    public void IsFault(string code, string message, string detail, string? element = "")
    {
        Assert.True(Status == HttpStatusCode.BadRequest, $"{(int)Status} {Text}");
        Assert.Equal(code, Error["code"]!.GetValue<string>());
        Assert.Equal(message, Error["Message"]!.GetValue<string>());
        Assert.Equal(detail, Error["Detail"]!.GetValue<string>());
        Assert.Equal(element, Error["element"]?.GetValue<string>());
        Assert.Equal("ValidationFault", Json["Fault"]!["type"]!.GetValue<string>());
    }
}
