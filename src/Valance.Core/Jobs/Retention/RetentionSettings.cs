namespace Valance.Core.Jobs.Retention;

/// <summary>How long what is over is kept, section <c>Retention</c>.</summary>
public sealed class RetentionSettings
{
    /// <summary>Days after its end that a job is kept, with its attempts and History. Null keeps all.</summary>
    public int? JobsForDays { get; set; }

    /// <summary>Days that an alert is kept, with its notices, and a webhook's post after its end. Null keeps all.</summary>
    public int? AlertsForDays { get; set; }

    /// <summary>Days that the audit of a change is kept. Null keeps all.</summary>
    public int? AuditForDays { get; set; }

    /// <summary>Rows in one transaction: other writers get their turn between two.</summary>
    public int ChunkSize { get; set; } = 500;
}
