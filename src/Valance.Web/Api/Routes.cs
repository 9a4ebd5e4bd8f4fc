using Valance.Core.Access;
using Valance.Web.Api.Answers;
using Valance.Web.SignIn;

namespace Valance.Web.Api;

/// <summary>What a route says about itself: its rule, its answers, its place in the reference.</summary>
internal static class Routes
{
    /// <summary>The same rule as a page's, decided in the same place.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route.RequireAuthorization(NeedsAttribute.PolicyOf(permission));

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status);

    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string name, string summary, string description = "") =>
        route.WithName(name).WithSummary(summary).WithDescription(description);

    public static TBuilder Refuses<TBuilder>(this TBuilder routes, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            routes.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ApiProblem), [ApiProblem.MediaType]));
        }

        return routes;
    }
}
