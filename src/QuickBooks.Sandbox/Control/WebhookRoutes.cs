using Microsoft.AspNetCore.Http.HttpResults;
using QuickBooks.Sandbox.Webhooks;

namespace QuickBooks.Sandbox.Control;

/// <summary>Control of webhooks: where they go, what was sent, test events.</summary>
internal static class WebhookRoutes
{
    public static void Map(RouteGroupBuilder control, SandboxBooks books)
    {
        var group = control.MapGroup("/webhooks").WithTags("Webhooks");
        group.MapGet("/", () => TypedResults.Ok(books.Webhooks.Settings)).WithName("readWebhooks").WithSummary("Where and how changes are told");
        group.MapPost("/", Results<Ok<WebhookSettings>, BadRequest<ControlProblem>> (WebhookSettings settings) =>
        {
            if (Problem(settings) is { } problem)
            {
                return ControlRoutes.Refused(problem);
            }

            books.Webhooks.Settings = settings;
            return TypedResults.Ok(settings);
        }).WithName("setWebhooks").WithSummary("Sets where and how changes are told; without url nothing is sent");
        group.MapDelete("/", () =>
        {
            books.Webhooks.Settings = new WebhookSettings();
            return TypedResults.Ok(books.Webhooks.Settings);
        }).WithName("stopWebhooks").WithSummary("Sends nothing more and drops what waits");
        group.MapGet("/waiting", () => TypedResults.Ok(new WebhookQueue(books.Webhooks.Waiting))).WithName("readWaiting").WithSummary("How many changes wait for the app");
        group.MapPost("/test", Results<Ok<WebhookQueue>, BadRequest<ControlProblem>> (TestEvent test) =>
        {
            if (books.Webhooks.Settings.Url is null || (test.RealmId ?? books.Companies.FirstOrDefault()?.RealmId) is not { } realm)
            {
                return ControlRoutes.Refused("Set the url first, and have a company.");
            }

            books.Webhooks.SendTest(realm, test.Entity ?? "Customer", test.Id ?? "1");
            return TypedResults.Ok(new WebhookQueue(books.Webhooks.Waiting));
        }).WithName("sendTestEvent").WithSummary("Sends an event without a change in the books");
        group.MapPost("/retry", () =>
        {
            books.Webhooks.RetryNow();
            return TypedResults.Ok(new WebhookQueue(books.Webhooks.Waiting));
        }).WithName("retryWebhooks").WithSummary("Tries at once what waits for its next attempt");
        group.MapGet("/deliveries", () => TypedResults.Ok(books.Webhooks.Deliveries)).WithName("listDeliveries").WithSummary("The latest attempts, oldest first");
        group.MapDelete("/deliveries", () =>
        {
            books.Webhooks.ClearDeliveries();
            return TypedResults.Ok(books.Webhooks.Deliveries);
        }).WithName("clearDeliveries").WithSummary("Forgets the log of attempts");
    }

    /// <summary>What is wrong with settings, for the control API and the screen alike.</summary>
    public static string? Problem(WebhookSettings settings)
    {
        if (settings.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            return "url: an absolute http or https address.";
        }

        if (settings.Entities?.FirstOrDefault(e => !WebhookEvent.Entities.Contains(e, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return $"entities: '{unknown}' is not told. Known: {string.Join(", ", WebhookEvent.Entities)}.";
        }

        return string.IsNullOrEmpty(settings.Verifier) ? "verifier: say the key of the signature."
            : settings.TimeoutSeconds is not (> 0 and <= 600) ? "timeoutSeconds: above 0, up to 600."
            : null;
    }
}
