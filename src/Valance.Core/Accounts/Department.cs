namespace Valance.Core.Accounts;

/// <summary>A dealer's location.</summary>
public sealed class Department
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }
}
