using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Storage;

/// <summary>Documents come back from disk as plain values, not as views on a parsed buffer.</summary>
internal static class Stored
{
    public static JsonObject Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (JsonObject)Plain(document.RootElement)!;
    }

    public static JsonNode? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Plain(p.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Plain)]),
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        JsonValueKind.Number => Json.Of(element.GetDecimal()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => null,
    };
}
