namespace Valance.Core.Jobs;

/// <summary>Filters of Background Jobs that a person has named, to come back to them.</summary>
public sealed class SavedView
{
    public long Id { get; set; }

    public long UserId { get; set; }

    /// <summary>Unique for the person.</summary>
    public required string Name { get; set; }

    /// <summary>The list's address with its filters, as it stands in the address bar.</summary>
    public required string Address { get; set; }
}
