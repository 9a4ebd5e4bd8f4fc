using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace QuickBooks.Sandbox.Tests;

/// <summary>An app that is told of changes: a real web server that answers as a test wants.</summary>
public sealed class WebhookApp : IAsyncDisposable
{
    private readonly Channel<WebhookMessage> messages = Channel.CreateUnbounded<WebhookMessage>();
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication app;

    private WebhookApp()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(Receive);
    }

    public Uri Url { get; private set; } = null!;

    public int Status { get; set; } = 200;

    /// <summary>Answers wait until <see cref="Release"/>.</summary>
    public bool Hold { get; set; }

    public static async Task<WebhookApp> Start()
    {
        var made = new WebhookApp();
        await made.app.StartAsync();
        made.Url = new Uri(made.app.Urls.First() + "/hook");
        return made;
    }

    public async Task<WebhookMessage> Next()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await messages.Reader.ReadAsync(limit.Token);
    }

    public void Release()
    {
        Hold = false;
        release.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task Receive(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var status = Status;
        await messages.Writer.WriteAsync(new WebhookMessage(body, context.Request.Headers["intuit-signature"].ToString(), context.Request.ContentType ?? ""));
        if (Hold)
        {
            await release.Task;
        }

        context.Response.StatusCode = status;
    }
}

public sealed record WebhookMessage(string Body, string Signature, string ContentType);
