using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Control;

/// <summary>The sandbox's own control, which the real service does not have. Loopback only, or with the key.</summary>
internal static class ControlRoutes
{
    /// <summary>Set by the page that asks a person for the key.</summary>
    public const string KeyCookie = "sandbox-key";

    public static void Map(IEndpointRouteBuilder routes, SandboxBooks books)
    {
        var group = routes.MapGroup("/control");
        group.MapGet("/companies", Guarded(books, context => Write(context, 200, new JsonArray(
            [.. books.Companies.Select(c => new JsonObject { ["name"] = c.Name, ["realmId"] = c.RealmId })]))));
        group.MapPost("/companies", Guarded(books, context => CreateCompany(context, books)));
        group.MapPost("/tokens", Guarded(books, context => IssueTokens(context, books)));
        FaultRoutes.Map(group, books);
    }

    /// <summary>Loopback is the connection's own address, and the host that the caller named: a page in a browser that rebinds a name gets nothing.</summary>
    public static bool IsAllowed(HttpContext context, SandboxBooks books)
    {
        if (books.Options.ControlKey is { Length: > 0 } key)
        {
            var given = Encoding.UTF8.GetBytes(context.Request.Headers["X-Control-Key"].ToString());
            if (given.Length == 0 && context.Request.Cookies[KeyCookie] is { } cookie)
            {
                var decoded = new byte[cookie.Length];
                given = Convert.TryFromBase64String(cookie, decoded, out var length) ? decoded[..length] : given;
            }

            return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(key));
        }

        var host = context.Request.Host.Host;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));
    }

    public static RequestDelegate Guarded(SandboxBooks books, RequestDelegate next) => async context =>
    {
        if (IsAllowed(context, books))
        {
            await next(context);
        }
        else
        {
            await Problem(context, 403, "Control answers on loopback only, or with the header X-Control-Key where a key is set.");
        }
    };

    public static Task Problem(HttpContext context, int status, string text) => Write(context, status, new JsonObject { ["error"] = text });

    public static Task Write(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(Json.Bytes(body), context.RequestAborted).AsTask();
    }

    /// <summary>Null, after an answer, where the body is no JSON object.</summary>
    public static async Task<JsonObject?> Body(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (JsonObject)Storage.Stored.Plain(body.RootElement)!;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Falls through to the refusal below.
        }

        await Problem(context, 400, "The body must be a JSON object.");
        return null;
    }

    private static async Task CreateCompany(HttpContext context, SandboxBooks books)
    {
        if (await Body(context) is not { } body)
        {
            return;
        }

        var name = body.Text("name")?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > 1024)
        {
            await Problem(context, 400, "name: say the company's name, at most 1024 characters.");
            return;
        }

        try
        {
            await Write(context, 200, new JsonObject { ["realmId"] = books.CreateCompany(name, body.Text("seed") ?? "empty") });
        }
        catch (ArgumentException e)
        {
            await Problem(context, 400, "seed: " + e.Message);
        }
    }

    private static async Task IssueTokens(HttpContext context, SandboxBooks books)
    {
        if (await Body(context) is not { } body)
        {
            return;
        }

        var realm = body.Text("realmId") ?? "";
        if (books.Company(realm) is null)
        {
            await Problem(context, 404, $"realmId: there is no company '{realm}'.");
            return;
        }

        await Write(context, 200, books.IssueTokens(realm));
    }
}
