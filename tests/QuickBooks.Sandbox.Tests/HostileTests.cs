using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Input that no honest client sends: always the documented error, never a defect, never another company's data.</summary>
public sealed class HostileTests
{
    private const string Secret = "Belongs-to-another-company";

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const("\\ud800"), Gen.Const("\\udc00x"), Gen.Const("\\u0000"), Gen.Const("\\u202eabc"), Gen.Const("\\ufffe"), Gen.Const("\\u0007"), Gen.Const("a\\tb:c\\r\\n"), Gen.Const(" "),
        Gen.Const("😀".PadLeft(61, 'x')), Gen.Const("é̈\u200b"), Gen.Const("'; drop table--"), Gen.Const("4111 1111 1111 1111"), Gen.Const("0001-01-01"), Gen.Const("2026-02-30"), Gen.Const("9999-12-31"),
        Gen.Int[1, 5000].Select(n => new string('y', n))).Select(t => $"\"{t}\"");

    /// <summary>JSON values of every kind, right or wrong for the place where they land.</summary>
    private static readonly Gen<string> Value = Gen.OneOf(
        Text, Gen.Long.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.OneOf("null", "true", "{}", "[]", "[{}]", "[[1]]", "{\"value\":{}}", "{\"value\":\"1\"}", "{\"value\":\"999\",\"name\":5}", "{\"x\":1}", "1e400", "-1e-400", "0.000000000001",
            "99999999999999999999999", "-5", "\"1,5\"", "\"NaN\"", "[{\"DetailType\":\"GroupLineDetail\",\"Amount\":5}]", "[{\"Amount\":1,\"LinkedTxn\":[{},{}]}]",
            "[{\"Amount\":1e11,\"DetailType\":\"DescriptionOnly\"}]", "[{\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"Qty\":99999999999,\"UnitPrice\":99999999999},\"Amount\":1}]"));

    [Fact]
    public async Task MutatedRecords_OfEveryEntity_GetADocumentedAnswer_AndTheBooksStayWhole()
    {
        await using var qb = await SandboxClient.Start("default");
        var records = Catalogue.All.SelectMany(t => qb.Host.Books.DocumentsOf(qb.Realm, t.Name).Take(2).Select(d => (Type: t.Name.ToLowerInvariant(), Doc: d))).ToList();
        var ways = Gen.OneOf("", "?operation=update", "?operation=delete", "?operation=void", "?operation=update&include=void", "?include=allowduplicatedocnum", "?operation=create&requestid=1");
        await Gen.Select(Gen.Int[0, records.Count - 1], ways, Gen.Bool, Gen.Select(Gen.Int[0, 30], Value).Array[1, 3]).SampleAsync(
            async t =>
            {
                var (record, way, asNew, changes) = t;
                var body = Mutated(records[record].Doc, asNew, changes);
                await Documented(qb, records[record].Type + way, body);
            },
            iter: 1200, threads: 1);
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task BrokenBodies_GetADocumentedAnswer()
    {
        await using var qb = await SandboxClient.Start();
        var bodies = Gen.OneOf(
            Gen.String,
            Gen.OneOf("", "null", "[]", "1", "\"x\"", "{", "{\"DisplayName\":\"a\",\"DisplayName\":\"b\"}", "{\"\\ud800\":1}", "{\"BatchItemRequest\":[1,null,{\"bId\":{},\"operation\":7,\"Customer\":[]}]}",
                "{\"BatchItemRequest\":[{\"Query\":{}}]}", "{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"create\",\"Invoice\":{},\"Customer\":{}}]}", "{\"TaxCode\":\"x\",\"TaxRateDetails\":[{}]}",
                new string('[', 5000), "{\"a\":" + new string('{', 500), "{\"Line\":" + string.Concat(Enumerable.Repeat("[{\"Line\":", 40)), "\ufeff{\"DisplayName\":\"bom\"}", "{\"DisplayName\":\"" + new string('x', 200_000) + "\"}"));
        var paths = Gen.OneOf(
            "customer", "invoice", "batch", "query", "taxservice/taxcode", "taxservice", "account", "companyinfo", "preferences", "upload", "customer/1/x", "invoice/1/pdf", "invoice/1/send", "query?query=%ff",
            "cdc?entities=,&changedSince=", "reports/ProfitAndLoss?start_date=%00", "customer?operation=nonsense", "customer?requestid=" + new string('r', 51));
        await Gen.Select(paths, bodies).SampleAsync(t => Documented(qb, t.Item1, t.Item2), iter: 500, threads: 1);
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }

    [Fact]
    public async Task Queries_OfAnyWords_GetADocumentedAnswer()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer();
        var words = Gen.OneOf("select", "*", "from", "Customer", "where", "DisplayName", "=", "'", "\\", "''", "in", "(", ")", ",", "like", "%", "'%'", "orderby", "order", "by", "desc",
            "startposition", "maxresults", "-1", "0", "99999999999999", "count", "and", "or", "Id", "MetaData.CreateTime", "MetaData", "PrimaryEmailAddr", "BillAddr.City", "Balance", "Active", "'0001-01-01'", "\0", "é", "😀", "--", ";");
        await words.Array[0, 14].SampleAsync(
            async parts =>
            {
                var reply = await qb.Query(string.Join(' ', parts));
                Assert.True((int)reply.Status is 200 or 400, $"{(int)reply.Status} {string.Join(' ', parts)} {reply.Text}");
            },
            iter: 1500, threads: 1);
    }

    [Fact]
    public async Task WhateverIsAsked_NothingOfAnotherCompanyIsTold()
    {
        await using var qb = await SandboxClient.Start();
        var other = qb.Host.Books.CreateCompany(Secret);
        var token = qb.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        qb.UseToken(qb.Host.Books.IssueTokens(other)["access_token"]!.GetValue<string>());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await qb.Send(HttpMethod.Post, $"/v3/company/{other}/customer", $$"""{"DisplayName":"{{Secret}}"}""")).Status);
        qb.UseToken(token);
        var realms = Gen.OneOf(qb.Realm, other, "1", "0" + other, other + "%00", other + "%2f", qb.Realm + "/../" + other, "%20" + other);
        var paths = Gen.OneOf("customer/1", "companyinfo/1", $"companyinfo/{other}", "query?query=select%20*%20from%20Customer", "query?query=select%20*%20from%20CompanyInfo", "cdc?entities=Customer&changedSince=2099-01-01",
            "reports/CustomerBalance", "preferences", $"query?query=select%20*%20from%20Customer%20where%20Id%20=%20'{other}'");
        await Gen.Select(realms, paths).SampleAsync(
            async t =>
            {
                var reply = await qb.Get($"/v3/company/{t.Item1}/{t.Item2}");
                Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
                Assert.True((int)reply.Status is 200 or 400 or 401 or 403 or 404, $"{(int)reply.Status} {t} {reply.Text}");
            },
            iter: 150, threads: 1);
    }

    [Theory]
    [InlineData("text/plain", 200)]
    [InlineData("application/x-www-form-urlencoded", 200)]
    [InlineData("application/xml", 501)]
    public async Task ContentType_ThatIsNotJson_IsReadAsJsonOrRefused(string type, int status)
    {
        await using var qb = await SandboxClient.Start();
        Assert.Equal(status, (int)(await qb.Send(HttpMethod.Post, "customer", "{\"DisplayName\":\"A\"}", type)).Status);
    }

    [Fact]
    public async Task Gzip_ThatIsCutOff_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        using var content = new ByteArrayContent([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await qb.Http.PostAsync(new Uri($"/v3/company/{qb.Realm}/customer", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("2010", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyOf10Megabytes_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var body = new StringBuilder("{\"Notes\":\"").Append('x', 10_000_000).Append("\"}").ToString();
        Assert.Equal("6030", (await qb.Send(HttpMethod.Post, "customer", body)).Error["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Account", "AccountType = 'Accounts Receivable'")]
    [InlineData("Account", "AccountType = 'Accounts Payable'")]
    [InlineData("Account", "AccountSubType = 'UndepositedFunds'")]
    public async Task AccountsThatTheBooksNeed_CannotBeTakenAway(string entity, string where)
    {
        await using var qb = await SandboxClient.Start();
        var id = await qb.FirstId(entity, where);
        JsonObject Change(string property, JsonNode value) => new() { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, [property] = value };
        Assert.Equal("6000", (await qb.Post("account", Change("Active", false))).Error.Text("code"));
        Assert.Equal("6000", (await qb.Post("account", Change("AccountType", "Bank"))).Error.Text("code"));
        var invoice = SandboxClient.Invoice(await qb.Customer(), SandboxClient.SalesLine(await qb.Item(), 10m));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await qb.Post("invoice", invoice)).Status);
    }

    private static string Mutated(JsonObject doc, bool asNew, (int Where, string With)[] changes)
    {
        var names = doc.Select(p => p.Key).ToList();
        var members = doc.Where(p => !asNew || p.Key is not ("Id" or "SyncToken")).ToDictionary(p => p.Key, p => p.Value?.ToJsonString() ?? "null", StringComparer.Ordinal);
        foreach (var (where, with) in changes)
        {
            members[names[where % names.Count]] = with;
        }

        return "{" + string.Join(',', members.Select(m => $"\"{m.Key}\":{m.Value}")) + "}";
    }

    private static async Task Documented(SandboxClient qb, string path, string body)
    {
        var reply = await qb.Send(HttpMethod.Post, path, body);
        Assert.True((int)reply.Status is 200 or 400 or 501, $"{(int)reply.Status} {path} {body[..Math.Min(body.Length, 2000)]} {reply.Text}");
        using var read = JsonDocument.Parse(reply.Text);
        Assert.True(reply.Status == System.Net.HttpStatusCode.OK || read.RootElement.TryGetProperty("Fault", out _) || read.RootElement.TryGetProperty("sandboxRefusal", out _), reply.Text);
    }
}
