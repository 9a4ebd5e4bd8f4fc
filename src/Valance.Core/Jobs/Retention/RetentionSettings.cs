namespace Valance.Core.Jobs.Retention;

/// <summary>How long what is over is kept, section <c>Retention</c>.</summary>
public sealed class RetentionSettings
{
    /// <summary>Days after its end that a job is kept, with its attempts and History. Null keeps all.</summary>
    public int? JobsForDays { get; set; }

    /// <summary>Jobs in one transaction: other writers get their turn between two.</summary>
    public int ChunkSize { get; set; } = 500;
}
