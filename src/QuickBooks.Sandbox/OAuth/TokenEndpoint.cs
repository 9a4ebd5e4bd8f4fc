using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>Codes and refresh tokens become tokens; tokens are revoked.</summary>
internal static class TokenEndpoint
{
    public static async Task Token(HttpContext context, SandboxBooks books)
    {
        var exchange = new OAuthExchange(context, books);
        await exchange.Read(jsonToo: false);
        var rule = books.Faults.AtTheDoor("", "token", null);
        if (rule is not null && await Fails(context, exchange, rule))
        {
            return;
        }

        if (!exchange.HasClient())
        {
            // Recorded: intuit/oauth-rubyclient issue 14.
            await exchange.Answer(401, Error("invalid_client"));
            return;
        }

        var (tokens, error) = Redeem(exchange, books, HardEndWanted(context));
        if (rule?.Kind == FaultKind.LostAnswer)
        {
            // The refresh token has rotated, and nobody was told.
            exchange.Cut($"Asked for: {rule.Kind} (fault {rule.Id}).");
            return;
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.Pragma = "no-cache";
        await exchange.Answer(tokens is null ? 400 : 200, tokens ?? Error(error!));
    }

    /// <summary>200 with an empty body; a token that is not known: 400, and an empty body too (recorded: intuit/oauth-jsclient issue 71).</summary>
    public static async Task Revoke(HttpContext context, SandboxBooks books)
    {
        var exchange = new OAuthExchange(context, books);
        await exchange.Read(jsonToo: true);
        if (!exchange.HasClient())
        {
            await exchange.Answer(401, Error("invalid_client"));
        }
        else if (books.Tokens.Revoke(exchange.Field("token") ?? ""))
        {
            await exchange.Answer(200, null, "The grant is ended: all its tokens are dead.");
        }
        else
        {
            await exchange.Answer(400, null, "The token is missing, not known, or revoked already.");
        }
    }

    private static JsonObject Error(string code) => new() { ["error"] = code };

    /// <summary>Errors: RFC 6749, 5.2; a dead refresh token is `{"error":"invalid_grant"}` and nothing more (facts page, "OAuth 2").</summary>
    private static (JsonObject? Tokens, string? Error) Redeem(OAuthExchange exchange, SandboxBooks books, bool hardEnd)
    {
        switch (exchange.Field("grant_type"))
        {
            case "authorization_code" when exchange.Field("code") is { Length: > 0 } code && exchange.Field("redirect_uri") is { Length: > 0 } redirect:
                return (books.Tokens.Redeem(code, redirect, hardEnd), "invalid_grant");
            case "refresh_token" when exchange.Field("refresh_token") is { Length: > 0 } refresh:
                return (books.Tokens.Refresh(refresh, hardEnd), "invalid_grant");
            case "authorization_code" or "refresh_token" or null or "":
                return (null, "invalid_request");
            default:
                return (null, "unsupported_grant_type");
        }
    }

    /// <summary>Who asks with this header is told when the refresh token ends for good (Intuit's intuit-oauth, from 4.2.4).</summary>
    private static bool HardEndWanted(HttpContext context) =>
        string.Equals(context.Request.Headers["x-include-refresh-token-hard-expires-in"].ToString(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Faults asked for at the token endpoint; false where it shall go on.</summary>
    private static async Task<bool> Fails(HttpContext context, OAuthExchange exchange, FaultRule rule)
    {
        await Task.Delay(rule.LatencyMs, context.RequestAborted);
        var why = $"Asked for: {rule.Kind} (fault {rule.Id}).";
        switch (rule.Kind)
        {
            case FaultKind.Latency or FaultKind.LostAnswer:
                return false;
            case FaultKind.Cut:
                exchange.Cut(why);
                return true;
            case FaultKind.Html:
                var page = FaultAnswers.Html(rule.Status ?? 502);
                exchange.Record(page.Status, null, why);
                context.Response.StatusCode = page.Status;
                context.Response.ContentType = page.ContentType;
                await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
                return true;
            default:
                await exchange.Answer(rule.Status ?? 400, Error(rule.Code), why);
                return true;
        }
    }
}
