using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Web.SignIn;

namespace Valance.Web.Tests.Site;

/// <summary>A screen that the running program has, by its route.</summary>
/// <param name="Needs">Null: anybody, or anybody who is signed in.</param>
public sealed record ScreenRoute(RoutePattern Pattern, Permission? Needs)
{
    public string Path => "/" + Pattern.RawText!.TrimStart('/');

    public bool IsForm => Path.EndsWith("/new", StringComparison.Ordinal) || Path.EndsWith("/edit", StringComparison.Ordinal);

    public bool HasId => Pattern.Parameters.Count > 0;

    /// <summary>What comes first in the path, as "customers" does for a customer's page.</summary>
    public string Place => Path.Split('/')[1];

    /// <param name="value">What stands for the parameter.</param>
    public string Address(long value) =>
        "/" + string.Join('/', Pattern.PathSegments.Select(s => s.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}

public static class ScreenRoutes
{
    public static IReadOnlyList<ScreenRoute> Of(SiteFixture site) =>
    [
        .. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is { } component && component.Type.Assembly == typeof(NeedsAttribute).Assembly)
            .Select(e => new ScreenRoute(e.RoutePattern, NeededBy(e)))
            .DistinctBy(r => r.Path, StringComparer.Ordinal),
    ];

    public static Permission? NeededBy(RouteEndpoint route) => route.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Select(a => NeedsAttribute.PermissionOf(a.Policy))
        .FirstOrDefault(p => p is not null);
}
