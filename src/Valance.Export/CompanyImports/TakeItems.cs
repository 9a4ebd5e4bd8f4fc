using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <summary>Items of one chunk: products, each mapped to the item that it comes from. Within the commit that its caller makes.</summary>
internal sealed class TakeItems(ValanceDb db, CompanyImportScope scope, CompanyLists lists, TimeProvider time)
{
    public async Task WriteAsync(IReadOnlyList<Offer> offers, IReadOnlyDictionary<string, Offered> found, CancellationToken ct)
    {
        var products = (await db.Products.Where(p => p.AccountId == scope.AccountId).Select(p => p.Name).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mapped = (await scope.MappingsAsync(db, ct)).Where(m => m.Kind == MappingKind.Item).Select(m => m.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var offer in offers)
        {
            var item = found.GetValueOrDefault(offer.QuickBooksId)?.Entity as Item;
            if (item is null || TheirItem.WhyNot(item) is not null)
            {
                (offer.Verdict, offer.Decision, offer.Reason) = (OfferVerdict.LeftOut, OfferDecision.Open, item is null ? Words.Gone : TheirItem.WhyNot(item)!);
                continue;
            }

            var product = TheirItem.ToProduct(item, scope.AccountId, lists);
            if (products.Add(product.Name))
            {
                db.Products.Add(product);
            }

            if (mapped.Add(product.Name))
            {
                Map(product.Name, item);
            }

            (offer.Verdict, offer.RecordName, offer.Reason) = (OfferVerdict.Known, product.Name, $"Imported by {scope.Asked.By}.");
        }
    }

    private void Map(string product, Item item)
    {
        db.Mappings.Add(new Mapping
        {
            AccountId = scope.AccountId,
            RealmId = scope.RealmId,
            Kind = MappingKind.Item,
            Key = product,
            QuickBooksId = item.Id!,
            QuickBooksName = item.FullyQualifiedName ?? item.Name ?? "",
            ChangedBy = scope.Asked.By,
            ChangedAt = time.GetUtcNow().UtcDateTime,
        });
    }
}
