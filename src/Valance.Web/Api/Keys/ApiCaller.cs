using System.Globalization;
using System.Security.Claims;
using Valance.Core.Access;
using Valance.Core.ApiKeys;

namespace Valance.Web.Api.Keys;

/// <summary>The program that calls, by its key. An endpoint takes it as a parameter.</summary>
public sealed record ApiCaller(long KeyId, Actor Actor)
{
    private const string KeyClaim = "valance:api-key";
    private const string AccountClaim = "valance:account";
    private const string ScopesClaim = "valance:scopes";

    /// <summary>Bound by the framework. Routes of the API need a key, so that none is a defect here.</summary>
    public static ValueTask<ApiCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    public static ApiCaller? Of(ClaimsPrincipal person) =>
        NumberOf(person, KeyClaim) is { } key && ScopesOf(person) is { } scopes
            ? new(key, new Actor(null, person.FindFirstValue(ClaimTypes.Name) ?? "", Role.AccountAdministrator, NumberOf(person, AccountClaim)) { Scopes = scopes })
            : null;

    /// <summary>Null for people.</summary>
    public static ApiScope? ScopesOf(ClaimsPrincipal person) => NumberOf(person, ScopesClaim) is { } scopes ? (ApiScope)scopes : null;

    public static ClaimsPrincipal PrincipalOf(ApiKey key)
    {
        var actor = key.AsActor();
        return new(new ClaimsIdentity(
            [
                new(ClaimTypes.Name, actor.Name),
                new(ClaimTypes.Role, actor.Role.ToString()),
                new(KeyClaim, Text(key.Id)),
                new(AccountClaim, Text(key.AccountId)),
                new(ScopesClaim, Text((long)key.Scopes)),
            ],
            ApiKeyAuthentication.Scheme));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? NumberOf(ClaimsPrincipal person, string claim) =>
        long.TryParse(person.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
