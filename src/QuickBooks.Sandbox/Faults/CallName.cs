using System.Text.Json;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Faults;

/// <summary>What a request does, in the words of fault rules.</summary>
internal static class CallName
{
    public static (string Operation, string? Entity) Of(ApiRequest request)
    {
        var resource = request.Resource.ToLowerInvariant();
        if (resource is "query" or "batch" or "cdc")
        {
            return (resource, resource is "query" ? Queried(request) : null);
        }

        var entity = Catalogue.Find(resource)?.Name ?? request.Resource;
        return (request.IsGet ? "read" : Write(request.Parameter("operation"), request.Includes("void"), () => HasId(request.Body)), entity);
    }

    public static string Write(string? operation, bool voids, Func<bool> hasId) => operation?.ToLowerInvariant() switch
    {
        "delete" => "delete",
        "void" => "void",
        _ when voids => "void",
        "create" => "create",
        _ => hasId() ? "update" : "create",
    };

    public static bool HasId(JsonElement body) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Id", out var id) && id.ValueKind != JsonValueKind.Null;

    private static bool HasId(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return HasId(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Queried(ApiRequest request)
    {
        var text = request.Parameter("query") ?? System.Text.Encoding.UTF8.GetString(request.Body);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var from = Array.FindIndex(words, w => string.Equals(w, "from", StringComparison.OrdinalIgnoreCase));
        return from >= 0 && from + 1 < words.Length ? words[from + 1] : null;
    }
}
