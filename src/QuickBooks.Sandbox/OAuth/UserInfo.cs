using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>The person who gave the consent; which facts, the scopes say (Intuit's "OpenID Connect", user info).</summary>
internal static class UserInfo
{
    public const string Subject = "5f1e7c2a-0d43-4b7e-9a55-0c6d2b9e8f10";

    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var exchange = new OAuthExchange(context, books);
        var header = context.Request.Headers.Authorization.ToString();
        var (state, _, scope) = books.Tokens.Check(header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "");
        if (state != TokenState.Valid || !Scopes.Has(scope, "openid"))
        {
            // RFC 6750, 3.1.
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return exchange.Answer(401, new JsonObject { ["error"] = "invalid_token" });
        }

        var person = new JsonObject { ["sub"] = Subject };
        if (Scopes.Has(scope, "email"))
        {
            person["email"] = "owner@example.com";
            person["emailVerified"] = true;
        }

        if (Scopes.Has(scope, "profile"))
        {
            person["givenName"] = "Sandbox";
            person["familyName"] = "User";
        }

        if (Scopes.Has(scope, "phone"))
        {
            person["phoneNumber"] = "+1 6505550100";
            person["phoneNumberVerified"] = true;
        }

        if (Scopes.Has(scope, "address"))
        {
            person["address"] = new JsonObject
            {
                ["streetAddress"] = "2700 Example Avenue",
                ["locality"] = "Mountain View",
                ["region"] = "CA",
                ["postalCode"] = "94043",
                ["country"] = "US",
            };
        }

        return exchange.Answer(200, person);
    }
}
