using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>Gives a usable access token; with <paramref name="refused"/> one that is not the token that QuickBooks just refused.</summary>
internal delegate Task<QuickBooksAnswer<string>> AccessTokenSource(string? refused, CancellationToken ct);

/// <summary>Sends one company's requests and turns whatever happens into an answer.</summary>
internal sealed class CompanyTransport(
    HttpClient http, string realmId, AccessTokenSource tokens, QuickBooksSettings settings, TimeProvider time)
{
    public string RealmId => realmId;

    public async Task<QuickBooksAnswer<JsonElement>> SendAsync(QuickBooksRequest request, CancellationToken ct)
    {
        var token = await tokens(null, ct);
        if (!token.Succeeded)
        {
            return QuickBooksAnswer<JsonElement>.Refused(token.Refusal);
        }

        var answer = await SendOnceAsync(request, token.Value, tries: 1, ct);
        if (answer.Exchange.Status != 401)
        {
            return answer;
        }

        // The token died before its time (revoked, or the clocks differ). 401 comes from the gateway, so nothing was done yet.
        var renewed = await tokens(token.Value, ct);
        return renewed.Succeeded
            ? await SendOnceAsync(request, renewed.Value, tries: 2, ct)
            : QuickBooksAnswer<JsonElement>.Refused(renewed.Refusal with { Exchange = answer.Exchange });
    }

    private async Task<QuickBooksAnswer<JsonElement>> SendOnceAsync(QuickBooksRequest request, string token, int tries, CancellationToken ct)
    {
        var path = request.PathAndQuery(realmId, settings.MinorVersion);
        var exchange = new Exchange
        {
            RequestLine = $"{request.Method} {path}",
            RequestBody = Redaction.Bounded(request.Body),
            RequestId = request.IsRead ? null : request.Options.RequestId,
            SentAt = time.GetUtcNow().UtcDateTime,
            Tries = tries,
        };
        var start = time.GetTimestamp();
        using var limit = new CancellationTokenSource(settings.TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var message = request.Message(path, token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            exchange = exchange with { Status = (int)response.StatusCode, IntuitTid = Header(response, "intuit_tid") };
            var body = await response.Content.ReadAsStringAsync(both.Token);
            exchange = exchange with { ResponseBody = Redaction.Bounded(body, token), Duration = time.GetElapsedTime(start) };
            var refusal = FaultReader.Read((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, out var root);
            return refusal is null
                ? QuickBooksAnswer<JsonElement>.Of(root, exchange)
                : QuickBooksAnswer<JsonElement>.Refused(refusal with { Exchange = exchange, RetryAfter = RetryAfter(response, refusal) });
        }
        catch (Exception failure) when (MissingAnswer.Cause(failure) is { } cause)
        {
            ct.ThrowIfCancellationRequested();
            exchange = exchange with { Duration = time.GetElapsedTime(start) };
            return QuickBooksAnswer<JsonElement>.Refused(MissingAnswer.Refusal(cause, failure, exchange));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response, QuickBooksRefusal refusal) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        // Intuit documents no header, but a minute.
        _ => refusal.Kind == RefusalKind.Throttled ? TimeSpan.FromMinutes(1) : null,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
