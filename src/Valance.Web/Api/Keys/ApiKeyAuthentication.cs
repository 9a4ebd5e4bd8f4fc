using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Valance.Core.Access;
using Valance.Core.ApiKeys;
using Valance.Web.Api.Answers;
using Valance.Web.SignIn;

namespace Valance.Web.Api.Keys;

/// <summary>Knows a program by <c>Authorization: Bearer</c> and its key (RFC 6750). A person's cookie does not open the API: nobody can be led to call it unawares.</summary>
public sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, FindApiKey keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await keys.HandleAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(ApiCaller.PrincipalOf(key), Scheme))
            : AuthenticateResult.Fail("Unknown, revoked or ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Unauthorized.WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(a => NeedsAttribute.PermissionOf(a.Policy)).FirstOrDefault(p => p is not null);
        var scope = needed is { } permission ? ApiScopes.NeededFor(permission) : null;
        return ApiProblem.Forbidden(scope is null
            ? "An API key cannot do this; a person can, in Valance itself."
            : $"This key lacks the scope “{scope.Value.ToString().ToLowerInvariant()}”. The account administrator makes keys under Tools > API keys.").WriteAsync(Context);
    }
}
