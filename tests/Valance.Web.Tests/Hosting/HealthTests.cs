using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Valance.TestKit;
using Valance.Web.Health;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Hosting;

public sealed class HealthTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData("/health/live", "{\"status\":\"Healthy\",\"checks\":{}}")]
    [InlineData("/health/ready", "{\"status\":\"Healthy\",\"checks\":{\"not stopping\":\"Healthy\",\"store\":\"Healthy\"}}")]
    public async Task Health_AskedByNobody_AnswersWithNamesAndStatesAlone(string path, string body)
    {
        using var client = site.CreateClient();
        using var answer = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Store_WithoutItsTables_IsUnhealthy()
    {
        await using var store = TestStore.CreateUnmigrated();
        var result = await new StoreHealth(store).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
    }

    [Fact]
    public async Task Stopping_ProgramThatStops_IsUnhealthy()
    {
        using var host = Host.CreateEmptyApplicationBuilder(null).Build();
        var program = host.Services.GetRequiredService<IHostApplicationLifetime>();
        Assert.Equal(HealthStatus.Healthy, (await new StoppingHealth(program).CheckHealthAsync(new HealthCheckContext())).Status);
        program.StopApplication();
        Assert.Equal(HealthStatus.Unhealthy, (await new StoppingHealth(program).CheckHealthAsync(new HealthCheckContext())).Status);
    }
}
