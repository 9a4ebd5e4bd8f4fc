using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Web.SignIn;
using Valance.Web.Tests.Access;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

/// <summary>Who may open what, over the routes that the running program has: a new route without a rule fails here. What a key opens, ApiRouteRulesTests says; what may be asked for behind the routes, CommandRulesTests.</summary>
public sealed class RouteRulesTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    /// <summary>Open to anybody, or to everybody who is signed in.</summary>
    private static readonly string[] WithoutPermission =
        ["/", "/sign-in", "/sign-in/code", "/forgot-password", "/reset-password", "/accept-invitation", "/me", "/me/two-step", "/sign-out", "/error", "/not-found", "/status/{Code:int}", "/health/live", "/health/ready", "/quickbooks/webhooks", "/api/reference/{documentName?}"];

    private IReadOnlyList<RouteEndpoint> Routes =>
    [
        .. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => !IsOfTheFramework(e.RoutePattern.RawText!)),
    ];

    [Fact]
    public void Routes_OfTheRunningProgram_EachHasARule()
    {
        var pages = Routes;

        Assert.Contains(pages, p => Path(p) == "/background-jobs");
        var without = pages.Where(p => NeededBy(p) is null).Select(Path).Except(WithoutPermission, StringComparer.Ordinal);
        Assert.Empty(without);
    }

    [Theory]
    [InlineData(Role.SiteAdministrator)]
    [InlineData(Role.SupportAgent)]
    [InlineData(Role.AccountAdministrator)]
    [InlineData(Role.Bookkeeper)]
    [InlineData(Role.Salesperson)]
    public async Task Route_OpenedByRole_IsAllowedOrRefusedAsTheMatrixSays(Role role)
    {
        using var client = await site.SignInAsync(site.People.Of(role));
        var wrong = new List<string>();
        foreach (var route in Routes.Where(r => IsGet(r) && !IsOfTheApi(r)))
        {
            if (NeededBy(route) is not { } permission)
            {
                continue;
            }

            var address = Address(route);
            using var answer = await client.GetAsync(address);
            var allowed = RoleMatrix.May(role, permission);
            if (answer.StatusCode == HttpStatusCode.Forbidden == allowed || (int)answer.StatusCode >= 500)
            {
                wrong.Add($"{address} answered {(int)answer.StatusCode}, {(allowed ? "allowed" : "refused")} was meant");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Route_OpenedByNobody_LeadsToTheSignInPage()
    {
        using var client = site.CreateClient();
        foreach (var route in Routes.Where(r => IsGet(r) && !IsOfTheApi(r) && NeededBy(r) is not null))
        {
            using var answer = await client.GetAsync(Address(route));

            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{Path(route)} answered {answer.StatusCode}.");
            Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
        }
    }

    [Fact]
    public async Task Job_OfAnotherAccount_IsNotFound()
    {
        var job = await new SeededJobs(site).FailedAsync(site.People.HarborConnection, site.People.HarborBookkeeper);

        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(Role.Bookkeeper, job));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(Role.AccountAdministrator, job));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(Role.SupportAgent, job));
    }

    [Fact]
    public async Task Job_OfAColleague_IsNotFoundForASalespersonAlone()
    {
        var job = await new SeededJobs(site).FailedAsync(site.People.SunriseConnection, site.People.Bookkeeper);

        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(Role.Salesperson, job));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(Role.AccountAdministrator, job));
    }

    private async Task<HttpStatusCode> OpenAsync(Role role, Job job)
    {
        using var client = await site.SignInAsync(site.People.Of(role));
        using var answer = await client.GetAsync($"/background-jobs/{job.Id}");
        return answer.StatusCode;
    }

    private static Permission? NeededBy(RouteEndpoint route) => ScreenRoutes.NeededBy(route);

    private static string Path(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    /// <summary>An id that nobody has: whoever may open the page gets "not found".</summary>
    private static string Address(RouteEndpoint route) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "987654"))
        + (Path(route) == "/quickbooks/connect" ? "?account=987654" : "");

    private static bool IsGet(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true;

    private static bool IsOfTheApi(RouteEndpoint route) => Path(route).StartsWith("/api/", StringComparison.Ordinal);

    private static bool IsOfTheFramework(string path) =>
        path.Contains("_blazor", StringComparison.Ordinal) || path.Contains("_framework", StringComparison.Ordinal) || path.Contains("_content", StringComparison.Ordinal)
        || path.Contains("{**", StringComparison.Ordinal) || path.Contains("{*", StringComparison.Ordinal)
        || System.IO.Path.HasExtension(path);
}
