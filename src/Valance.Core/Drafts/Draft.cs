using Valance.Core.Records;

namespace Valance.Core.Drafts;

/// <summary>A half-typed form, kept so that it survives a lost connection and a restart.</summary>
public sealed class Draft
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public RecordKind RecordKind { get; set; }

    /// <summary>0 while the record is new.</summary>
    public long RecordId { get; set; }

    /// <summary>The version the person began from.</summary>
    public int BaseVersion { get; set; }

    public string Form { get; set; } = "";

    public DateTime SavedAt { get; set; }
}
