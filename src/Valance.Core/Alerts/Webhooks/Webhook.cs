namespace Valance.Core.Alerts.Webhooks;

/// <summary>Where an Account's other program wants to be told of alerts and of jobs that ended.</summary>
public sealed class Webhook
{
    public long AccountId { get; set; }

    public string Url { get; set; } = "";

    /// <summary>What the posts are signed with, encrypted; shown once, when it is made.</summary>
    public string ProtectedSecret { get; set; } = "";

    public bool IsOn { get; set; }

    /// <summary>Tells every job that ends, beside the alerts.</summary>
    public bool TellsJobs { get; set; }

    public string ChangedBy { get; set; } = "";

    public DateTime ChangedAt { get; set; }
}
