using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>Intuit's OAuth 2 and OpenID paths: discovery, consent, tokens, revocation, user info.</summary>
internal static class OAuthRoutes
{
    public static void Map(IEndpointRouteBuilder routes, SandboxBooks books)
    {
        foreach (var path in new[] { "/.well-known/openid_sandbox_configuration", "/.well-known/openid_configuration" })
        {
            routes.MapGet(path, context => Write(context, 200, Discovery(context)));
        }

        routes.MapGet("/connect/oauth2", context => ConsentPage.Show(context, books));
        routes.MapPost("/connect/oauth2", context => ConsentPage.Decide(context, books));
        routes.MapPost("/oauth2/v1/tokens/bearer", context => Token(context, books));
        routes.MapPost("/v2/oauth2/tokens/revoke", context => Revoke(context, books));
        routes.MapGet("/v1/openid_connect/userinfo", context => UserInfo(context, books));
        routes.MapGet("/op/v1/jwks", context => Write(context, 200, new JsonObject { ["keys"] = new JsonArray() }));
    }

    public static bool IsClient(SandboxBooks books, string? id, string? secret) =>
        Same(id, books.Options.ClientId) && Same(secret, books.Options.ClientSecret);

    private static JsonObject Discovery(HttpContext context)
    {
        var at = $"{context.Request.Scheme}://{context.Request.Host}";
        return new JsonObject
        {
            ["issuer"] = "https://oauth.platform.intuit.com/op/v1",
            ["authorization_endpoint"] = at + "/connect/oauth2",
            ["token_endpoint"] = at + "/oauth2/v1/tokens/bearer",
            ["userinfo_endpoint"] = at + "/v1/openid_connect/userinfo",
            ["revocation_endpoint"] = at + "/v2/oauth2/tokens/revoke",
            ["jwks_uri"] = at + "/op/v1/jwks",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["scopes_supported"] = new JsonArray("openid", "email", "profile", "address", "phone"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
            ["claims_supported"] = new JsonArray("aud", "exp", "iat", "iss", "realmid", "sub"),
        };
    }

    private static async Task Token(HttpContext context, SandboxBooks books)
    {
        var rule = books.Faults.AtTheDoor("", "token", null);
        if (rule is not null && await Fails(context, rule))
        {
            return;
        }

        var form = await Form(context);
        if (!HasClient(context, form, books))
        {
            await Write(context, 401, new JsonObject { ["error"] = "invalid_client" });
            return;
        }

        var tokens = form.GetValueOrDefault("grant_type") switch
        {
            "authorization_code" => books.Tokens.Redeem(form.GetValueOrDefault("code") ?? "", form.GetValueOrDefault("redirect_uri") ?? ""),
            "refresh_token" => books.Tokens.Refresh(form.GetValueOrDefault("refresh_token") ?? ""),
            _ => new JsonObject(),
        };
        if (rule?.Kind == FaultKind.LostAnswer)
        {
            // The refresh token has rotated, and nobody was told.
            context.Abort();
        }
        else if (tokens is { Count: > 0 })
        {
            context.Response.Headers.CacheControl = "no-cache, no-store";
            await Write(context, 200, tokens);
        }
        else
        {
            await Write(context, 400, tokens is null
                ? new JsonObject { ["error_description"] = "Incorrect Token type or clientID", ["error"] = "invalid_grant" }
                : new JsonObject { ["error"] = "unsupported_grant_type" });
        }
    }

    /// <summary>Faults asked for at the token endpoint; false where it shall go on.</summary>
    private static async Task<bool> Fails(HttpContext context, FaultRule rule)
    {
        await Task.Delay(rule.LatencyMs, context.RequestAborted);
        switch (rule.Kind)
        {
            case FaultKind.Latency or FaultKind.LostAnswer:
                return false;
            case FaultKind.Cut:
                context.Abort();
                return true;
            case FaultKind.Html:
                var page = FaultAnswers.Html(rule.Status ?? 502);
                context.Response.StatusCode = page.Status;
                context.Response.ContentType = page.ContentType;
                await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
                return true;
            default:
                await Write(context, rule.Status ?? 400, new JsonObject { ["error"] = rule.Code });
                return true;
        }
    }

    /// <summary>200 with an empty body; a token that is not known: 400 (Intuit's OAuth page).</summary>
    private static async Task Revoke(HttpContext context, SandboxBooks books)
    {
        var form = await Form(context);
        if (!HasClient(context, form, books))
        {
            await Write(context, 401, new JsonObject { ["error"] = "invalid_client" });
        }
        else if (!books.Tokens.Revoke(form.GetValueOrDefault("token") ?? ""))
        {
            await Write(context, 400, new JsonObject { ["error"] = "invalid_request" });
        }
    }

    private static async Task UserInfo(HttpContext context, SandboxBooks books)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var (state, realm, scope) = books.Tokens.Check(header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "");
        if (state != TokenState.Valid || !scope.Split(' ').Contains("openid", StringComparer.Ordinal))
        {
            await Write(context, 401, new JsonObject { ["error"] = "invalid_token" });
            return;
        }

        await Write(context, 200, new JsonObject
        {
            ["sub"] = "sandbox-user-" + realm,
            ["email"] = "owner@example.com",
            ["emailVerified"] = true,
            ["givenName"] = "Sandbox",
            ["familyName"] = "User",
        });
    }

    /// <summary>client_secret_basic or client_secret_post.</summary>
    private static bool HasClient(HttpContext context, Dictionary<string, string> form, SandboxBooks books)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return IsClient(books, form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret"));
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2 && IsClient(books, Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1]));
    }

    /// <summary>A form, or JSON as the revoke endpoint takes it.</summary>
    private static async Task<Dictionary<string, string>> Form(HttpContext context)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (context.Request.ContentLength > 64 * 1024)
        {
            return fields;
        }

        if (context.Request.HasFormContentType)
        {
            foreach (var (name, value) in await context.Request.ReadFormAsync(context.RequestAborted))
            {
                fields[name] = value.ToString();
            }

            return fields;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in body.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String))
                {
                    fields[member.Name] = member.Value.GetString()!;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No body, or none that can be read: the fields are missing, and the endpoint says so.
        }

        return fields;
    }

    private static Task Write(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        return context.Response.Body.WriteAsync(Json.Bytes(body), context.RequestAborted).AsTask();
    }

    private static bool Same(string? given, string expected) => given is not null
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
