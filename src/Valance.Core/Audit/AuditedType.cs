namespace Valance.Core.Audit;

/// <summary>How a property takes part in the audit.</summary>
public enum AuditMark
{
    /// <summary>Before and after are told.</summary>
    Shown,
    /// <summary>Only that it was changed. What nobody has thought of yet is treated so.</summary>
    Secret,
    /// <summary>Bookkeeping of the program, or derived from what is told.</summary>
    Silent,
}

/// <summary>What the audit needs to know of one type of row.</summary>
internal sealed record AuditedType
{
    public required AuditSubject Subject { get; init; }

    public required Func<object, long?> AccountId { get; init; }

    public required Func<object, long> Id { get; init; }

    public required Func<object, string> Label { get; init; }

    /// <summary>Who wrote the row, where the row itself says so.</summary>
    public Func<object, string?> By { get; init; } = _ => null;

    /// <summary>The user whose matter the row is, where it is kept beside the user: label and Account are that user's.</summary>
    public Func<object, long>? OfUser { get; init; }

    /// <summary>What the row's one value is called, where the row says so.</summary>
    public Func<object, string>? FieldName { get; init; }

    /// <summary>Of records all is shown that is not silent; of settings only what is named here.</summary>
    public IReadOnlySet<string>? Shown { get; init; }

    public required IReadOnlySet<string> Silent { get; init; }

    /// <summary>What is known to be secret, so that a test can tell it from what nobody has thought of.</summary>
    public IReadOnlySet<string> Secret { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public AuditMark MarkOf(string property) =>
        Silent.Contains(property) ? AuditMark.Silent
        : Shown is null || Shown.Contains(property) ? AuditMark.Shown
        : AuditMark.Secret;
}
