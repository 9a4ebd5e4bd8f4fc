using Valance.Core.CompanyImports;
using Valance.Core.Records;

namespace Valance.Export.CompanyImports;

/// <summary>What of the list somebody wants to see.</summary>
public sealed record OfferFilter(OfferVerdict Verdict, OfferKind? Kind = null, string Search = "", int Page = 1);

internal static class OfferQueries
{
    /// <summary>What an import has still to do.</summary>
    public static IQueryable<Offer> ToDo(this IQueryable<Offer> offers, long importId) => offers.Where(
        o => o.CompanyImportId == importId && o.Verdict != OfferVerdict.Known && o.Verdict != OfferVerdict.LeftOut
            && (o.Decision == OfferDecision.Take || o.Decision == OfferDecision.Link));

    public static IQueryable<Offer> Matching(this IQueryable<Offer> offers, long importId, OfferFilter filter)
    {
        offers = offers.Where(o => o.CompanyImportId == importId && o.Verdict == filter.Verdict);
        offers = filter.Kind is { } kind ? offers.Where(o => o.Kind == kind) : offers;
        foreach (var word in SearchText.Of(filter.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            offers = offers.Where(o => o.Search.Contains(word));
        }

        return offers;
    }
}
