using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests.Contract;

/// <summary>
/// The company that the contract tests speak to: one of the sandbox or, where three variables name it, one of Intuit's (docs/contract-tests.md).
/// What a test makes is put away at its end.
/// </summary>
public sealed class ContractCompany : IAsyncLifetime
{
    private const string UrlVariable = "QUICKBOOKS_CONTRACT_URL";
    private const string RealmVariable = "QUICKBOOKS_CONTRACT_REALM";
    private const string TokenVariable = "QUICKBOOKS_CONTRACT_TOKEN";

    private readonly HttpClient http = new();
    private readonly Stack<Func<Task>> putAway = new();
    private SandboxHost? sandbox;
    private string realm = "";

    /// <summary>Intuit's own service is spoken to.</summary>
    public bool IsReal { get; private set; }

    public async ValueTask InitializeAsync()
    {
        string token;
        if (Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url)
        {
            IsReal = true;
            realm = Environment.GetEnvironmentVariable(RealmVariable) ?? throw new InvalidOperationException($"Set {RealmVariable} and {TokenVariable} too.");
            token = Environment.GetEnvironmentVariable(TokenVariable) ?? throw new InvalidOperationException($"Set {TokenVariable} too.");
            http.BaseAddress = new Uri(url.TrimEnd('/') + "/");
        }
        else
        {
            sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0", Seed = "default" });
            realm = sandbox.Books.Companies[0].RealmId;
            token = sandbox.Books.IssueTokens(realm)["access_token"]!.GetValue<string>();
            http.BaseAddress = sandbox.BaseAddress;
        }

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Accept.Add(new("application/json"));
    }

    /// <summary>A name that no other run has used.</summary>
    public static string Unique(string what) => $"Contract {what} {Guid.NewGuid():N}"[..(what.Length + 22)];

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Reply> Post(string path, JsonNode body) => Send(HttpMethod.Post, path, body.ToJsonString());

    public Task<Reply> Query(string query) => Get("query?query=" + Uri.EscapeDataString(query));

    public async Task<JsonNode> Read(string entity, string id) => Accepted(await Get($"{entity.ToLowerInvariant()}/{id}"))[entity]!;

    /// <summary>Creates a record of a list; deactivated at the end.</summary>
    public async Task<JsonNode> List(string entity, JsonObject body, string options = "")
    {
        var made = Accepted(await Post(entity.ToLowerInvariant() + options, body))[entity]!;
        putAway.Push(async () =>
        {
            var now = await Read(entity, Text(made, "Id"));
            await Post(entity.ToLowerInvariant(), new JsonObject { ["Id"] = Text(now, "Id"), ["SyncToken"] = Text(now, "SyncToken"), ["sparse"] = true, ["Active"] = false });
        });
        return made;
    }

    /// <summary>Creates a transaction; deleted at the end, unless the test did so.</summary>
    public async Task<JsonNode> Transaction(string entity, JsonObject body)
    {
        var made = Accepted(await Post(entity.ToLowerInvariant(), body))[entity]!;
        putAway.Push(async () =>
        {
            var reply = await Get($"{entity.ToLowerInvariant()}/{Text(made, "Id")}");
            if (reply.Status == HttpStatusCode.OK)
            {
                var now = reply.Json[entity]!;
                await Post($"{entity.ToLowerInvariant()}?operation=delete", new JsonObject { ["Id"] = Text(now, "Id"), ["SyncToken"] = Text(now, "SyncToken") });
            }
        });
        return made;
    }

    public Task<JsonNode> Customer(string what = "customer") => List("Customer", new JsonObject { ["DisplayName"] = Unique(what) });

    /// <summary>An item that every company has: one that can be sold.</summary>
    public async Task<string> Item()
    {
        var items = Accepted(await Query("select * from Item where Type = 'Service' maxresults 1"))["QueryResponse"]!["Item"]!;
        return Text(items[0]!, "Id");
    }

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        while (putAway.TryPop(out var next))
        {
            await next();
        }

        http.Dispose();
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }
    }

    public async Task<Reply> Send(HttpMethod method, string path, string? body, string? token = null)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, $"v3/company/{realm}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}minorversion=75");
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Authorization = token is null ? http.DefaultRequestHeaders.Authorization : new("Bearer", token);
            using var response = await http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.TooManyRequests && IsReal)
            {
                // Intuit: "wait 60 seconds".
                await Task.Delay(TimeSpan.FromSeconds(60));
                continue;
            }

            return new Reply(
                response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.TryGetValues("intuit_tid", out var tid) ? tid.Single() : null);
        }
    }

    private static JsonNode Accepted(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json;
    }
}
