using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Valance.Web.Api.Reference;

/// <summary>The OpenAPI document and the page that shows it. Both hold no dealer's data and are open to anybody; the page's scripts come from this site.</summary>
internal static class ReferenceSetup
{
    public const string DocumentPath = "/openapi/v1.json";
    public const string PagePath = "/api/reference";

    /// <summary>The page begins with a script of its own that stands in it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    public static IServiceCollection AddReference(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        // Generators are at home in 3.0; few know 3.1 by now.
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        document.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        document.AddDocumentTransformer(Describing.Document);
        document.AddOperationTransformer(Describing.Operation);
        document.AddSchemaTransformer(Describing.Schema);
    });

    public static WebApplication MapReference(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference(PagePath, page =>
        {
            page.Title = "Valance API";
            page.OpenApiRoutePattern = DocumentPath;
            page.DefaultFonts = false;
            page.HideClientButton = true;
            page.Telemetry = false;
            // What would send the document, or a reader's question, elsewhere.
            page.HideDeveloperTools().DisableAgent().DisableMcp();
        }).AllowAnonymous().Add(endpoint =>
        {
            var show = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return show(context);
            };
        });
        return app;
    }
}
