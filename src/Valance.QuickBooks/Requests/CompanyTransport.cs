using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace Valance.QuickBooks;

/// <summary>Gives a usable access token; with <paramref name="refused"/> one that is not the token that QuickBooks just refused.</summary>
internal delegate Task<QuickBooksAnswer<string>> AccessTokenSource(string? refused, CancellationToken ct);

/// <summary>Sends one company's requests and turns whatever happens into an answer.</summary>
internal sealed class CompanyTransport
{
    private readonly HttpClient _http;
    private readonly AccessTokenSource _tokens;
    private readonly RequestBudget _budget;
    private readonly QuickBooksSettings _settings;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<QuickBooksAnswer<JsonElement>> _reads;

    public CompanyTransport(
        HttpClient http, string realmId, AccessTokenSource tokens, RequestBudget budget, QuickBooksSettings settings, TimeProvider time)
    {
        (_http, RealmId, _tokens, _budget, _settings, _time) = (http, realmId, tokens, budget, settings, time);
        _reads = Reads(settings, time);
    }

    public string RealmId { get; }

    public async Task<QuickBooksAnswer<JsonElement>> SendAsync(QuickBooksRequest request, CancellationToken ct)
    {
        using var call = QuickBooksTelemetry.Call($"{request.Method} {request.Resource}", RealmId);
        var tries = 0;
        // Only a read is repeated here. Whether a write whose answer was lost is sent again is for the caller, who looks for the record first.
        var answer = request.IsRead
            ? await _reads.ExecuteAsync(async inner => await WithTokenAsync(request, () => ++tries, inner), ct)
            : await WithTokenAsync(request, () => ++tries, ct);
        return call.Ended(answer);
    }

    private async Task<QuickBooksAnswer<JsonElement>> WithTokenAsync(QuickBooksRequest request, Func<int> count, CancellationToken ct)
    {
        var token = await _tokens(null, ct);
        if (!token.Succeeded)
        {
            return QuickBooksAnswer<JsonElement>.Refused(token.Refusal);
        }

        var answer = await SendOnceAsync(request, token.Value, count, ct);
        if (answer.Exchange.Status != 401)
        {
            return answer;
        }

        // The token died before its time (revoked, or the clocks differ). 401 comes from the gateway, so nothing was done yet.
        var renewed = await _tokens(token.Value, ct);
        return renewed.Succeeded
            ? await SendOnceAsync(request, renewed.Value, count, ct)
            : QuickBooksAnswer<JsonElement>.Refused(renewed.Refusal);
    }

    private async Task<QuickBooksAnswer<JsonElement>> SendOnceAsync(QuickBooksRequest request, string token, Func<int> count, CancellationToken ct)
    {
        var queued = _time.GetTimestamp();
        await _budget.WaitAsync(request.IsBatch, request.Options.Priority, ct);
        QuickBooksTelemetry.Waited(_time.GetElapsedTime(queued), request.Options.Priority);

        var path = request.PathAndQuery(RealmId, _settings.MinorVersion);
        var exchange = new Exchange
        {
            RequestLine = $"{request.Method} {path}",
            RequestBody = Redaction.Bounded(request.Body),
            RequestId = request.IsRead ? null : request.Options.RequestId,
            SentAt = _time.GetUtcNow().UtcDateTime,
            Tries = count(),
        };
        var start = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(_settings.TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var message = request.Message(path, token);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            exchange = exchange with { Status = (int)response.StatusCode, IntuitTid = Header(response, "intuit_tid") };
            // Read as what it must be, not as what it claims: a character set that nobody knows ("utf8") would throw.
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(both.Token));
            exchange = exchange with { ResponseBody = Redaction.Bounded(body, token), Duration = _time.GetElapsedTime(start) };
            var answer = Read(response, body, exchange);
            if (answer.Refusal is { Kind: RefusalKind.Throttled, RetryAfter: { } pause })
            {
                await _budget.CloseForAsync(pause, ct);
            }

            return answer;
        }
        catch (Exception failure) when (MissingAnswer.Cause(failure) is { } cause)
        {
            ct.ThrowIfCancellationRequested();
            exchange = exchange with { Duration = _time.GetElapsedTime(start) };
            return QuickBooksAnswer<JsonElement>.Refused(MissingAnswer.Refusal(cause, failure, exchange));
        }
    }

    private QuickBooksAnswer<JsonElement> Read(HttpResponseMessage response, string body, Exchange exchange)
    {
        var refusal = FaultReader.Read((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, out var root);
        if (refusal is null)
        {
            return QuickBooksAnswer<JsonElement>.Of(root, exchange);
        }

        return QuickBooksAnswer<JsonElement>.Refused(refusal with { Exchange = exchange, RetryAfter = RetryAfter(response, refusal) });
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response, QuickBooksRefusal refusal) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero,
        // Intuit documents no header, but a minute.
        _ => refusal.Kind == RefusalKind.Throttled ? TimeSpan.FromMinutes(1) : null,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static ResiliencePipeline<QuickBooksAnswer<JsonElement>> Reads(QuickBooksSettings settings, TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<QuickBooksAnswer<JsonElement>> { TimeProvider = time };
        return settings.ReadRetries == 0 ? pipeline.Build() : pipeline.AddRetry(new RetryStrategyOptions<QuickBooksAnswer<JsonElement>>
        {
            MaxRetryAttempts = settings.ReadRetries,
            Delay = settings.ReadRetryPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { Refusal: { NotSent: false } refusal } && IsPassing(refusal)),
        }).Build();
    }

    // A time-out is not repeated: the caller has waited two minutes already.
    private static bool IsPassing(QuickBooksRefusal refusal) =>
        refusal is { Kind: RefusalKind.NoAnswer, NoAnswer: not NoAnswerCause.TimedOut } or { Status: >= 500, Kind: not RefusalKind.NeedsReconnection };
}
