using Valance.Core.Records;

namespace Valance.Core.Matching;

/// <summary>How sure it is that the two are one.</summary>
public enum MatchVerdict
{
    /// <summary>May be linked together with others, once a person has seen the list.</summary>
    Sure = 1,
    /// <summary>A person looks at it by itself.</summary>
    ToCheck = 2,
    /// <summary>Nothing in the company is like it: an export creates it.</summary>
    None = 3,
}

public enum MatchDecision
{
    Open = 0,
    Linked = 1,
    /// <summary>Somebody said that the two are not the same: it is not proposed again.</summary>
    Rejected = 2,
}

/// <summary>A record of ours beside the record of the QuickBooks company that it may be, as the last look found them.</summary>
public sealed class MatchProposal
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public RecordKind RecordKind { get; set; }

    public long RecordId { get; set; }

    public string RecordName { get; set; } = "";

    /// <summary>What helps a person to know ours: e-mail, phone, place.</summary>
    public string RecordDetail { get; set; } = "";

    /// <summary>Empty where the company has none like it.</summary>
    public string QuickBooksId { get; set; } = "";

    public string QuickBooksName { get; set; } = "";

    public string QuickBooksDetail { get; set; } = "";

    /// <summary>0 to 100.</summary>
    public int Score { get; set; }

    /// <summary>In words: "same phone, name differs by '&amp;' / 'and'".</summary>
    public string Reason { get; set; } = "";

    public MatchVerdict Verdict { get; set; }

    public MatchDecision Decision { get; set; }

    public string DecidedBy { get; set; } = "";

    public DateTime FoundAt { get; set; }

    /// <summary>Normalised text (see <see cref="SearchText"/>) over both names and ours' detail.</summary>
    public string Search { get; set; } = "";

    public void RefreshSearch() => Search = SearchText.Of([RecordName, QuickBooksName, RecordDetail]);
}
