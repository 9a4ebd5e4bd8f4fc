using Valance.Core.Records;

namespace Valance.Core.Links;

/// <summary>The lasting pair of our record and QuickBooks' one. Belongs to the Account and the company: another company starts with none.</summary>
public sealed class Link
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public RecordKind RecordKind { get; set; }

    public long RecordId { get; set; }

    public required string QuickBooksId { get; set; }

    public string SyncToken { get; set; } = "";

    /// <summary>Of the payload last sent; an equal one is not sent again.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The payload last sent, as JSON, for the field diff of a later update.</summary>
    public string SentPayload { get; set; } = "";

    /// <summary>The record's version that was sent; a higher one on the record means "changed since export".</summary>
    public int RecordVersion { get; set; }

    /// <summary>Voided, closed or deleted in QuickBooks because the record was cancelled here.</summary>
    public bool IsVoided { get; set; }

    public DateTime LinkedAt { get; set; }

    public DateTime ExportedAt { get; set; }
}
