using System.Text.Json;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Lane;

/// <summary>Whether QuickBooks holds the plain fields that were sent. Lines and addresses come back in another shape; references by their ids.</summary>
internal static class SentFields
{
    private static readonly HashSet<string> OfTheRequest = ["Id", "SyncToken", "sparse", "domain", "status", "MetaData"];

    public static bool AreIn(IQuickBooksEntity sent, IQuickBooksEntity held)
    {
        var there = JsonElement.Parse(Wire.Write(held));
        return JsonElement.Parse(Wire.Write(sent)).EnumerateObject()
            .Where(field => !OfTheRequest.Contains(field.Name))
            .All(field => Holds(field.Value, there.TryGetProperty(field.Name, out var value) ? value : default));
    }

    private static bool Holds(JsonElement sent, JsonElement held) => sent.ValueKind switch
    {
        JsonValueKind.String when sent.GetString() is { Length: > 0 } text => held.ValueKind == JsonValueKind.String && string.Equals(text, held.GetString(), StringComparison.Ordinal),
        JsonValueKind.String => held.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || held.GetString() is "",
        JsonValueKind.Number => held.ValueKind == JsonValueKind.Number && sent.GetDecimal() == held.GetDecimal(),
        JsonValueKind.True or JsonValueKind.False => held.ValueKind == sent.ValueKind,
        JsonValueKind.Object when sent.TryGetProperty("value", out var id) =>
            held.ValueKind == JsonValueKind.Object && held.TryGetProperty("value", out var there) && string.Equals(id.ToString(), there.ToString(), StringComparison.Ordinal),
        _ => true,
    };
}
