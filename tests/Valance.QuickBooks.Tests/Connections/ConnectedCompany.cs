using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Valance.QuickBooks.Tests.Connections;

/// <summary>A company whose API and token server are played on real HTTP: access token N is good after N renewals.</summary>
internal sealed class ConnectedCompany : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _renewals;

    private ConnectedCompany(RecordedServer server, FakeTimeProvider time)
    {
        (Server, Time) = (server, time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ITokenStore>(Store);
        services.AddQuickBooksClient(settings =>
        {
            settings.LocalAddress = server.Address;
            settings.RedirectUri = new Uri("http://localhost:5080/quickbooks/back");
            settings.ReadRetries = 0;
        });
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Time { get; }

    public MemoryTokenStore Store { get; } = new();

    public RecordedServer Server { get; private set; }

    /// <summary>What the token server answers instead of tokens.</summary>
    public (int Status, string Body)? TokenAnswer { get; set; }

    /// <summary>The only access token that the API takes; null for any.</summary>
    public string? GoodToken { get; set; }

    public QuickBooksOAuth OAuth => _services.GetRequiredService<QuickBooksOAuth>();

    public QuickBooksClient Client => _services.GetRequiredService<QuickBooksClientFactory>().For("123");

    public IReadOnlyList<Asked> TokenRequests => [.. Server.Requests.Where(asked => asked.Path.StartsWith("/oauth2", StringComparison.Ordinal))];

    public IReadOnlyList<Asked> Calls => [.. Server.Requests.Where(asked => asked.Path.StartsWith("/v3", StringComparison.Ordinal))];

    public static async Task<ConnectedCompany> StartAsync()
    {
        ConnectedCompany? company = null;
        var server = await RecordedServer.StartAsync(context => company!.AnswerAsync(context));
        company = new ConnectedCompany(server, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        company.Store.Save("123", new AccessTokens("access-0", "refresh-0", company.Now.AddHours(1), company.Now.AddDays(100)));
        return company;
    }

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        Store.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/v2/oauth2/tokens/revoke", StringComparison.Ordinal))
        {
            return RecordedServer.PlayAsync(context, TokenAnswer?.Status ?? 200, TokenAnswer?.Body ?? "");
        }

        if (path.StartsWith("/oauth2", StringComparison.Ordinal))
        {
            var next = Interlocked.Increment(ref _renewals);
            return TokenAnswer is { } answer
                ? RecordedServer.PlayAsync(context, answer.Status, answer.Body)
                : RecordedServer.PlayAsync(context, 200,
                    $$"""{"access_token":"access-{{next}}","refresh_token":"refresh-{{next}}","token_type":"bearer","expires_in":3600,"x_refresh_token_expires_in":8726400}""");
        }

        return GoodToken is null || string.Equals(context.Request.Headers.Authorization.ToString(), $"Bearer {GoodToken}", StringComparison.Ordinal)
            ? RecordedServer.PlayAsync(context, 200, """{"Term":{"Id":"3"}}""")
            : RecordedServer.PlayAsync(context, 401, """
                {"fault":{"error":[{"message":"message=AuthenticationFailed; errorCode=003200; statusCode=401","detail":"Token expired: access-0","code":"3200","element":null}],"type":"AUTHENTICATION"},"time":1601391072830}
                """);
    }
}
