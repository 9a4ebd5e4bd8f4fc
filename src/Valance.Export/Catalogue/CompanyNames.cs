using Valance.Core.Records;
using Valance.Export.Matching;

namespace Valance.Export.Catalogue;

/// <summary>Who the company has: all customers, vendors and employees as they stood when they were read, inactive ones too.</summary>
public sealed record CompanyNames
{
    private readonly Lazy<CandidateIndex> _index;
    private readonly Lazy<ILookup<string, ListedName>> _byName;

    public CompanyNames(IReadOnlyDictionary<(NameKind Kind, string Id), ListedName> all, DateTimeOffset readAt)
    {
        (All, ReadAt) = (all, readAt);
        _index = new(() => new CandidateIndex(All.Values));
        _byName = new(() => All.Values.ToLookup(n => DisplayNames.Key(n.DisplayName), StringComparer.Ordinal));
    }

    public IReadOnlyDictionary<(NameKind Kind, string Id), ListedName> All { get; }

    /// <summary>What changed in QuickBooks after this, UTC, is not known.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Made at the first question and kept for as long as the names stay as they are.</summary>
    internal CandidateIndex Index => _index.Value;

    /// <summary>Who bears a display name there, whatever its capitals and needless spaces; null where it is free.</summary>
    public ListedName? HolderOf(string displayName) =>
        _byName.Value[DisplayNames.Key(displayName)].FirstOrDefault(n => DisplayNames.Same(n.DisplayName, displayName));
}
