using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Core.Records;
using Valance.Core.CompanyImports;
using Valance.Export.Catalogue;
using Valance.Export.History;

namespace Valance.Export.CompanyImports;

/// <summary>One job of an Account's import from its company.</summary>
/// <param name="By">Who asked, for the audit: rights were decided when it was asked.</param>
/// <param name="ReadUpTo">Of the last look that came to its end, UTC.</param>
internal sealed record CompanyImportScope(long JobId, long ImportId, long AccountId, string RealmId, CompanyImportRequested Asked, Actor By, DateTime? ReadUpTo)
{
    public static RecordKind RecordKindOf(OfferKind kind) => kind == OfferKind.Vendor ? RecordKind.Vendor : RecordKind.Customer;

    /// <summary>The company's terms as the Account's records name them.</summary>
    public async Task<TheirTerms> TermsAsync(ValanceDb db, CompanyLists lists, CancellationToken ct) => new(
        lists, await MappingsAsync(db, ct), await db.Terms.Where(t => t.AccountId == AccountId).Select(t => t.Name).ToListAsync(ct));

    public Task<List<Mapping>> MappingsAsync(ValanceDb db, CancellationToken ct) =>
        db.Mappings.AsNoTracking().Where(m => m.AccountId == AccountId && m.RealmId == RealmId).ToListAsync(ct);
}
