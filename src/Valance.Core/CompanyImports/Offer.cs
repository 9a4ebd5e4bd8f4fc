using Valance.Core.Records;

namespace Valance.Core.CompanyImports;

public enum OfferKind
{
    Customer = 1,
    Vendor = 2,
    /// <summary>A product or service; here a product.</summary>
    Item = 3,
}

/// <summary>How what QuickBooks has stands beside what we have.</summary>
public enum OfferVerdict
{
    /// <summary>Nothing of ours is like it.</summary>
    New = 1,
    /// <summary>One of ours is surely it, and not linked yet.</summary>
    Sure = 2,
    /// <summary>One of ours may be it: a person looks.</summary>
    ToCheck = 3,
    /// <summary>Linked with ours, and changed in QuickBooks since.</summary>
    Changed = 4,
    /// <summary>It stands here, and nothing is to do.</summary>
    Known = 5,
    /// <summary>It cannot be taken; the reason says why.</summary>
    LeftOut = 6,
}

/// <summary>What is to become of it.</summary>
public enum OfferDecision
{
    /// <summary>Nobody has said yet: an import passes it over.</summary>
    Open = 0,
    /// <summary>Into Valance: as a new record, or, of a changed one, its values into ours.</summary>
    Take = 1,
    /// <summary>The record of ours that it is like becomes it.</summary>
    Link = 2,
    /// <summary>A person wants it to stay away, in later looks too.</summary>
    LeaveOut = 3,
}

/// <summary>A customer, vendor or item that the company has, as the last look found it, and what is to become of it.</summary>
public sealed class Offer
{
    public long Id { get; set; }

    public long CompanyImportId { get; set; }

    public OfferKind Kind { get; set; }

    public required string QuickBooksId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>What helps a person to know it: e-mail, phone, place; of an item its category and price.</summary>
    public string Detail { get; set; } = "";

    public OfferVerdict Verdict { get; set; }

    public OfferDecision Decision { get; set; }

    /// <summary>Ours that it is, or is like; null for an item and for what is new.</summary>
    public long? RecordId { get; set; }

    public string RecordName { get; set; } = "";

    public string RecordDetail { get; set; } = "";

    /// <summary>How much speaks for the two being one, 0 to 100.</summary>
    public int Score { get; set; }

    /// <summary>Why it stands so, in words.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Fields in which QuickBooks has something else than after our last send, parted by line breaks.</summary>
    public string ChangedFields { get; set; } = "";

    public string DecidedBy { get; set; } = "";

    /// <summary>The job that did what was decided, or found that it cannot be done.</summary>
    public long? DoneJobId { get; set; }

    /// <summary>Normalised text (see <see cref="SearchText"/>) over both names and details.</summary>
    public string Search { get; set; } = "";

    /// <summary>What an import does with it unless a person says otherwise. What is only like ours is never decided by itself.</summary>
    public OfferDecision Proposed => Verdict is OfferVerdict.New or OfferVerdict.Changed ? OfferDecision.Take : OfferDecision.Open;

    public bool MayBe(OfferDecision decision) => decision switch
    {
        OfferDecision.Take => Verdict is OfferVerdict.New or OfferVerdict.Sure or OfferVerdict.ToCheck or OfferVerdict.Changed,
        OfferDecision.Link => Verdict is OfferVerdict.Sure or OfferVerdict.ToCheck,
        OfferDecision.LeaveOut => Verdict is not (OfferVerdict.Known or OfferVerdict.LeftOut),
        _ => true,
    };

    public void RefreshSearch() => Search = SearchText.Of([Name, Detail, RecordName]);
}
