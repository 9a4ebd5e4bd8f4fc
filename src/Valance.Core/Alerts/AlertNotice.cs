namespace Valance.Core.Alerts;

public enum MailWhen
{
    Never = 0,
    AtOnce = 1,
    /// <summary>Together with others, in the morning of the Account's day.</summary>
    Daily = 2,
}

/// <summary>An alert as it goes to one person, as they had chosen when it happened.</summary>
public sealed class AlertNotice
{
    public long Id { get; set; }

    public long AlertId { get; set; }

    public Alert? Alert { get; set; }

    public long UserId { get; set; }

    /// <summary>Shown under the bell.</summary>
    public bool InApp { get; set; }

    public DateTime? ReadAt { get; set; }

    public MailWhen Mail { get; set; }

    /// <summary>When the mail was handed over, or given up; null while it is still to go.</summary>
    public DateTime? MailEndedAt { get; set; }

    public int MailAttempts { get; set; }

    /// <summary>Not before this time, UTC.</summary>
    public DateTime MailDueAt { get; set; }
}
