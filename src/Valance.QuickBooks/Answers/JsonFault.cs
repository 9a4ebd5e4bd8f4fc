using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>Reads both JSON envelopes: the service's <c>Fault</c> and the gateway's <c>fault</c>.</summary>
internal static class JsonFault
{
    public static QuickBooksRefusal? Read(JsonElement root)
    {
        if (Find(root, "Fault") is not { Value.ValueKind: JsonValueKind.Object } fault)
        {
            return null;
        }

        var errors = (Find(fault.Value, "Error")?.Value) switch
        {
            { ValueKind: JsonValueKind.Array } many => many.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Select(Error).ToList(),
            { ValueKind: JsonValueKind.Object } one => [Error(one)],
            _ => [],
        };
        return new QuickBooksRefusal
        {
            // The envelope's case, not the status: the service's own 401 and 403 come in upper case.
            Kind = string.Equals(fault.Name, "fault", StringComparison.Ordinal) ? RefusalKind.GatewayFault : RefusalKind.Fault,
            FaultType = Text(fault.Value, "type"),
            Errors = errors,
        };
    }

    private static QuickBooksError Error(JsonElement error) => new(
        Text(error, "code") ?? "",
        Redaction.Of(Text(error, "Message")) ?? "",
        Redaction.Of(Text(error, "Detail")),
        Text(error, "element") is { Length: > 0 } element ? element : null);

    private static string? Text(JsonElement parent, string name) => Find(parent, name)?.Value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        // A code is documented as a string; numbers have been met.
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static JsonProperty? Find(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in parent.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property;
            }
        }

        return null;
    }
}
