using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Webhooks;

/// <summary>The two bodies and their signature (facts page, "Webhooks"; Intuit's "Understanding the data object").</summary>
internal static class WebhookBody
{
    public static byte[] Of(IReadOnlyList<WebhookEvent> events, WebhookFormat format) =>
        Json.Bytes(format == WebhookFormat.EventNotifications ? Notifications(events) : CloudEvents(events));

    public static string Sign(byte[] body, string verifier) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(verifier), body));

    private static JsonObject Notifications(IReadOnlyList<WebhookEvent> events) => new()
    {
        ["eventNotifications"] = new JsonArray([.. events.GroupBy(e => e.RealmId, StringComparer.Ordinal).Select(company => new JsonObject
        {
            ["realmId"] = company.Key,
            ["dataChangeEvent"] = new JsonObject
            {
                ["entities"] = new JsonArray([.. company.Select(Entity)]),
            },
        })]),
    };

    private static JsonObject Entity(WebhookEvent e)
    {
        var entity = new JsonObject
        {
            ["name"] = e.Entity,
            ["id"] = e.Id,
            ["operation"] = e.Operation,
            ["lastUpdated"] = e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.000'Z'", CultureInfo.InvariantCulture),
        };
        if (e.DeletedId is { } gone)
        {
            entity["deletedId"] = gone;
        }

        return entity;
    }

    private static JsonArray CloudEvents(IReadOnlyList<WebhookEvent> events) => new([.. events.Select((e, i) => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = Id(e, i),
        ["source"] = "intuit.sandbox",
        ["type"] = $"qbo.{e.Entity.ToLowerInvariant()}.{Past(e.Operation)}.v1",
        ["datacontenttype"] = "application/json",
        ["time"] = e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["intuitentityid"] = e.Id,
        ["intuitaccountid"] = e.RealmId,
        // Intuit, "Understanding the data object": of a merge it names the record that went.
        ["data"] = e.DeletedId is { } gone ? new JsonObject { ["deletedid"] = gone } : [],
    })]);

    /// <summary>The same change has the same id in every attempt, so that a receiver can tell a repeat.</summary>
    private static string Id(WebhookEvent e, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{e.RealmId}/{e.Entity}/{e.Id}/{e.Operation}/{e.At.UtcTicks}/{index}")));
        return $"{new Guid(hash.AsSpan(0, 16)):D}-{e.Entity}-{e.Id}";
    }

    private static string Past(string operation) => operation switch
    {
        "Create" => "created",
        "Update" => "updated",
        "Delete" => "deleted",
        "Void" => "voided",
        "Merge" => "merged",
        _ => operation.ToLowerInvariant(),
    };
}
