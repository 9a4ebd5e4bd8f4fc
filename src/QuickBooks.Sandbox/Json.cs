using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox;

/// <summary>Reading and writing of documents.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string? Text(this JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue v && v.TryGetValue(out string? s) ? s : null;

    public static decimal Number(this JsonNode? node, string name) => node.NumberOrNull(name) ?? 0m;

    public static decimal? NumberOrNull(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue v ? v.TryGetValue(out decimal d) ? d : v.TryGetValue(out int i) ? i : null : null;

    public static bool? Flag(this JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue v && v.TryGetValue(out bool b) ? b : null;

    public static JsonObject? Part(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static IEnumerable<JsonObject> Parts(this JsonNode? node, string name) =>
        ((node as JsonObject)?[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The Id in a reference.</summary>
    public static string? Ref(this JsonNode? node, string name) => node.Part(name).Text("value") is { Length: > 0 } id ? id : null;

    public static JsonObject Reference(string id, string? name = null)
    {
        var reference = new JsonObject { ["value"] = id };
        if (name is not null)
        {
            reference["name"] = name;
        }

        return reference;
    }

    /// <summary>A decimal without idle zeros, as QuickBooks writes it: 100, not 100.00.</summary>
    public static JsonValue Of(decimal value) => JsonValue.Create(value / 1.000000000000000000000000000000m);

    public static byte[] Bytes(JsonNode node) => Bytes(writer => node.WriteTo(writer));

    /// <summary>For what is put together while it is written, so that no node needs another parent, or a copy.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static string Write(JsonNode node) => System.Text.Encoding.UTF8.GetString(Bytes(node));

    public static DateOnly? DateOf(this JsonNode? node, string name) =>
        DateOnly.TryParseExact(node.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : null;

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>So many days later; at the calendar's ends it stays there.</summary>
    public static DateOnly Later(this DateOnly date, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(date.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>Half away from zero, to the cent: facts page, 6070.</summary>
    public static decimal Cents(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
