using System.Net;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Exports of many records, asked for by a program.</summary>
public sealed class ApiExportsTests(WorkingSiteFixture site) : IClassFixture<WorkingSiteFixture>
{
    [Fact]
    public async Task Export_OfASelectionAFilterAndEverything_ReachesQuickBooksOnceEach()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        using var program = await ApiProgram.WithKeyAsync(site, name: "Night runner");
        var ids = new List<long>();
        foreach (var name in new[] { "Bulk Anna", "Bulk Bert", "Bulk Carla", "Solo Dora" })
        {
            ids.Add((await program.PostAsync("/customers", new { name })).Is(HttpStatusCode.Created).Id);
        }

        var chosen = (await program.PostAsync("/exports", new { recordKind = "customer", ids = ids[..1] }, idempotencyKey: "night-1")).Is(HttpStatusCode.Accepted);
        var again = await program.PostAsync("/exports", new { recordKind = "customer", ids = ids[..1] }, idempotencyKey: "night-1");
        Assert.Equal((chosen.Text, chosen.Location), (again.Text, again.Location));
        Assert.Equal(1, (await EndedAsync(program, chosen)).Json["succeeded"]!.GetValue<int>());

        var matching = (await program.PostAsync("/exports", new { recordKind = "customer", filter = new { search = "bulk", export = "notExported" } })).Is(HttpStatusCode.Accepted);
        Assert.Equal(2, matching.Json["records"]!.GetValue<int>());
        await EndedAsync(program, matching);

        var everything = (await program.PostAsync("/exports", new { recordKinds = new[] { "customer", "vendor" } })).Is(HttpStatusCode.Accepted);
        Assert.Equal((1, 3), (everything.Json["records"]!.GetValue<int>(), everything.Json["unchanged"]!.GetValue<int>()));
        var progress = await EndedAsync(program, everything);
        Assert.Equal("customer", progress.Json["kinds"]![0]!["recordKind"]!.GetValue<string>());

        Assert.Equal(["Bulk Anna", "Bulk Bert", "Bulk Carla", "Solo Dora"], company.Customers.Order(StringComparer.Ordinal));
        var nothing = (await program.PostAsync("/exports", new { })).Is(HttpStatusCode.OK);
        Assert.Null(nothing.Json["jobId"]);
        Assert.Equal("API key Night runner", (await program.GetAsync(chosen.Location!)).Json["requestedBy"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"ids":[1]}""", "recordKind")]
    [InlineData("""{"recordKind":"order"}""", "ids")]
    [InlineData("""{"recordKind":"order","ids":[1],"filter":{"search":"x"}}""", "ids")]
    [InlineData("""{"recordKind":"order","ids":[1],"recordKinds":["customer"]}""", "recordKinds")]
    [InlineData("""{"recordKind":"customer","filter":{"from":"2026-01-01","vendorId":3}}""", "filter.from,filter.vendorId")]
    [InlineData("""{"recordKind":"customer","filter":{"export":"notReady"}}""", "filter.export")]
    [InlineData("""{"recordKind":"invoice","ids":[1]}""", "recordKind")]
    public async Task Export_ThatContradictsItself_NamesTheField(string body, string fields)
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        Assert.Equal(fields, string.Join(',', (await program.PostAsync("/exports", body)).IsProblem(HttpStatusCode.UnprocessableEntity).Fields));
    }

    [Fact]
    public async Task Export_OfAnotherDealersRecord_IsNotFound()
    {
        await SandboxCompany.ConnectAsync(site, site.People.Harbor, site.People.SiteAdministrator);
        using var harbor = await ApiProgram.WithKeyAsync(site, account: site.People.Harbor);
        var theirs = (await harbor.PostAsync("/customers", new { name = "Harbor's own" })).Is(HttpStatusCode.Created).Id;
        using var program = await ApiProgram.WithKeyAsync(site);

        (await program.PostAsync("/exports", new { recordKind = "customer", ids = new[] { theirs } })).IsProblem(HttpStatusCode.NotFound);
    }

    /// <summary>Read until it is over, as a program does it.</summary>
    private static async Task<ApiAnswer> EndedAsync(ApiProgram program, ApiAnswer asked)
    {
        for (var i = 0; i < 600; i++)
        {
            var progress = (await program.GetAsync($"/exports/{asked.Json["jobId"]!.GetValue<long>()}")).Is(HttpStatusCode.OK);
            if (progress.Json["state"]!.GetValue<string>() is "succeeded" or "failed")
            {
                return progress;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"It did not end: {asked.Text}");
    }
}
