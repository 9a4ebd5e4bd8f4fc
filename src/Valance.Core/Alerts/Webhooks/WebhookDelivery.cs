namespace Valance.Core.Alerts.Webhooks;

/// <summary>One post to an Account's webhook, written with its cause and sent until it is taken or given up. Its id is the same at every try.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>What the receiver knows a repeat by.</summary>
    public required string DeliveryId { get; set; }

    /// <summary>"job.ended", "alert.raised", "test".</summary>
    public required string Event { get; set; }

    /// <summary>JSON, as it is signed and sent.</summary>
    public required string Body { get; set; }

    public DateTime CreatedAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before this time, UTC.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>When it was taken or given up; null while it is still to go.</summary>
    public DateTime? EndedAt { get; set; }

    public bool IsDelivered { get; set; }

    /// <summary>What the receiver answered last, or why there was no answer.</summary>
    public string LastAnswer { get; set; } = "";
}
