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
        _byName = new(() => All.Values.OrderByDescending(n => n.IsActive).ToLookup(n => DisplayNames.Key(n.Name), StringComparer.Ordinal));
    }

    public IReadOnlyDictionary<(NameKind Kind, string Id), ListedName> All { get; }

    /// <summary>What changed in QuickBooks after this, UTC, is not known.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Made at the first question and kept for as long as the names stay as they are.</summary>
    internal CandidateIndex Index => _index.Value;

    /// <summary>
    /// Who bears a display name there, whatever its capitals and needless spaces; an inactive one too, since its name may stay reserved. Null where it is
    /// free, or borne by <paramref name="own"/>.
    /// </summary>
    /// <param name="own">Which of them the record that asks is; its id is null where it is none yet.</param>
    public ListedName? HolderOf(string displayName, (NameKind Kind, string? Id) own)
    {
        var holders = _byName.Value[DisplayNames.Key(displayName)].Where(n => DisplayNames.Same(n.Name, displayName)).ToList();
        return holders.Exists(n => n.Kind == own.Kind && string.Equals(n.Id, own.Id, StringComparison.Ordinal)) ? null : holders.FirstOrDefault();
    }
}
