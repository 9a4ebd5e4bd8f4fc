using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>Consent, tokens, renewal and revocation by OAuth 2.</summary>
/// <remarks>Source: Intuit, OAuth 2.0 for server-side apps. A dead code or token (<c>invalid_grant</c>) is <see cref="RefusalKind.NeedsReconnection"/>.</remarks>
public sealed class QuickBooksOAuth(IHttpClientFactory http, IOptions<QuickBooksSettings> options, TimeProvider time)
{
    public const string Scope = "com.intuit.quickbooks.accounting";
    internal const string HttpName = "Valance.QuickBooks.OAuth";

    private QuickBooksSettings Settings => options.Value;

    /// <summary>The consent page to which the browser is sent. It comes back with <c>code</c>, <c>state</c> and <c>realmId</c>, or <c>error</c>.</summary>
    /// <param name="state">Unguessable, kept in the person's session and compared on return.</param>
    /// <param name="redirect">Null for the one in the settings.</param>
    public Uri ConsentPage(string state, Uri? redirect = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(state);
        var query = string.Join('&', Form(
            ("client_id", Settings.ClientId), ("response_type", "code"), ("scope", Scope), ("redirect_uri", Redirect(redirect)), ("state", state))
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri($"{QuickBooksEnvironment.Of(Settings).AuthorizeAddress}?{query}");
    }

    /// <summary>Buys the first tokens with the code that came with the redirect; it lives some minutes and works once.</summary>
    public Task<QuickBooksAnswer<AccessTokens>> ExchangeAsync(string code, Uri? redirect = null, CancellationToken ct = default) =>
        TokensAsync(Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect(redirect))), ct);

    /// <summary>Buys the next tokens. The old refresh token may be dead from now on: keep the new one before anything else.</summary>
    public Task<QuickBooksAnswer<AccessTokens>> RenewAsync(AccessTokens tokens, CancellationToken ct = default) =>
        TokensAsync(Form(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)), ct);

    /// <summary>Takes the consent back: both tokens are dead afterwards.</summary>
    public async Task<QuickBooksAnswer<bool>> RevokeAsync(AccessTokens tokens, CancellationToken ct = default)
    {
        var form = Form(("token", tokens.RefreshToken));
        var sent = await SendAsync(QuickBooksEnvironment.Of(Settings).RevokeAddress, form, ct);
        // The answer is empty.
        return sent.Refusal is { Kind: RefusalKind.Unreadable, Unreadable: UnreadableBody.Empty, Status: 200 } || sent.Succeeded
            ? QuickBooksAnswer<bool>.Of(true, sent.Exchange)
            : QuickBooksAnswer<bool>.Refused(sent.Refusal!);
    }

    private async Task<QuickBooksAnswer<AccessTokens>> TokensAsync(List<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        var asked = time.GetUtcNow().UtcDateTime;
        var sent = await SendAsync(QuickBooksEnvironment.Of(Settings).TokenAddress, form, ct);
        return sent.Read(body => new AccessTokens(
            Text(body, "access_token"), Text(body, "refresh_token"),
            asked.AddSeconds(body.GetProperty("expires_in").GetInt64()),
            asked.AddSeconds(body.GetProperty("x_refresh_token_expires_in").GetInt64())));
    }

    private async Task<QuickBooksAnswer<JsonElement>> SendAsync(Uri address, List<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        var exchange = new Exchange
        {
            RequestLine = $"POST {address.AbsolutePath}",
            RequestBody = string.Join('&', form.Select(pair => $"{pair.Key}={(pair.Key is "grant_type" or "redirect_uri" ? pair.Value : "[left out]")}")),
            SentAt = time.GetUtcNow().UtcDateTime,
            Tries = 1,
        };
        var start = time.GetTimestamp();
        using var limit = new CancellationTokenSource(Settings.TokenTimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var call = QuickBooksTelemetry.Call("oauth");
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
            message.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Settings.ClientId}:{Settings.ClientSecret}")));
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var client = http.CreateClient(HttpName);
            using var response = await client.SendAsync(message, both.Token);
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(both.Token));
            exchange = exchange with
            {
                Status = (int)response.StatusCode,
                IntuitTid = response.Headers.TryGetValues("intuit_tid", out var tid) ? string.Join(',', tid) : null,
                ResponseBody = Redaction.Bounded(body),
                Duration = time.GetElapsedTime(start),
            };
            return call.Ended(OAuthAnswer.Read((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, exchange));
        }
        catch (Exception failure) when (MissingAnswer.Cause(failure) is { } cause)
        {
            ct.ThrowIfCancellationRequested();
            exchange = exchange with { Duration = time.GetElapsedTime(start) };
            return call.Ended(QuickBooksAnswer<JsonElement>.Refused(MissingAnswer.Refusal(cause, failure, exchange)));
        }
    }

    private string Redirect(Uri? redirect) => (redirect ?? Settings.RedirectUri)?.OriginalString
        ?? throw new InvalidOperationException("QuickBooks:RedirectUri is not set.");

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString() is { Length: > 0 } text
        ? text
        : throw new JsonException($"{name} is empty.");

    private static List<KeyValuePair<string, string>> Form(params (string Key, string Value)[] pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))];
}
