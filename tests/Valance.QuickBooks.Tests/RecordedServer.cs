using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Valance.QuickBooks.Tests;

/// <summary>A real HTTP server on a free port that plays recorded answers and keeps what was asked.</summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Asked> _asked = new();

    private RecordedServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<Asked> Requests => [.. _asked];

    public Asked Only => Requests.Single();

    public static async Task<RecordedServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RecordedServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            server._asked.Enqueue(new Asked(
                context.Request.Method, context.Request.Path, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
                context.Request.Headers.Authorization.ToString(), context.Request.ContentType, body));
            await answer(context);
        });
        await app.StartAsync();
        return server;
    }

    public static Task<RecordedServer> StartAsync(int status, string body, string contentType = "application/json") =>
        StartAsync(context => PlayAsync(context, status, body, contentType));

    /// <summary>Each request gets the next body; the last one stays.</summary>
    public static Task<RecordedServer> StartAsync(params string[] bodies)
    {
        var next = -1;
        return StartAsync(context => PlayAsync(context, 200, bodies[Math.Min(Interlocked.Increment(ref next), bodies.Length - 1)]));
    }

    public static Task PlayAsync(HttpContext context, int status, string body, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers["intuit_tid"] = "1-5f733be9-e9e7";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>A client of company 123 that talks to this server with the token "token-1".</summary>
    public QuickBooksClient Client(QuickBooksSettings? settings = null, AccessTokenSource? tokens = null, RequestBudget? budget = null) =>
        ClientAt(Address, settings, tokens, budget);

    public static QuickBooksClient ClientAt(
        Uri address, QuickBooksSettings? settings = null, AccessTokenSource? tokens = null, RequestBudget? budget = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        tokens ??= (_, _) => Task.FromResult(QuickBooksAnswer<string>.Of("token-1", Exchange.None));
        budget ??= new RequestBudget(BudgetLimits.None, TimeProvider.System);
        settings ??= new QuickBooksSettings { ReadRetryPause = TimeSpan.FromMilliseconds(1) };
        return new QuickBooksClient(new CompanyTransport(http, "123", tokens, budget, settings, TimeProvider.System));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Asked(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, string Authorization, string? ContentType, string Body);
