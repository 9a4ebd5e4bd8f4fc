using Valance.Export.Matching;

namespace Valance.Export.Mappings;

/// <summary>Entries of the company whose name is almost ours.</summary>
internal sealed class MappingSuggestions(IReadOnlyList<MappingTarget> targets)
{
    // An item is known by its own name too, without its parents': "Shades:Roller shade".
    private readonly List<(MappingTarget Target, SpelledName Name)> _names =
    [
        .. targets.SelectMany(t => new[] { t.Name, t.Name[(t.Name.LastIndexOf(':') + 1)..] }.Distinct(StringComparer.Ordinal).Select(n => (t, new SpelledName(n)))),
    ];

    /// <summary>Null where none is like it.</summary>
    public MappingSuggestion? For(string ours)
    {
        var name = new SpelledName(ours);
        var best = _names.Select(n => (n.Target, Likeness: NameLikeness.Of(name, n.Name)))
            .Where(n => n.Likeness.Points >= NameLikeness.Alike)
            .OrderByDescending(n => n.Likeness.Points).ThenBy(n => n.Target.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault();
        return best.Target is null ? null : new(best.Target, best.Likeness.Words);
    }
}
