namespace QuickBooks.Sandbox.Webhooks;

/// <summary>One attempt to deliver a notification, as the log shows it.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Counts up from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it was sent, by the sandbox's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where to.</summary>
    public required Uri Url { get; init; }

    /// <summary>1 for the first attempt of this notification.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many changes it tells.</summary>
    public required int Changes { get; init; }

    /// <summary>The body, the same in every attempt.</summary>
    public required string Body { get; init; }

    /// <summary>The header intuit-signature: base64 of HMAC-SHA256 of the body.</summary>
    public required string Signature { get; init; }

    /// <summary>HTTP status of the app's answer; 0 where there was none.</summary>
    public required int Status { get; init; }

    /// <summary>Why it does not count as delivered; empty after a 200.</summary>
    public required string Problem { get; init; }

    /// <summary>When it is tried again, by the sandbox's clock; null after a 200.</summary>
    public required DateTimeOffset? NextAttempt { get; init; }

    /// <summary>From sending to the answer, or to the end of waiting.</summary>
    public required TimeSpan Took { get; init; }
}
