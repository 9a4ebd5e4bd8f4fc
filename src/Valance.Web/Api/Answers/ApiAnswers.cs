using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Valance.Web.Api.Answers;

/// <summary>Whatever goes wrong under /api is answered as a problem: never a page, never a bare status.</summary>
public static partial class ApiAnswers
{
    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        try
        {
            await (Unrouted(context) ?? next)(context);
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await OfBadRequest(unreadable).WriteAsync(context);
        }
        catch (Exception defect) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
            Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiAnswers)), defect, context.Request.Path, trace);
            context.Response.Clear();
            await (ApiProblem.Of("defect", "A fault of the program", StatusCodes.Status500InternalServerError, "This is not your request's fault. Tell whoever runs this site the trace id.")
                with
            { TraceId = trace }).WriteAsync(context);
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await OfStatus(context).WriteAsync(context);
        }
    }

    /// <summary>An address that is none, or that is not taken so, holds nothing to protect: the site's rule for pages would lead a program to the sign-in page.</summary>
    private static RequestDelegate? Unrouted(HttpContext context) => context.GetEndpoint() switch
    {
        null => NotFoundAsync,
        // Of the framework, which answers 405 or 415 by them.
        { Metadata.Count: 0 } refused => refused.RequestDelegate,
        _ => null,
    };

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static ApiProblem OfBadRequest(BadHttpRequestException unreadable) => unreadable.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? ApiProblem.Of("too-large", "The body is too large", unreadable.StatusCode, "A body may have a million bytes.")
        : ApiProblem.Of("unreadable", "The request cannot be read", unreadable.StatusCode, "The request broke off, or is no HTTP that can be read.");

    private static ApiProblem OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiProblem.NotFound($"There is no {context.Request.Method} {context.Request.Path}. The addresses are listed under /api/reference."),
        StatusCodes.Status405MethodNotAllowed => ApiProblem.Of("method", "Not by this method", StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} does not take {context.Request.Method}."),
        StatusCodes.Status415UnsupportedMediaType => ApiProblem.Of("media-type", "Not JSON", StatusCodes.Status415UnsupportedMediaType, "Send the body as application/json."),
        var status => ApiProblem.Of("refused", "Refused", status, "The request could not be done."),
    };

    [LoggerMessage(LogLevel.Error, "{Path} failed; its caller was told the trace id {Trace}.")]
    private static partial void Failed(ILogger log, Exception defect, PathString path, string trace);
}
