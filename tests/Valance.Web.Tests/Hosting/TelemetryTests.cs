using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Site_WithAnOtlpEndpoint_SendsItTracesAndMetricsAndAnswersForItsHealth()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await CollectorAsync(received);
        var folder = Directory.CreateTempSubdirectory("valance-telemetry-").FullName;
        await using (var app = Program.Build(["--urls", "http://127.0.0.1:0", "--data", folder, "--Telemetry:OtlpEndpoint", AddressOf(collector).ToString()]))
        {
            await app.PrepareStoreAsync(CancellationToken.None);
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = AddressOf(app) };
            using var live = await http.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            using var page = await http.GetAsync("/sign-in?returnUrl=%2Fcustomers%3Fq%3DForeman");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            // What is gathered is sent at the latest when the site stops.
            await app.StopAsync();
        }

        Assert.Contains("/sign-in", received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("Foreman", received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("/health/live", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("valance.jobs.lag", received["/v1/metrics"], StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // Protobuf keeps texts as they are.
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);
        });
        await collector.StartAsync();
        return collector;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
