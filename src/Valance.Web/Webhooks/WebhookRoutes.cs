using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Valance.Export.Changes;
using Valance.QuickBooks;

namespace Valance.Web.Webhooks;

/// <summary>Where QuickBooks tells of changes. Open to anybody, but nothing without the right signature counts; the work is done later.</summary>
public static partial class WebhookRoutes
{
    public const string Path = "/quickbooks/webhooks";

    // Hundreds of changes come to some 100 KB.
    private const int LargestBody = 1 << 20;

    public static WebApplication MapQuickBooksWebhooks(this WebApplication app)
    {
        app.MapPost(Path, HearAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        return app;
    }

    private static async Task<Results<Ok, ContentHttpResult>> HearAsync(
        HttpRequest request, IOptions<QuickBooksSettings> settings, HearOfChanges hear, ILogger<HearOfChanges> log, CancellationToken ct)
    {
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, ct);
        }
        catch (BadHttpRequestException refused)
        {
            return TypedResults.Text("The body cannot be read.", statusCode: refused.StatusCode);
        }

        if (!ChangeNotices.AreSigned(body.GetBuffer().AsSpan(0, (int)body.Length), request.Headers[ChangeNotices.SignatureHeader], settings.Value.EffectiveWebhookVerifier))
        {
            NotSigned(log);
            return TypedResults.Text("The signature is not right.", statusCode: StatusCodes.Status401Unauthorized);
        }

        if (ChangeNotices.Read(body.ToArray()) is { } notices)
        {
            // Also where QuickBooks has stopped waiting: what it told is written down.
            await hear.HandleAsync(notices, CancellationToken.None);
        }
        else
        {
            // Signed, so it is QuickBooks': the same again would not be readable either.
            Unreadable(log);
        }

        return TypedResults.Ok();
    }

    [LoggerMessage(LogLevel.Warning, "A webhook without the right signature was refused. If QuickBooks sent it, QuickBooks:WebhookVerifier is not the app's verifier token.")]
    private static partial void NotSigned(ILogger log);

    [LoggerMessage(LogLevel.Warning, "A webhook of QuickBooks had a body that is not known. What changed is found at the next look.")]
    private static partial void Unreadable(ILogger log);
}
