using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>A webhook's body and its signature.</summary>
/// <remarks>
/// Source: Intuit, "Webhooks", "Understanding the data object", "Validating the notification". Two bodies: the older <c>eventNotifications</c>, and since 2026
/// an array of CloudEvents with types like <c>qbo.customer.updated.v1</c>. One post may mix companies. A merge names the record that is left, and in
/// <c>deletedId</c>, or <c>data.deletedid</c>, the one that went.
/// </remarks>
public static class ChangeNotices
{
    /// <summary>The header that bears the signature.</summary>
    public const string SignatureHeader = "intuit-signature";

    /// <summary>Whether the body was signed with the app's verifier token: base64 of HMAC-SHA256 over the bytes as they came.</summary>
    /// <param name="body">As it came, unchanged.</param>
    /// <param name="signature">The header's value; null or broken is not right.</param>
    /// <param name="verifier">The token from Intuit's developer portal; an empty one verifies nothing.</param>
    public static bool AreSigned(ReadOnlySpan<byte> body, string? signature, string verifier)
    {
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return verifier.Length > 0 && signature is not null
            && Convert.TryFromBase64String(signature, sent, out var length) && length == sent.Length
            && CryptographicOperations.FixedTimeEquals(sent, HMACSHA256.HashData(Encoding.UTF8.GetBytes(verifier), body));
    }

    /// <summary>What is told, in either body; null where it is neither. A single entry that cannot be read is left out.</summary>
    public static IReadOnlyList<ChangeNotice>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } events => [.. events.EnumerateArray().Select(OfCloudEvent).OfType<ChangeNotice>()],
                { ValueKind: JsonValueKind.Object } root when root.TryGetProperty("eventNotifications", out var companies) && companies.ValueKind == JsonValueKind.Array =>
                    [.. companies.EnumerateArray().SelectMany(OfCompany)],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ChangeNotice? OfCloudEvent(JsonElement e)
    {
        // qbo.customer.updated.v1
        var type = Text(e, "type").Split('.');
        return type is ["qbo", var entity, var operation, ..] && Text(e, "intuitaccountid") is { Length: > 0 } realm && Text(e, "intuitentityid") is { Length: > 0 } id
            ? new(realm, entity, id, operation, Time(Text(e, "time"))) { MergedId = e.TryGetProperty("data", out var data) ? Text(data, "deletedid") : "" }
            : null;
    }

    private static IEnumerable<ChangeNotice> OfCompany(JsonElement company)
    {
        var realm = Text(company, "realmId");
        if (realm.Length == 0 || company.ValueKind != JsonValueKind.Object || !company.TryGetProperty("dataChangeEvent", out var change)
            || change.ValueKind != JsonValueKind.Object || !change.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. entities.EnumerateArray().Where(e => Text(e, "name").Length > 0 && Text(e, "id").Length > 0)
            .Select(e => new ChangeNotice(realm, Text(e, "name"), Text(e, "id"), Text(e, "operation"), Time(Text(e, "lastUpdated"))) { MergedId = Text(e, "deletedId") })];
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
