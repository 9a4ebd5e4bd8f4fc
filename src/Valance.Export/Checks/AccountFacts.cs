using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Catalogue;
using Valance.Export.Holders;
using Valance.Export.Planning;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>What the checks of one Account's records lean on, read once for however many of them.</summary>
/// <param name="RealmId">The connected company; null without one.</param>
/// <param name="Lists">The company's lists as they are known; null before they were read.</param>
/// <param name="Names">Its customers, vendors and employees as they are known; null before they were read.</param>
internal sealed record AccountFacts(
    long AccountId, string? RealmId, CompanyLists? Lists, CompanyNames? Names, IReadOnlyList<Mapping> Mappings, IReadOnlyDictionary<string, int> DueDays, bool CreatesMissing)
{
    public static async Task<AccountFacts> ReadAsync(ValanceDb db, long accountId, CompanyCatalogues catalogues, CancellationToken ct)
    {
        var realmId = await db.Connections.Where(c => c.AccountId == accountId && c.State != ConnectionState.Disconnected)
            .Select(c => c.RealmId).FirstOrDefaultAsync(ct);
        var catalogue = realmId is null ? null : catalogues.For(realmId);
        return new(
            accountId, realmId, catalogue?.Known, catalogue?.KnownNames,
            await db.Mappings.AsNoTracking().Where(m => m.AccountId == accountId && m.RealmId == realmId).ToListAsync(ct),
            await db.Terms.AsNoTracking().Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.Name, t => t.DueDays, StringComparer.OrdinalIgnoreCase, ct),
            await db.Accounts.Where(a => a.Id == accountId).Select(a => a.CreateWhatIsMissing).SingleAsync(ct))
        {
            Catalogue = catalogue,
            Settings = await db.ExportSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == accountId, ct),
        };
    }

    private CompanyCatalogue? Catalogue { get; init; }

    /// <summary>The Account's choices about exports; null where it made none.</summary>
    public ExportSettings? Settings { get; private init; }

    /// <summary>
    /// Another document in QuickBooks that bears the record's number, as far as numbers were asked for. What bears it beside the record's own document got it
    /// later, and a voided one of ours gives it to the next.
    /// </summary>
    public HeldRecord? NumberHolder(Record record, string? ownId)
    {
        var bearers = NumbersHeld.AreOurs(record.Kind, Lists?.Profile) ? Catalogue!.KnownBearers(record.Kind, NumbersHeld.NumberOf(record)) : [];
        return bearers.Any(b => string.Equals(b.Document.Id, ownId, StringComparison.Ordinal))
            ? null
            : bearers.FirstOrDefault(b => !(b.IsVoided && Marker.IsIn(b.Note, record)))?.Document;
    }

    /// <summary>For one record; null while the lists are not known.</summary>
    public ReferenceResolver? Resolver() => Lists is null ? null : new(Lists, Mappings, DueDays, CreatesMissing);
}
