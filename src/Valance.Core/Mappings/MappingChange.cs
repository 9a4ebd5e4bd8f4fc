namespace Valance.Core.Mappings;

/// <summary>Who set, changed or took away a mapping, and when. Append-only.</summary>
public sealed class MappingChange
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public MappingKind Kind { get; set; }

    public string Key { get; set; } = "";

    /// <summary>What stood there before, by its name in QuickBooks; empty where nothing was mapped.</summary>
    public string From { get; set; } = "";

    /// <summary>Empty where the mapping was taken away.</summary>
    public string To { get; set; } = "";

    public string By { get; set; } = "";

    public DateTime At { get; set; }
}
