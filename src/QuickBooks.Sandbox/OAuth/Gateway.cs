using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>What stands before the service: it knows tokens and companies, and answers in its own form (facts page, "Two error bodies").</summary>
internal static class Gateway
{
    public static Answer? Refusal(HttpContext context, SandboxBooks books, string realm, DateTimeOffset now)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Authentication("Missing Authorization header or token", now);
        }

        var token = header["Bearer ".Length..].Trim();
        var (state, tokenRealm, _) = books.Tokens.Check(token);
        return state switch
        {
            TokenState.Unknown => Authentication("Token invalid: " + Head(token), now),
            TokenState.Expired => Authentication("Token expired: " + Head(token), now),
            _ when !string.Equals(tokenRealm, realm, StringComparison.Ordinal) || books.Company(realm) is null => Answer.Gateway(
                403, "ApplicationAuthorizationFailed", "3100", "The application is not authorized for this company.", "SERVICE", now),
            _ => null,
        };
    }

    /// <summary>Which of the two bodies a JSON 429 has is not known (facts page, "Not known"): a switch.</summary>
    public static Answer Throttled(DateTimeOffset now, Rules.RuleSwitches switches) => switches.ThrottledInServiceForm
        ? Answer.Fault([new ServiceError("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", TooMany, null, "SERVICE", 429)], now)
        : Answer.Gateway(429, "ThrottleExceeded", "3001", TooMany, "SERVICE", now);

    public static Answer Expired(DateTimeOffset now) => Authentication("Token expired: eyJl...", now);

    public static Answer Revoked(DateTimeOffset now) => Authentication("Token revoked: eyJl...", now);

    private const string TooMany = "You have reached the limit of requests. Wait 60 seconds.";

    private static Answer Authentication(string detail, DateTimeOffset now) =>
        Answer.Gateway(401, "AuthenticationFailed", "3200", detail, "AUTHENTICATION", now);

    /// <summary>Never the whole token: answers are logged.</summary>
    private static string Head(string token) => token.Length > 8 ? token[..4] + "..." : "...";
}
