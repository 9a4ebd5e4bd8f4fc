namespace Valance.Web.Alerts.Webhooks;

/// <summary>Section Alerts:Webhooks.</summary>
internal sealed class WebhookSettings
{
    /// <summary>Whether webhooks may lead to this machine or into private networks: for a site of one's own alone.</summary>
    public bool AllowPrivate { get; set; }
}
