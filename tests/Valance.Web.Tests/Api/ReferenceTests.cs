using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Api;

public sealed class ReferenceTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Document_DescribesEveryRouteWholly()
    {
        var document = await DocumentAsync();
        var routes = site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            var path = route.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/');
            var method = route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single().ToLowerInvariant();
            var operation = document["paths"]![path]?[method];
            Assert.True(operation is not null, $"{method} {path} is not described.");
            Assert.NotEmpty(operation["operationId"]!.GetValue<string>());
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
            var responses = operation["responses"]!.AsObject();
            Assert.Contains(responses, r => r.Key[0] == '2' && r.Value!["content"]!["application/json"]!["schema"] is not null);
            Assert.NotNull(responses["401"]!["content"]!["application/problem+json"]!["schema"]);
            Assert.Equal(path.Contains("{id}", StringComparison.Ordinal), responses.ContainsKey("404"));
            Assert.Equal(method == "post", Parameters(operation).Contains("Idempotency-Key"));
            Assert.Equal(method is "put" or "patch" || path.EndsWith("/restore", StringComparison.Ordinal) || path.EndsWith("/receive", StringComparison.Ordinal), Parameters(operation).Contains("If-Match") && !path.EndsWith("/cancel", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Document_TellsKeysMoneyAndChoices()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.0", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["apiKey"]!["scheme"]!.GetValue<string>());
        var schemas = document["components"]!["schemas"]!.AsObject();
        var total = schemas["OrderAnswer"]!["properties"]!["total"]!;
        Assert.Equal(("number", "decimal", 0.01m), (total["type"]!.GetValue<string>(), total["format"]!.GetValue<string>(), total["multipleOf"]!.GetValue<decimal>()));
        Assert.NotNull(schemas["OrderContent"]!["example"]);
        Assert.NotNull(schemas["ApiProblem"]!["properties"]!["errors"]);
        var export = document["paths"]!["/api/v1/orders"]!["get"]!["parameters"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "export")!;
        Assert.Contains("changedSinceExport", export["schema"]!["enum"]!.AsArray().Select(e => e!.GetValue<string>()));
        Assert.Contains("customer", schemas["JobAnswer"]!["properties"]!["recordKind"]!["enum"]!.AsArray().Select(e => e?.GetValue<string>()));
        Assert.Contains("Unique in the Account", schemas["OrderContent"]!["properties"]!["number"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ShownWithoutSigningIn_LoadsNothingFromElsewhere()
    {
        var page = await browser.NewPageAsync(site);
        var elsewhere = new List<string>();
        var errors = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync("/api/reference");

        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Valance API" }).First).ToBeVisibleAsync();
        await Expect(page.GetByText("Purchase orders").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Ask AI")).ToHaveCountAsync(0);
        await page.PictureAsync("api-reference");
        Assert.Empty(elsewhere);
        Assert.Empty(errors);
    }

    private static IEnumerable<string> Parameters(JsonNode operation) =>
        operation["parameters"]?.AsArray().Select(p => p!["name"]!.GetValue<string>()) ?? [];

    private async Task<JsonNode> DocumentAsync()
    {
        using var client = site.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
    }
}
