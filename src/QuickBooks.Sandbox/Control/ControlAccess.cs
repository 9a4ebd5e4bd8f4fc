using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QuickBooks.Sandbox.Control;

/// <summary>Who may control the sandbox and see its screens: loopback, or who has the key.</summary>
internal static class ControlAccess
{
    /// <summary>Set by the page that asks a person for the key.</summary>
    public const string KeyCookie = "sandbox-key";

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

            return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(key));
        }

        var host = context.Request.Host.Host;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));
    }

    /// <summary>Before everything below /control: the key first, and words for a body that cannot be read.</summary>
    public static async Task Guard(HttpContext context, SandboxBooks books, RequestDelegate next)
    {
        if (!IsAllowed(context, books))
        {
            await Problem(context, 403, "Control answers on loopback only, or with the header X-Control-Key where a key is set.");
            return;
        }

        // A page elsewhere in the same browser must not press these buttons.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site")
        {
            await Problem(context, 403, "Control does not answer to a page of another site.");
            return;
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problem(context, e.StatusCode, e.InnerException is JsonException json ? json.Message : "The body must be a JSON object of the kind that /control/openapi.json describes.");
        }
    }

    private static Task Problem(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ControlProblem(text), context.RequestAborted);
    }
}
