using Valance.Export.Matching;

namespace Valance.Export.Catalogue;

/// <summary>Who the company has: all customers, vendors and employees as they stood when they were read, inactive ones too.</summary>
public sealed record CompanyNames
{
    private readonly Lazy<CandidateIndex> _index;

    public CompanyNames(IReadOnlyDictionary<(NameKind Kind, string Id), ListedName> all, DateTimeOffset readAt)
    {
        (All, ReadAt) = (all, readAt);
        _index = new(() => new CandidateIndex(All.Values));
    }

    public IReadOnlyDictionary<(NameKind Kind, string Id), ListedName> All { get; }

    /// <summary>What changed in QuickBooks after this, UTC, is not known.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Made at the first question and kept for as long as the names stay as they are.</summary>
    internal CandidateIndex Index => _index.Value;
}
