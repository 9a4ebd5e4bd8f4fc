using System.Diagnostics;
using System.Text;

namespace QuickBooks.Sandbox.Webhooks;

/// <summary>
/// Tells an app of changes: one notification at a time; what changes meanwhile waits, since "you may not receive subsequent events until you
/// correctly acknowledge the first" (Intuit's "Best practices"). Retries follow the sandbox's clock.
/// </summary>
public sealed class WebhookSender : IAsyncDisposable
{
    private const int KeptDeliveries = 500;
    private const int MaxEventsInAPost = 500;

    /// <summary>A clock that is set from outside gives no sign: so much real time may pass before it is looked at again.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<WebhookEvent> waiting = new();
    private readonly Queue<WebhookDelivery> deliveries = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource ending = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SandboxClock clock;
    private readonly Func<string, bool> isConnected;
    private readonly Task work;
    private WebhookSettings settings = new();
    private WebhookPost? open;
    private long last;

    internal WebhookSender(SandboxClock clock, Func<string, bool> isConnected)
    {
        this.clock = clock;
        this.isConnected = isConnected;
        clock.Moved += Wake;
        work = Task.Run(Work, CancellationToken.None);
    }

    /// <summary>Where and how it is sent. Another address takes over what waits; none drops it.</summary>
    public WebhookSettings Settings
    {
        get
        {
            lock (gate)
            {
                return settings;
            }
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (gate)
            {
                settings = value;
                if (value.Url is null)
                {
                    waiting.Clear();
                    open = null;
                }
            }

            Wake();
        }
    }

    /// <summary>The latest attempts, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries
    {
        get
        {
            lock (gate)
            {
                return [.. deliveries];
            }
        }
    }

    /// <summary>Changes that no app has acknowledged yet.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count + (open?.Events.Count ?? 0);
            }
        }
    }

    internal bool IsOn => Settings.Url is not null;

    /// <summary>Tries at once what waits for its next attempt.</summary>
    public void RetryNow()
    {
        lock (gate)
        {
            if (open is not null)
            {
                open.Due = clock.GetUtcNow();
            }
        }

        Wake();
    }

    /// <summary>Forgets the log of attempts.</summary>
    public void ClearDeliveries()
    {
        lock (gate)
        {
            deliveries.Clear();
        }
    }

    /// <summary>Sends an event without a change in the books, as "Send test events" in Intuit's portal does.</summary>
    public void SendTest(string realmId, string entity = "Customer", string id = "1") => Enqueue(new WebhookEvent(realmId, entity, id, "Update", clock.GetUtcNow()));

    /// <summary>Only companies that are connected to the app are told of.</summary>
    internal void Tell(string realmId, string entity, string id, string operation, string? deletedId = null)
    {
        var now = Settings;
        if (now.Url is not null && WebhookEvent.IsTold(entity, operation)
            && (now.Entities?.Contains(entity, StringComparer.OrdinalIgnoreCase) ?? true) && isConnected(realmId))
        {
            Enqueue(new WebhookEvent(realmId, entity, id, operation, clock.GetUtcNow(), deletedId));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        clock.Moved -= Wake;
        await ending.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        http.Dispose();
        ending.Dispose();
        wake.Dispose();
    }

    private void Enqueue(WebhookEvent change)
    {
        lock (gate)
        {
            waiting.Enqueue(change);
        }

        Wake();
    }

    private void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    private async Task Work()
    {
        try
        {
            while (true)
            {
                if (Next(out var sleep) is { } post)
                {
                    await Send(post).ConfigureAwait(false);
                }
                else
                {
                    await wake.WaitAsync(sleep, ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The sandbox ends; what waits is lost with it.
        }
    }

    /// <summary>The notification that is due now, or null and how long to sleep.</summary>
    private WebhookPost? Next(out TimeSpan sleep)
    {
        lock (gate)
        {
            sleep = Timeout.InfiniteTimeSpan;
            if (settings.Url is null || (open is null && waiting.Count == 0))
            {
                return null;
            }

            var now = clock.GetUtcNow();
            open ??= Compose(now);
            if (open.Due <= now)
            {
                return open;
            }

            var left = clock.Speed > 0 ? (open.Due - now) / clock.Speed : LongestSleep;
            sleep = left < LongestSleep ? left : LongestSleep;
            return null;
        }
    }

    private WebhookPost Compose(DateTimeOffset now)
    {
        var events = new List<WebhookEvent>();
        while (events.Count < MaxEventsInAPost && waiting.TryPeek(out var next)
            && (!settings.OneCompanyPerPost || events.Count == 0 || string.Equals(events[0].RealmId, next.RealmId, StringComparison.Ordinal)))
        {
            events.Add(waiting.Dequeue());
        }

        return new WebhookPost(events, WebhookBody.Of(events, settings.Format), now);
    }

    private async Task Send(WebhookPost post)
    {
        var now = Settings;
        if (now.Url is not { } url)
        {
            return;
        }

        var at = clock.GetUtcNow();
        var next = post.Begin(at);
        var signature = WebhookBody.Sign(post.Body, now.Verifier);
        var started = Stopwatch.GetTimestamp();
        var (status, problem) = await Post(url, post.Body, signature, TimeSpan.FromSeconds(now.TimeoutSeconds)).ConfigureAwait(false);
        lock (gate)
        {
            post.Due = next;
            if (problem.Length == 0 && ReferenceEquals(open, post))
            {
                open = null;
            }

            deliveries.Enqueue(new WebhookDelivery
            {
                Number = ++last,
                At = at,
                Url = url,
                Attempt = post.Attempts,
                Changes = post.Events.Count,
                Body = Encoding.UTF8.GetString(post.Body),
                Signature = signature,
                Status = status,
                Problem = problem,
                NextAttempt = problem.Length == 0 ? null : next,
                Took = Stopwatch.GetElapsedTime(started),
            });
            while (deliveries.Count > KeptDeliveries)
            {
                deliveries.Dequeue();
            }
        }
    }

    private async Task<(int Status, string Problem)> Post(Uri url, byte[] body, string signature, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("intuit-signature", signature);
            request.Headers.UserAgent.ParseAdd("intuit_notification_server/1.0");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return (status, status == 200 ? "" : "Only 200 counts.");
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return (0, $"No answer within {patience.TotalSeconds:0.###} seconds.");
        }
        catch (HttpRequestException e)
        {
            return (0, e.Message);
        }
    }
}
