using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <param name="Name">As our record names them.</param>
internal sealed record NamedTerms(string Name, int DueDays, bool IsActive);

/// <summary>The company's terms under the names that they have here.</summary>
/// <param name="ours">The Account's list: its spelling is kept.</param>
internal sealed class TheirTerms(CompanyLists lists, IReadOnlyList<Mapping> mappings, IReadOnlyCollection<string> ours)
{
    /// <summary>Null where there are none.</summary>
    public NamedTerms? Of(Ref? terms)
    {
        if (lists.Terms.FirstOrDefault(t => ListLookups.Same(t.Id, terms?.Value)) is not { Name: { } name } found)
        {
            return null;
        }

        var own = mappings.FirstOrDefault(m => m.Kind == MappingKind.Terms && m.Key.Length > 0 && ListLookups.Same(m.QuickBooksId, found.Id))?.Key
            ?? ours.FirstOrDefault(o => ListLookups.Same(o, name));
        return new NamedTerms(own ?? name, found.DueDays ?? 0, found.Active != false);
    }
}
