using System.Net;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests;

/// <summary>The control API: described whole by its own document, strict about bodies.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task Description_HoldsEveryRoute_WithASummaryAndItsBody()
    {
        await using var qb = await SandboxClient.Start();
        var document = (await qb.Get("/control/openapi.json")).Json;
        Assert.StartsWith("3.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var described = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key.ToUpperInvariant()} {p.Key.TrimEnd('/')}", Operation: o.Value!))).ToList();
        var routes = qb.Host.ControlEndpoints.Where(r => !r.EndsWith("openapi.json", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 20, string.Join(", ", routes));
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.All(described, d => Assert.False(string.IsNullOrEmpty(d.Operation["summary"]?.GetValue<string>()), d.Name));
        Assert.All(described.Where(d => d.Name.StartsWith("POST", StringComparison.Ordinal) && !d.Name.EndsWith("retry", StringComparison.Ordinal)),
            d => Assert.True(d.Operation["requestBody"] is not null, d.Name));
    }

    [Fact]
    public async Task Description_ExplainsTheFieldsOfAFault()
    {
        await using var qb = await SandboxClient.Start();
        var fault = (await qb.Get("/control/openapi.json")).Json["components"]!["schemas"]!["FaultRule"]!["properties"]!;
        Assert.Equal("Only the n-th matching call, from 1; null: by rate.", fault["onCall"]!["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/control/faults", "{\"kind\":\"Nope\"}")]
    [InlineData("/control/faults", "{\"nonsense\":1}")]
    [InlineData("/control/faults", "not json")]
    [InlineData("/control/clock", "{\"advanceSeconds\":-1}")]
    [InlineData("/control/clock", "{\"speed\":-1}")]
    [InlineData("/control/throttle", "{\"perSecond\":-1}")]
    [InlineData("/control/rules", "{\"caseMakesNoNewName\":\"maybe\"}")]
    [InlineData("/control/companies", "{\"seed\":\"empty\"}")]
    [InlineData("/control/webhooks", "{\"url\":\"ftp://x\"}")]
    [InlineData("/control/webhooks", "{\"url\":\"http://x\",\"entities\":[\"TaxCode\"]}")]
    [InlineData("/control/webhooks", "{\"url\":\"http://x\",\"verifier\":\"\"}")]
    [InlineData("/control/webhooks/test", "{}")]
    public async Task Body_ThatIsWrong_IsRefusedWithASentence(string path, string body)
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Send(HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.True(reply.Json["error"]!.GetValue<string>().Length > 10, reply.Text);
    }

    [Fact]
    public async Task Control_FromAPageOfAnotherSite_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        qb.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Post("/control/clock", new JsonObject { ["advanceSeconds"] = 1 })).Status);
    }

    [Fact]
    public async Task Client_OfTheHost_SpeaksToItsCompany()
    {
        await using var qb = await SandboxClient.Start();
        using var client = qb.Host.CreateClient(qb.Realm);
        Assert.Contains("Drapery & Co", await client.GetStringAsync(new Uri($"companyinfo/{qb.Realm}", UriKind.Relative)), StringComparison.Ordinal);
    }
}
