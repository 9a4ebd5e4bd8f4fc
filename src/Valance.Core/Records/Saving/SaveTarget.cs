namespace Valance.Core.Records.Saving;

/// <summary>What a save is about: a new record, or one that was read at a version.</summary>
/// <param name="Id">Null while it is new.</param>
/// <param name="Version">The version that the person began from; an older one than the store's is a conflict.</param>
/// <param name="AccountId">For a new record of someone who works for the whole site; everybody else's own Account goes without saying.</param>
public sealed record SaveTarget(long? Id, int Version, long? AccountId)
{
    /// <summary>Only checked: every problem is told, and nothing is saved.</summary>
    public bool IsTrial { get; init; }

    public static SaveTarget New(long? accountId = null) => new(null, 0, accountId);

    public static SaveTarget Edit(long id, int version) => new(id, version, null);
}

/// <summary>A record as it stands after a save.</summary>
public sealed record Saved(long Id, int Version);

/// <summary>What stands in the store, for the second of two people who edited one record.</summary>
/// <param name="Input">The record's input type, filled with what stands now.</param>
public sealed record Standing(int Version, string ChangedBy, DateTime ChangedAt, object Input);
