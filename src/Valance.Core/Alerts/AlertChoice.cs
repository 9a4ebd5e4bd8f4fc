namespace Valance.Core.Alerts;

/// <summary>How one person wants to hear of one kind of alert; without a row the default of their role holds.</summary>
public sealed class AlertChoice
{
    public long UserId { get; set; }

    public AlertKind Kind { get; set; }

    public bool InApp { get; set; }

    public MailWhen Mail { get; set; }
}
