
namespace QuickBooks.Sandbox.Screens;

/// <summary>The pages for people.</summary>
internal static class ScreenRoutes
{
    public static void Map(IEndpointRouteBuilder routes, SandboxBooks books) =>
        routes.MapGet("/", context => Page.Write(context, 200, "Companies",
            "<h1>Companies</h1><ul>" + string.Concat(books.Companies.Select(c => $"<li>{Page.E(c.Name)} ({c.RealmId})</li>")) + "</ul>"));
}
