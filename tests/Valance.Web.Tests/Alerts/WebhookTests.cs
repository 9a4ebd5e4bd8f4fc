using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Data;
using Valance.TestKit;
using Valance.Web.Alerts.Webhooks;

namespace Valance.Web.Tests.Alerts;

/// <summary>A dealer's other program over real HTTP, and the posts that it gets.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private readonly List<(string Delivery, string Event, string Signature, string Body)> _got = [];
    private readonly WebhookSettings _settings = new() { AllowPrivate = true };
    private TestStore _store = null!;
    private TestData _data = null!;
    private Actor _administrator = null!;
    private WebApplication _program = null!;
    private ServiceProvider _services = null!;
    private int _answer = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Address => _program.Urls.Single() + "/hook";

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _administrator = await _data.ActorAsync(Role.AccountAdministrator, "Ada Admin");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _program = builder.Build();
        _program.MapPost("/hook", TakeAsync);
        await _program.StartAsync(Ct);
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(_time).AddSingleton<IDbContextFactory<ValanceDb>>(_store);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton(_settings).AddSingleton<WebhookSecrets>().AddSingleton<SaveWebhook>().AddSingleton<SendWebhooks>();
        services.AddHttpClient(WebhookClient.Name, WebhookClient.Configure).ConfigurePrimaryHttpMessageHandler(() => WebhookClient.Handler(_settings));
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _program.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Send_Post_IsSignedOverTimeAndBody()
    {
        var secret = (await SaveAsync()).Secret!;
        await QueueAsync();

        Assert.Equal(1, await SendAsync());

        var (delivery, name, signature, body) = Assert.Single(_got);
        var parts = signature.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"))), parts["v1"]);
        Assert.InRange(long.Parse(parts["t"], CultureInfo.InvariantCulture), _time.GetUtcNow().ToUnixTimeSeconds() - 120, _time.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal("test", name);
        Assert.Contains(delivery, body, StringComparison.Ordinal);
        await using var db = _store.CreateDbContext();
        Assert.DoesNotContain(secret, (await db.Webhooks.SingleAsync(Ct)).ProtectedSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ProgramIsAway_IsTriedAgainLaterUnderTheSameIdInOrder()
    {
        await SaveAsync();
        var first = await QueueAsync();
        var second = await QueueAsync();
        _answer = 503;
        Assert.Equal(0, await SendAsync());
        Assert.Equal(0, await SendAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (HttpStatusCode)_answer);

        _answer = 204;
        _time.Forward(SendWebhooks.PauseAfter(1));
        Assert.Equal(2, await SendAsync());

        Assert.Equal([first.DeliveryId, second.DeliveryId], _got.Where(g => g.Signature.Length > 0).Select(g => g.Delivery).TakeLast(2));
        Assert.Equal(2, _got.Count(g => g.Delivery == first.DeliveryId));
        await using var db = _store.CreateDbContext();
        var kept = await db.WebhookDeliveries.SingleAsync(d => d.Id == first.Id, Ct);
        Assert.Equal((2, true, "HTTP 204"), (kept.Attempts, kept.IsDelivered, kept.LastAnswer));
    }

    [Fact]
    public async Task Send_NeverTaken_IsGivenUpAfterAboutTwoDays()
    {
        await SaveAsync();
        var post = await QueueAsync();
        _answer = 500;
        var pause = TimeSpan.Zero;
        for (var i = 1; i <= SendWebhooks.MostAttempts; i++)
        {
            await SendAsync();
            _time.Forward(SendWebhooks.PauseAfter(i));
            pause += SendWebhooks.PauseAfter(i);
        }

        await using var db = _store.CreateDbContext();
        var kept = await db.WebhookDeliveries.SingleAsync(d => d.Id == post.Id, Ct);
        Assert.Equal((SendWebhooks.MostAttempts, false, true), (kept.Attempts, kept.IsDelivered, kept.EndedAt is not null));
        Assert.InRange(pause.TotalDays, 1, 3);
        Assert.Equal(SendWebhooks.MostAttempts, _got.Count);
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await SaveAsync();
        await QueueAsync();
        _answer = 307;
        Assert.Equal(0, await SendAsync());
        Assert.Single(_got);
    }

    [Fact]
    public async Task Send_PrivateAddressWithoutTheSetting_IsNeverConnected()
    {
        await SaveAsync();
        var post = await QueueAsync();
        _settings.AllowPrivate = false;

        Assert.Equal(0, await SendAsync());
        using var client = new HttpClient(WebhookClient.Handler(_settings));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), Ct));

        Assert.Empty(_got);
        await using var db = _store.CreateDbContext();
        Assert.Contains("https://", (await db.WebhookDeliveries.SingleAsync(d => d.Id == post.Id, Ct)).LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ByOthersOrOff_IsRefusedOrEndsWhatWaits()
    {
        var save = _services.GetRequiredService<SaveWebhook>();
        var bookkeeper = await _data.ActorAsync(Role.Bookkeeper);
        Assert.Equal(Refusal.Forbidden, (await save.HandleAsync(bookkeeper, _data.Account.Id, Address, true, false, false, Ct)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await save.GetAsync(_administrator, _data.Account.Id + 1, Ct)).Refusal);
        Assert.Equal(Refusal.Invalid, (await save.TestAsync(_administrator, _data.Account.Id, Ct)).Refusal);
        Assert.NotNull((await SaveAsync()).Secret);
        await QueueAsync();

        Assert.Null((await SaveAsync(isOn: false)).Secret);
        await SendAsync();

        Assert.Empty(_got);
        var view = (await save.GetAsync(_administrator, _data.Account.Id, Ct)).Value;
        Assert.Equal((0, 1), (view.Waiting, view.Recent.Count));
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        _got.Add((request.Headers["Valance-Delivery"].ToString(), request.Headers["Valance-Event"].ToString(), request.Headers[WebhookSignature.Header].ToString(), await reader.ReadToEndAsync()));
        return _answer == 307 ? TypedResults.Redirect("/hook", permanent: false, preserveMethod: true) : TypedResults.StatusCode(_answer);
    }

    private Task<int> SendAsync() => _services.GetRequiredService<SendWebhooks>().HandleAsync(Ct);

    private async Task<WebhookSaved> SaveAsync(bool isOn = true)
    {
        var saved = await _services.GetRequiredService<SaveWebhook>().HandleAsync(_administrator, _data.Account.Id, Address, isOn, tellsJobs: true, newSecret: false, Ct);
        Assert.True(saved.IsDone, saved.ToString());
        return saved.Value;
    }

    private async Task<WebhookDelivery> QueueAsync()
    {
        var post = WebhookBodies.Test(_data.Account.Id, _time.GetUtcNow().UtcDateTime);
        await using var db = _store.CreateDbContext();
        db.WebhookDeliveries.Add(post);
        await db.SaveChangesAsync(Ct);
        return post;
    }
}
