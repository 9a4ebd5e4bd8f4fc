using System.Net;
using System.Text.Json.Nodes;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Both books compared and brought together by a program alone.</summary>
public sealed class ApiReconcileTests(WorkingSiteFixture site) : IClassFixture<WorkingSiteFixture>
{
    [Fact]
    public async Task Reconcile_WithDifferences_IsSettledIgnoredAndBroughtBack()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        await company.EnterCustomerAsync("Only There");
        using var program = await ApiProgram.WithKeyAsync(site, name: "Comparer");
        (await program.PostAsync("/customers", new { name = "Only Here" })).Is(HttpStatusCode.Created);

        var started = (await program.PostAsync("/reconciles", new { from = "2026-11-01", to = "2026-11-30" })).Is(HttpStatusCode.Accepted);
        var run = await UntilAsync(() => program.GetAsync(started.Location!), a => a.Json["endedAt"] is not null);
        Assert.False(run.Json["agrees"]!.GetValue<bool>());
        var rows = (await program.GetAsync($"{started.Location}/differences?recordKind=customer&state=open")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(["onlyHere", "onlyThere"], rows.Select(r => r!["difference"]!.GetValue<string>()).Order(StringComparer.Ordinal));

        var there = Row(rows, "onlyThere");
        (await program.PostAsync($"/differences/{there}/settle", new { action = "export" })).IsProblem(HttpStatusCode.Conflict);
        Assert.Equal(["reason"], (await program.PostAsync($"/differences/{there}/ignore", new { reason = " " })).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        (await program.PostAsync($"/differences/{there}/ignore", new { reason = "The owner's private customer." })).Is(HttpStatusCode.OK);
        Assert.Equal("The owner's private customer.", (await StateAsync(program, started, there))["stateNote"]!.GetValue<string>());
        (await program.PostAsync($"/differences/{there}/bring-back")).Is(HttpStatusCode.OK);
        Assert.Equal("open", (await StateAsync(program, started, there))["state"]!.GetValue<string>());

        var settled = (await program.PostAsync($"/differences/{Row(rows, "onlyHere")}/settle", new { action = "export" }, idempotencyKey: "settle-1")).Is(HttpStatusCode.Accepted);
        await UntilAsync(() => program.GetAsync(settled.Location!), a => a.Json["state"]!.GetValue<string>() == "succeeded");
        Assert.Contains("Only Here", company.Customers);
        Assert.Contains((await program.GetAsync("/reconciles")).Is(HttpStatusCode.OK).Json["items"]!.AsArray(), r => r!["id"]!.GetValue<long>() == started.Json["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task Reconcile_OfAnImpossiblePeriod_NamesTheField()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        Assert.Equal(["to"], (await program.PostAsync("/reconciles", new { from = "2026-12-01", to = "2026-11-01" })).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["from", "to"], (await program.PostAsync("/reconciles", new { })).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
    }

    private static long Row(JsonArray rows, string difference) => rows.Single(r => r!["difference"]!.GetValue<string>() == difference)!["id"]!.GetValue<long>();

    private static async Task<JsonNode> StateAsync(ApiProgram program, ApiAnswer run, long id) =>
        (await program.GetAsync($"{run.Location}/differences")).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Single(r => r!["id"]!.GetValue<long>() == id)!;

    /// <summary>Read until it is so, as a program does it.</summary>
    private static async Task<ApiAnswer> UntilAsync(Func<Task<ApiAnswer>> read, Func<ApiAnswer, bool> isSo)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await read() is { Status: HttpStatusCode.OK } answer && isSo(answer))
            {
                return answer;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"It did not become so: {(await read()).Text}");
    }
}
