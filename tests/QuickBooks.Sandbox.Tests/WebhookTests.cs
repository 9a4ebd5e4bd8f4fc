using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Webhooks;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Notifications of changes: facts page "Webhooks"; Intuit's "Webhooks", "Best practices", "Understanding the data object".</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task CloudEvents_TellEachChange_AndAreSigned()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, Verifier = "v-1" };
        var customer = await qb.Customer();
        var post = await app.Next();
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData("v-1"u8.ToArray(), Encoding.UTF8.GetBytes(post.Body))), post.Signature);
        Assert.Equal("application/json", post.ContentType);
        var change = Assert.Single(JsonNode.Parse(post.Body)!.AsArray())!;
        Assert.Equal(
            ["specversion", "id", "source", "type", "datacontenttype", "time", "intuitentityid", "intuitaccountid", "data"], change.AsObject().Select(p => p.Key));
        Assert.Equal("1.0", Text(change, "specversion"));
        Assert.Equal("qbo.customer.created.v1", Text(change, "type"));
        Assert.Equal(customer, Text(change, "intuitentityid"));
        Assert.Equal(qb.Realm, Text(change, "intuitaccountid"));
    }

    [Fact]
    public async Task EventNotifications_TellCreateUpdateVoidAndDelete()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, Format = WebhookFormat.EventNotifications, Entities = ["Invoice"] };
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 10m));
        var invoice = await qb.SaveId("Invoice", body);
        await qb.Save("Invoice", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "0", ["sparse"] = true, ["PrivateNote"] = "x" });
        await qb.Save("Invoice", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "1" }, "?operation=void");
        await qb.Post("invoice?operation=delete", new JsonObject { ["Id"] = invoice, ["SyncToken"] = "2" });
        var told = new List<(string, string, string)>();
        while (told.Count < 4)
        {
            foreach (var company in JsonNode.Parse((await app.Next()).Body)!["eventNotifications"]!.AsArray())
            {
                Assert.Equal(qb.Realm, Text(company!, "realmId"));
                told.AddRange(company!["dataChangeEvent"]!["entities"]!.AsArray().Select(e => (Text(e!, "name"), Text(e!, "id"), Text(e!, "operation"))));
            }
        }

        Assert.Equal([("Invoice", invoice, "Create"), ("Invoice", invoice, "Update"), ("Invoice", invoice, "Void"), ("Invoice", invoice, "Delete")], told);
    }

    [Theory]
    [InlineData(WebhookFormat.CloudEvents)]
    [InlineData(WebhookFormat.EventNotifications)]
    public async Task Merge_NamesTheRecordThatIsLeftAndTheOneThatWent(WebhookFormat format)
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        var (gone, survivor) = (await qb.Customer("A"), await qb.Customer("B"));
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, Format = format };

        Assert.Null(qb.Host.Books.Merge(qb.Realm, "customer", gone, survivor));

        var told = new List<JsonNode>();
        while (!told.Exists(IsMerge))
        {
            var body = JsonNode.Parse((await app.Next()).Body)!;
            var changes = (format == WebhookFormat.CloudEvents ? body : body["eventNotifications"]![0]!["dataChangeEvent"]!["entities"]!).AsArray();
            told.AddRange(changes.OfType<JsonNode>());
        }

        var merge = told.Single(IsMerge);
        Assert.Equal(
            format == WebhookFormat.CloudEvents ? ("qbo.customer.merged.v1", survivor, gone) : ("Customer", survivor, gone),
            format == WebhookFormat.CloudEvents
                ? (Text(merge, "type"), Text(merge, "intuitentityid"), Text(merge["data"]!, "deletedid"))
                : (Text(merge, "name"), Text(merge, "id"), Text(merge, "deletedId")));
        Assert.All(told.Where(t => !IsMerge(t)), t => Assert.DoesNotContain("deleted", (t["data"] ?? t["deletedId"])?.ToJsonString() ?? "", StringComparison.OrdinalIgnoreCase));

        static bool IsMerge(JsonNode change) => change["operation"]?.GetValue<string>() == "Merge" || change["type"]?.GetValue<string>().EndsWith(".merged.v1", StringComparison.Ordinal) == true;
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Changes_OfTwoCompanies_GoInOnePost_OrApart(bool apart, int posts)
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        var other = qb.Host.Books.CreateCompany("Other");
        qb.Host.Books.IssueTokens(other);
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, OneCompanyPerPost = apart };

        // The first notification is held, so that both changes wait for the next one.
        app.Hold = true;
        qb.Host.Books.Webhooks.SendTest(qb.Realm);
        await app.Next();
        qb.Host.Books.Webhooks.SendTest(qb.Realm);
        qb.Host.Books.Webhooks.SendTest(other);
        app.Release();
        var companies = new List<string[]>();
        for (var i = 0; i < posts; i++)
        {
            companies.Add([.. JsonNode.Parse((await app.Next()).Body)!.AsArray().Select(e => Text(e!, "intuitaccountid"))]);
        }

        Assert.Equal(apart ? new string[][] { [qb.Realm], [other] } : [[qb.Realm, other]], companies);
    }

    [Fact]
    public async Task Notification_ThatIsNotAnswered200_IsTriedAgainByTheSchedule_UnchangedAndFirst()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        var books = qb.Host.Books;
        books.Clock.Speed = 0;
        books.Webhooks.Settings = new WebhookSettings { Url = app.Url };
        app.Status = 500;
        await qb.Customer("First");
        var first = await app.Next();
        await qb.Customer("Second");
        TimeSpan[] pauses =
        [
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20),
            TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(6), TimeSpan.FromHours(6), TimeSpan.FromHours(6),
        ];
        for (var attempt = 1; attempt <= pauses.Length; attempt++)
        {
            var failed = await Logged(qb, attempt);
            Assert.Equal((500, attempt, books.Clock.GetUtcNow() + pauses[attempt - 1]), (failed.Status, failed.Attempt, failed.NextAttempt));
            if (attempt == pauses.Length)
            {
                app.Status = 200;
            }

            books.Clock.Advance(pauses[attempt - 1]);
            Assert.Equal(first.Body, (await app.Next()).Body);
        }

        Assert.Single(JsonNode.Parse((await app.Next()).Body)!.AsArray());
        await Logged(qb, pauses.Length + 2);
        Assert.Equal(0, books.Webhooks.Waiting);
    }

    [Fact]
    public async Task Notification_WithoutAnAnswerInTime_CountsAsFailed()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, TimeoutSeconds = 0.05 };
        app.Hold = true;
        qb.Host.Books.Webhooks.SendTest(qb.Realm);
        var attempt = await Logged(qb, 1);
        Assert.Equal((0, "No answer within 0.05 seconds."), (attempt.Status, attempt.Problem));
        app.Release();
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = app.Url, TimeoutSeconds = 60 };
        qb.Host.Books.Webhooks.RetryNow();
        Assert.Equal("", (await Logged(qb, 2)).Problem);
    }

    [Fact]
    public async Task Address_WhereNobodyListens_IsInTheLog()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        var nobody = await WebhookApp.Start();
        await nobody.DisposeAsync();
        qb.Host.Books.Webhooks.Settings = new WebhookSettings { Url = nobody.Url };
        qb.Host.Books.Webhooks.SendTest(qb.Realm);
        var attempt = await Logged(qb, 1);
        Assert.Equal(0, attempt.Status);
        Assert.NotEmpty(attempt.Problem);
        qb.Host.Books.Webhooks.Settings = new WebhookSettings();
        Assert.Equal(0, qb.Host.Books.Webhooks.Waiting);
    }

    [Fact]
    public async Task Changes_NobodyAskedFor_AreNotTold()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        var books = qb.Host.Books;
        books.Webhooks.Settings = new WebhookSettings { Url = app.Url, Entities = ["Vendor"] };
        await qb.Customer();
        var unconnected = books.CreateCompany("Nobody connected", "default");
        books.EndTokens(unconnected, refreshToo: true);
        await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "Told" });
        Assert.Equal("qbo.vendor.created.v1", Text(Assert.Single(JsonNode.Parse((await app.Next()).Body)!.AsArray())!, "type"));
    }

    [Fact]
    public async Task Control_SetsTestsRetriesAndShowsTheLog()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        var set = await qb.Post("/control/webhooks", new JsonObject { ["url"] = app.Url.ToString(), ["format"] = "EventNotifications", ["verifier"] = "k" });
        Assert.Equal(HttpStatusCode.OK, set.Status);
        await qb.Post("/control/webhooks/test", new JsonObject { ["entity"] = "Invoice", ["id"] = "7" });
        Assert.Contains("\"name\":\"Invoice\",\"id\":\"7\"", (await app.Next()).Body, StringComparison.Ordinal);
        await Logged(qb, 1);
        var entry = Assert.Single((await qb.Get("/control/webhooks/deliveries")).Json.AsArray())!;
        Assert.Equal(200, entry["status"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("/control/webhooks/retry", new JsonObject())).Status);
        Assert.Equal(0, (await qb.Get("/control/webhooks/waiting")).Json["waiting"]!.GetValue<int>());
        await qb.Send(HttpMethod.Delete, "/control/webhooks/deliveries");
        Assert.Empty(qb.Host.Books.Webhooks.Deliveries);
        await qb.Send(HttpMethod.Delete, "/control/webhooks");
        Assert.Null(qb.Host.Books.Webhooks.Settings.Url);
    }

    /// <summary>The n-th attempt in the log, as soon as it is there.</summary>
    private static async Task<WebhookDelivery> Logged(SandboxClient qb, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (qb.Host.Books.Webhooks.Deliveries.Count < count)
        {
            await Task.Delay(5, limit.Token);
        }

        return qb.Host.Books.Webhooks.Deliveries[count - 1];
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
