using System.Text.Json.Serialization;

namespace QuickBooks.Sandbox.Control;

/// <summary>What the control API needs: strict JSON, words for bad bodies, and its own description.</summary>
internal static class ControlServices
{
    public static void AddControl(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(document =>
        {
            document.ShouldInclude = description => description.RelativePath?.StartsWith("control", StringComparison.Ordinal) ?? false;
            document.AddDocumentTransformer((description, _, _) =>
            {
                description.Info.Title = "QuickBooks Sandbox: control";
                description.Info.Description =
                    "Companies, tokens, faults on request, rule switches, clock, limits, request log and webhooks of a running sandbox. The real QuickBooks Online has none of this. "
                    + "It answers on loopback only or, where a control key is set, to whoever sends it in the header X-Control-Key.";
                description.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
    }
}
