namespace Valance.QuickBooks;

/// <summary>Who goes first where the budget is short.</summary>
public enum Priority
{
    /// <summary>A person waits: screens, single exports.</summary>
    High,

    /// <summary>Bulk work.</summary>
    Low,
}

/// <summary>What a single call may ask for beside its content.</summary>
public sealed record CallOptions
{
    public static readonly CallOptions Default = new();

    /// <summary>
    /// The <c>requestid</c> of a write: a repeat with the same content gives the first answer. At most 50 characters (36 for a batch), unique in the
    /// company; never use one again for other content. Documented by Intuit, doubted by developers: look for the record first.
    /// </summary>
    public string? RequestId { get; init; }

    public Priority Priority { get; init; } = Priority.High;

    /// <summary>Sends <c>include=allowduplicatedocnum</c>: a number that is taken is not refused with 6140.</summary>
    public bool AllowDuplicateDocNumber { get; init; }
}
