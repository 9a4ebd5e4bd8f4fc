namespace Valance.Core.CompanyImports;

/// <summary>How far an Account has looked through what its QuickBooks company has: the next look asks only for what changed since.</summary>
public sealed class CompanyImport
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    /// <summary>What was changed in QuickBooks before this, UTC, stands among the offers; null before the first look came to its end.</summary>
    public DateTime? ReadUpTo { get; set; }
}
