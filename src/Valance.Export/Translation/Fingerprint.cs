using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>A stable hash of what would be sent, so that an equal payload is not sent twice.</summary>
public static class Fingerprint
{
    // What belongs to the request, not to the content.
    private static readonly string[] OfTheRequest = ["Id", "SyncToken", "sparse", "domain", "MetaData"];

    /// <summary>64 hexadecimal digits. Nulls, empty texts and the order of fields do not count; the order of lines does.</summary>
    public static string Of(IQuickBooksEntity payload)
    {
        var fields = (JsonObject)JsonNode.Parse(Wire.Write(payload))!;
        foreach (var name in OfTheRequest)
        {
            fields.Remove(name);
        }

        using var canonical = new MemoryStream();
        using (var writer = new Utf8JsonWriter(canonical))
        {
            Write(writer, fields);
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.ToArray()));
    }

    private static void Write(Utf8JsonWriter writer, JsonNode node)
    {
        switch (node)
        {
            case JsonObject fields:
                writer.WriteStartObject();
                foreach (var (name, value) in fields.Where(f => !IsEmpty(f.Value)).OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value!);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item!);
                }

                writer.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                // 5, 5.0 and 5.00 are one figure.
                writer.WriteStringValue(value.GetValue<decimal>().ToString("0.############", System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject fields => fields.All(f => IsEmpty(f.Value)),
        JsonArray items => items.Count == 0,
        JsonValue value => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
        _ => false,
    };
}
