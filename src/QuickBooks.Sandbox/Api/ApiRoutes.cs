using System.Diagnostics;
using System.Globalization;
using System.Text;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.OAuth;

namespace QuickBooks.Sandbox.Api;

/// <summary>The transport of the API: token, body, answer, record.</summary>
internal static class ApiRoutes
{
    private const int MaxRecorded = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, SandboxBooks books)
    {
        routes.Map("/v3/company/{realm}/{**rest}", context => Handle(context, books));
        routes.Map("/v3/{**rest}", context => NoSuchAddress(context, books));
    }

    /// <summary>The body of a 404 is not known (facts page, "Not known"): a switch.</summary>
    private static Task NoSuchAddress(HttpContext context, SandboxBooks books)
    {
        var answer = books.Rules.OutagesAreHtml
            ? FaultAnswers.Html(404)
            : Answer.Gateway(404, "NotFound", "404", "There is nothing at this address.", "SERVICE", books.Clock.GetUtcNow());
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        return context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private static async Task Handle(HttpContext context, SandboxBooks books)
    {
        var started = Stopwatch.GetTimestamp();
        var at = books.Clock.GetUtcNow();
        var realm = (string)context.Request.RouteValues["realm"]!;
        var (body, unread) = await RequestBody.Read(context, at);
        var request = Read(context, body);
        var rule = books.Faults.IsEmpty ? null : Met(books, realm, request);
        var isAnswered = rule is null or { Kind: FaultKind.LostAnswer or FaultKind.Latency };
        // The limits count a request when it arrives, however long its answer takes.
        var refused = unread is null && isAnswered ? AtTheDoor(context, books, realm, request, at) : unread;
        if (rule is { LatencyMs: > 0 })
        {
            await Task.Delay(rule.LatencyMs, context.RequestAborted);
        }

        Answer? answer;
        if (refused is not null)
        {
            answer = refused;
        }
        else if (!isAnswered)
        {
            answer = FaultAnswers.Of(rule!, books, realm, at);
        }
        else
        {
            answer = Respond(context, books, realm, request, at);
        }

        var cut = answer is null || rule?.Kind == FaultKind.LostAnswer;
        var number = books.Recorder.NextNumber();
        var tid = Tid(at, number);
        books.Recorder.Add(new RecordedRequest
        {
            Number = number,
            At = at,
            RealmId = realm,
            Method = request.Method,
            Path = request.FullPath + context.Request.QueryString.Value,
            RequestBody = Cut(request.Body),
            Status = cut ? 0 : answer!.Status,
            ResponseBody = Cut(answer?.Body ?? []),
            Why = rule is null ? answer!.Why : $"Asked for: {rule.Kind} (fault {rule.Id}). {answer?.Why}".TrimEnd(),
            Tid = tid,
            Took = Stopwatch.GetElapsedTime(started),
        });
        if (cut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer!.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        context.Response.Headers["intuit_tid"] = tid;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static FaultRule? Met(SandboxBooks books, string realm, ApiRequest request)
    {
        var (operation, entity) = CallName.Of(request);
        return books.Faults.AtTheDoor(realm, operation, entity);
    }

    private static Answer? AtTheDoor(HttpContext context, SandboxBooks books, string realm, ApiRequest request, DateTimeOffset at)
    {
        if (Gateway.Refusal(context, books, realm, at) is { } refused)
        {
            return refused;
        }

        var isBatch = string.Equals(request.Resource, "batch", StringComparison.OrdinalIgnoreCase);
        return books.Throttle.Refuses(realm, isBatch) ? Gateway.Throttled(at, books.Rules) : null;
    }

    private static Answer Respond(HttpContext context, SandboxBooks books, string realm, ApiRequest request, DateTimeOffset at)
    {
        var company = books.Company(realm)!;
        var isWrite = request.IsPost && !string.Equals(request.Resource, "query", StringComparison.OrdinalIgnoreCase);
        if (CompanyStates.Refusal(company.State, isWrite) is { } stopped)
        {
            return stopped.Status == 503 && books.Rules.OutagesAreHtml ? FaultAnswers.Html(503) : Answer.Fault([stopped], at);
        }

        if (context.Request.ContentType is { } type && type.Contains("xml", StringComparison.OrdinalIgnoreCase))
        {
            return Answer.NotModelled("XML bodies");
        }

        if (WantsXmlAlone(context.Request.Headers.Accept.ToString()))
        {
            return Answer.NotModelled("answers in XML; ask for application/json");
        }

        lock (company.Gate)
        {
            try
            {
                return CompanyApi.Handle(company, request);
            }
            catch (Exception defect) when (defect is not OutOfMemoryException)
            {
                // The sandbox's own fault, and said so: no one shall look for it in a client.
                return new Answer(500, Json.Bytes(new System.Text.Json.Nodes.JsonObject { ["sandboxDefect"] = defect.ToString() }))
                {
                    IsFault = true,
                    Why = "Defect of the sandbox: " + defect.Message,
                };
            }
        }
    }

    /// <summary>The real service answers in XML to who does not ask for JSON; the sandbox answers in JSON, unless nothing but XML is taken.</summary>
    private static bool WantsXmlAlone(string accept) =>
        accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal);

    private static ApiRequest Read(HttpContext context, byte[] body)
    {
        var rest = ((string?)context.Request.RouteValues["rest"] ?? "").Trim('/');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in context.Request.Query)
        {
            parameters[name.ToLowerInvariant()] = values.ToString();
        }

        return new ApiRequest(
            context.Request.Method,
            slash < 0 ? rest : rest[..slash],
            slash < 0 ? null : rest[(slash + 1)..],
            parameters,
            body,
            context.Request.Path.Value ?? "");
    }

    private static string Cut(byte[] bytes) => Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, MaxRecorded));

    /// <summary>Like 1-5f733be9-e9e7... (recorded): a time and a number in hexadecimal.</summary>
    private static string Tid(DateTimeOffset at, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"1-{at.ToUnixTimeSeconds():x8}-{number:x24}");
}
