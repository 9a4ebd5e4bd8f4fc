using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>Intuit's OAuth 2 and OpenID paths: discovery, consent, tokens, revocation, user info, keys.</summary>
internal static class OAuthRoutes
{
    /// <summary>Both documents say the same but for the address of the user info (Intuit's discovery documents).</summary>
    private static readonly string[] DiscoveryPaths = ["/.well-known/openid_sandbox_configuration", "/.well-known/openid_configuration"];

    public static void Map(IEndpointRouteBuilder routes, SandboxBooks books)
    {
        foreach (var path in DiscoveryPaths)
        {
            routes.MapGet(path, context => new OAuthExchange(context, books).Answer(200, Discovery(context)));
        }

        routes.MapGet("/connect/oauth2", context => ConsentPage.Show(context, books));
        routes.MapPost("/connect/oauth2", context => ConsentPage.Decide(context, books));
        routes.MapPost("/oauth2/v1/tokens/bearer", context => TokenEndpoint.Token(context, books));
        routes.MapPost("/v2/oauth2/tokens/revoke", context => TokenEndpoint.Revoke(context, books));
        routes.MapGet("/v1/openid_connect/userinfo", context => UserInfo.Show(context, books));
        routes.MapGet("/op/v1/jwks", context => new OAuthExchange(context, books).Answer(200, books.IdTokens.KeySet()));
    }

    private static JsonObject Discovery(HttpContext context)
    {
        var at = $"{context.Request.Scheme}://{context.Request.Host}";
        return new JsonObject
        {
            ["issuer"] = IdTokens.Issuer,
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
}
