using Valance.Core.Records;

namespace Valance.Core.Links;

/// <summary>The lasting pair of our record and QuickBooks' one. Belongs to the Account and the company: another company starts with none.</summary>
public sealed class Link
{
    /// <summary>As <see cref="Document"/>: it has no document of its own, and is what is missing from another record's.</summary>
    public const string PartOfAnother = "part";

    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public RecordKind RecordKind { get; set; }

    public long RecordId { get; set; }

    public required string QuickBooksId { get; set; }

    /// <summary>
    /// What the record is in QuickBooks, by the API's name, where it is not the usual of its kind: a refund is a Purchase, a RefundReceipt or a CreditMemo.
    /// </summary>
    public string Document { get; set; } = "";

    /// <summary>The payment of nothing that puts a credit memo to use; empty where there is none.</summary>
    public string SettlementId { get; set; } = "";

    public string SettlementToken { get; set; } = "";

    /// <summary>What of it was sent last, as JSON.</summary>
    public string SettlementPayload { get; set; } = "";

    public string SyncToken { get; set; } = "";

    /// <summary>Of the payload last sent; an equal one is not sent again.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The payload last sent, as JSON, for the field diff of a later update.</summary>
    public string SentPayload { get; set; } = "";

    /// <summary>The record's version that was sent; a higher one on the record means "changed since export".</summary>
    public int RecordVersion { get; set; }

    /// <summary>
    /// Fields that QuickBooks holds otherwise than they were sent, as JSON: what it booked otherwise, and what a person let stand there. Empty while that
    /// was never looked at.
    /// </summary>
    public string Kept { get; set; } = "";

    /// <summary>Voided, closed or deleted in QuickBooks because the record was cancelled here.</summary>
    public bool IsVoided { get; set; }

    /// <summary>QuickBooks' record was made by us, not found there and linked: only such a one may be taken back.</summary>
    public bool IsMadeHere { get; set; }

    /// <summary>What QuickBooks was last seen to have made of it since our last send.</summary>
    public SeenInQuickBooks Seen { get; set; }

    public DateTime? SeenAt { get; set; }

    /// <summary>The id of the record into which somebody merged it in QuickBooks, as QuickBooks told; empty where it did not.</summary>
    public string MergedInto { get; set; } = "";

    public DateTime LinkedAt { get; set; }

    public DateTime ExportedAt { get; set; }
}

/// <summary>How a linked record stands in QuickBooks beside what we sent last.</summary>
public enum SeenInQuickBooks
{
    AsSent = 0,
    /// <summary>Somebody changed a field there that we send.</summary>
    Changed = 1,
    Voided = 2,
    /// <summary>A customer or vendor was made inactive, or merged and QuickBooks did not tell so.</summary>
    Inactive = 3,
    Deleted = 4,
    /// <summary>A customer or vendor was merged into another one: <see cref="Link.MergedInto"/>.</summary>
    Merged = 5,
}
