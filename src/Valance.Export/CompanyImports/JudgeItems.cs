using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <summary>Puts a page of the company's items beside our products. A product stands for an item by its mapping, else by its name, as on an order's line.</summary>
internal sealed class JudgeItems(IDbContextFactory<ValanceDb> store, CompanyImportScope scope, CompanyLists lists)
{
    public async Task<IReadOnlyList<Offer>> JudgeAsync(IReadOnlyList<Item> page, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var products = (await db.Products.Where(p => p.AccountId == scope.AccountId).Select(p => p.Name).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mapped = (await scope.MappingsAsync(db, ct)).Where(m => m.Kind == MappingKind.Item && m.Key.Length > 0).ToLookup(m => m.QuickBooksId, m => m.Key, StringComparer.Ordinal);
        // A category is taken with the items in it.
        return [.. page.Where(i => i.Type != "Category" && i.Id is not null).Select(i => Judge(i, products, mapped[i.Id!].FirstOrDefault()))];
    }

    private Offer Judge(Item item, HashSet<string> products, string? mappedFrom)
    {
        var name = TheirItem.NameOf(item, lists);
        var offer = new Offer
        {
            CompanyImportId = scope.ImportId,
            Kind = OfferKind.Item,
            QuickBooksId = item.Id!,
            Name = name,
            Detail = TheirItem.DetailOf(item),
            Verdict = OfferVerdict.New,
        };
        if (mappedFrom is not null)
        {
            (offer.Verdict, offer.RecordName) = (OfferVerdict.Known, mappedFrom);
        }
        else if (TheirItem.WhyNot(item) is { } why)
        {
            (offer.Verdict, offer.Reason) = (OfferVerdict.LeftOut, why);
        }
        else if (products.TryGetValue(name, out var own) && string.Equals(lists.ItemNamed(name)?.Id, item.Id, StringComparison.Ordinal))
        {
            (offer.Verdict, offer.RecordName, offer.Reason) = (OfferVerdict.Known, own, "Your product has its name, so orders find it.");
        }

        return offer;
    }
}
