using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>One call to an OAuth endpoint: its fields, its answer, and its entry in the request log, without any secret.</summary>
internal sealed class OAuthExchange(HttpContext context, SandboxBooks books)
{
    private const int MaxBody = 64 * 1024;

    /// <summary>What may stand in the log; all other fields are shown as three stars.</summary>
    private static readonly string[] Harmless =
        ["grant_type", "redirect_uri", "token_type", "token_type_hint", "expires_in", "x_refresh_token_expires_in", "x_refresh_token_hard_expires_in", "error", "error_description"];

    private readonly long started = Stopwatch.GetTimestamp();
    private IReadOnlyDictionary<string, string> sent = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Field(string name) => sent.GetValueOrDefault(name);

    /// <summary>Reads a form, or JSON where the endpoint takes that too (revocation); without a body that can be read the fields are missing.</summary>
    public async Task Read(bool jsonToo)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            return;
        }

        if (context.Request.HasFormContentType)
        {
            try
            {
                var form = await context.Request.ReadFormAsync(context.RequestAborted);
                sent = form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
            }
            catch (InvalidDataException)
            {
                // A form beyond the limits has no fields, and the endpoint says which one it misses.
            }
        }
        else if (jsonToo)
        {
            sent = await ReadJson();
        }
    }

    /// <summary>client_secret_basic, with or without percent signs as RFC 6749 (2.3.1) wants them, or client_secret_post.</summary>
    public bool HasClient()
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return IsClient(Field("client_id"), Field("client_secret"));
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2
            && (IsClient(pair[0], pair[1]) || IsClient(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));
    }

    /// <summary>Content type, caching and intuit_tid as Intuit's own answers have them (recorded in intuit/oauth-jsclient issues 77 and 128).</summary>
    public async Task Answer(int status, JsonObject? body, string why = "")
    {
        var bytes = body is null ? [] : Json.Bytes(body);
        context.Response.StatusCode = status;
        context.Response.Headers["intuit_tid"] = Record(status, body, why);
        context.Response.ContentLength = bytes.Length;
        if (body is not null)
        {
            context.Response.ContentType = "application/json;charset=utf-8";
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>The caller gets no answer.</summary>
    public void Cut(string why)
    {
        Record(0, null, why);
        context.Abort();
    }

    public string Record(int status, JsonObject? body, string why)
    {
        var number = books.Recorder.NextNumber();
        var at = books.Clock.GetUtcNow();
        var tid = string.Create(CultureInfo.InvariantCulture, $"1-{at.ToUnixTimeSeconds():x8}-{number:x24}");
        books.Recorder.Add(new RecordedRequest
        {
            Number = number,
            At = at,
            RealmId = "",
            Method = context.Request.Method,
            Path = context.Request.Path.Value ?? "",
            RequestBody = sent.Count == 0 ? "" : Json.Write(new JsonObject(sent.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Key, Masked(f.Key, f.Value))))),
            Status = status,
            ResponseBody = body is null ? "" : Json.Write(new JsonObject(body.Select(f => KeyValuePair.Create(
                f.Key, f.Value is JsonValue value && value.TryGetValue(out string? text) ? Masked(f.Key, text) : f.Value?.DeepClone())))),
            Why = why.Length > 0 ? why : body.Text("error") ?? "",
            Tid = tid,
            Took = Stopwatch.GetElapsedTime(started),
        });
        return tid;
    }

    private JsonNode? Masked(string name, string value) =>
        Harmless.Contains(name, StringComparer.Ordinal) || context.Request.Path.StartsWithSegments("/.well-known", StringComparison.Ordinal) ? JsonValue.Create(value) : JsonValue.Create("***");

    private async Task<Dictionary<string, string>> ReadJson()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in body.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String))
                {
                    fields[member.Name] = member.Value.GetString()!;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No body, or none that can be read: the fields are missing, and the endpoint says so.
        }

        return fields;
    }

    private bool IsClient(string? id, string? secret) => Same(id, books.Options.ClientId) && Same(secret, books.Options.ClientSecret);

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
