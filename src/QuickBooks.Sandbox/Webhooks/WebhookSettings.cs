using System.Text.Json.Serialization;

namespace QuickBooks.Sandbox.Webhooks;

/// <summary>The two bodies of a notification.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookFormat>))]
public enum WebhookFormat
{
    /// <summary>The array of CloudEvents that Intuit sends since 2026.</summary>
    CloudEvents,

    /// <summary>The older object with eventNotifications.</summary>
    EventNotifications,
}

/// <summary>Where and how changes are told, as an app sets it in Intuit's developer portal. Source: Intuit's "Webhooks" and "Best practices".</summary>
public sealed record WebhookSettings
{
    /// <summary>The app's address, http or https; null: nothing is sent.</summary>
    public Uri? Url { get; init; }

    /// <summary>The verifier token, the key of the signature in the header intuit-signature.</summary>
    public string Verifier { get; init; } = "sandbox-verifier";

    /// <summary>Which body is sent.</summary>
    public WebhookFormat Format { get; init; } = WebhookFormat.CloudEvents;

    /// <summary>Customer, Invoice...; null: all that Intuit offers.</summary>
    public IReadOnlyList<string>? Entities { get; init; }

    /// <summary>Off: one post may mix companies. On: one company a post. Intuit's pages say both.</summary>
    public bool OneCompanyPerPost { get; init; }

    /// <summary>Seconds of real time that the app has for its 200; Intuit gives 3.</summary>
    public double TimeoutSeconds { get; init; } = 3;
}
