using System.Security.Cryptography;
using System.Text;
using Valance.Core.ApiKeys;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;

namespace Valance.Web.Api.Idempotency;

/// <summary>
/// A POST with an Idempotency-Key is done once: the same request again within 24 hours gets the first one's answer, also if both come at the same moment.
/// What was refused is not kept, since nothing was done.
/// </summary>
internal static class IdempotentPosts
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than any request takes; the first one's end is then not known.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.TryGetValue(Header, out var named) || ApiCaller.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        var key = named.ToString();
        if (key.Length is 0 or > KeptAnswer.LongestKey)
        {
            await ApiProblem.Invalid([new(Header, "The Idempotency-Key has 1 to 200 characters.")]).WriteAsync(context);
            return;
        }

        var answers = context.RequestServices.GetRequiredService<KeepAnswers>();
        var digest = await DigestAsync(context);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            var (repeat, answer) = await answers.BeginAsync(caller.KeyId, key, digest, context.RequestAborted);
            switch (repeat)
            {
                case Repeat.First:
                    await DoAsync(context, next, answers, answer);
                    return;
                case Repeat.Answered:
                    await ReplayAsync(context, answer);
                    return;
                case Repeat.OtherRequest:
                    await ApiProblem.Of(
                        "idempotency-key-reused", "This Idempotency-Key stands for another request", StatusCodes.Status422UnprocessableEntity,
                        "A key stands for one request with one body. Choose a new one for each thing that is to be done.").WriteAsync(context);
                    return;
                case Repeat.UnderWay when waited >= Patience:
                    await ApiProblem.Conflict("The first request with this Idempotency-Key has not come to its end. Look whether it was done before you send it under another key.").WriteAsync(context);
                    return;
                default:
                    await Task.Delay(Pause, context.RequestServices.GetRequiredService<TimeProvider>(), context.RequestAborted);
                    break;
            }
        }
    }

    private static async Task DoAsync(HttpContext context, RequestDelegate next, KeepAnswers answers, KeptAnswer answer)
    {
        var outside = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        var isKept = false;
        try
        {
            await next(context);
            if (context.Response.StatusCode is >= 200 and < 300)
            {
                (answer.Status, answer.ContentType) = (context.Response.StatusCode, context.Response.ContentType ?? "");
                (answer.Location, answer.ETag) = (context.Response.Headers.Location.ToString(), context.Response.Headers.ETag.ToString());
                answer.Body = Encoding.UTF8.GetString(body.ToArray());
                // The program may have gone away: what was done is kept all the same.
                await answers.KeepAsync(answer, CancellationToken.None);
                isKept = true;
            }
        }
        finally
        {
            context.Response.Body = outside;
            if (!isKept)
            {
                await answers.LetGoAsync(answer, CancellationToken.None);
            }
        }

        body.Position = 0;
        await body.CopyToAsync(outside, context.RequestAborted);
    }

    private static Task ReplayAsync(HttpContext context, KeptAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status!.Value;
        response.Headers[ReplayedHeader] = "true";
        response.Headers.Location = answer.Location.Length > 0 ? answer.Location : default;
        response.Headers.ETag = answer.ETag.Length > 0 ? answer.ETag : default;
        response.ContentType = answer.ContentType.Length > 0 ? answer.ContentType : null;
        return response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<string> DigestAsync(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
