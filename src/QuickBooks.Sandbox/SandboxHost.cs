using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Control;
using QuickBooks.Sandbox.OAuth;
using QuickBooks.Sandbox.Screens;

namespace QuickBooks.Sandbox;

/// <summary>
/// A running QuickBooks Online simulator with its own web server. Works by itself and inside another ASP.NET process: it takes nothing from the
/// entry assembly, its content root or its environment.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxHost(WebApplication app, SandboxBooks books)
    {
        this.app = app;
        Books = books;
        BaseAddress = new Uri(app.Urls.First().TrimEnd('/') + "/");
    }

    /// <summary>The address with the real port; API, OAuth and screens are below it.</summary>
    public Uri BaseAddress { get; }

    /// <summary>All addresses that it listens on.</summary>
    public IReadOnlyCollection<string> Addresses => [.. app.Urls];

    /// <summary>Control from within the process.</summary>
    public SandboxBooks Books { get; }

    /// <summary>Starts to listen; throws <see cref="IOException"/> when the port is taken.</summary>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var books = new SandboxBooks(options);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
            {
                ApplicationName = typeof(SandboxHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            });
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
            var certificate = LocalCertificate.For(options);
            if (certificate is not null)
            {
                builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
            }

            builder.Services.AddRouting();
            builder.Services.AddControl();
            var server = builder.Build();
            foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                server.Urls.Add(url);
            }

            server.UseRouting();
            ApiRoutes.Map(server, books);
            OAuthRoutes.Map(server, books);
            ControlRoutes.Map(server, books);
            LocalCertificate.Map(server, certificate);
            ScreenRoutes.Map(server, books);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return new SandboxHost(server, books);
        }
        catch
        {
            await books.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A client of the API of one company: its addresses are relative to /v3/company/{realmId}/, its token is fresh.</summary>
    /// <exception cref="ArgumentException">No such company.</exception>
    public HttpClient CreateClient(string realmId)
    {
        var token = (string)Books.IssueTokens(realmId)["access_token"]!;
        var client = new HttpClient { BaseAddress = new Uri(BaseAddress, $"v3/company/{realmId}/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.Accept.Add(new("application/json"));
        return client;
    }

    /// <summary>Every route below /control, as "GET /control/clock".</summary>
    internal IReadOnlyList<string> ControlEndpoints =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("control", StringComparison.Ordinal) ?? false)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}"))];

    /// <summary>Completes when the process is asked to end (Ctrl+C).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        await Books.DisposeAsync().ConfigureAwait(false);
    }
}
