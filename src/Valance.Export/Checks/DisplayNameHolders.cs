using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;

namespace Valance.Export.Checks;

/// <summary>Finds our own record that holds a display name already: in QuickBooks customers and vendors share one name space.</summary>
public sealed class DisplayNameHolders(IDbContextFactory<ValanceDb> store)
{
    /// <summary>
    /// The record that stands in the way, or null. It is one that is linked in the company under this name, or, while neither is, the one entered
    /// first, customers before vendors: else of two alike neither could ever be exported.
    /// </summary>
    /// <param name="realmId">The company; null without a connection, when no record is linked.</param>
    public async Task<NameHolder?> FindAsync(Record record, string? realmId, CancellationToken ct)
    {
        var name = DisplayNames.Of(record);
        var key = DisplayNames.Key(name);
        if (record.Kind is not (RecordKind.Customer or RecordKind.Vendor) || key.Length == 0)
        {
            return null;
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var customers = await db.Customers.AsNoTracking()
            .Where(c => c.AccountId == record.AccountId && c.DisplayNameKey == key && !c.IsCancelled).OrderBy(c => c.Id).ToListAsync(ct);
        var vendors = await db.Vendors.AsNoTracking()
            .Where(v => v.AccountId == record.AccountId && v.DisplayNameKey == key && !v.IsCancelled).OrderBy(v => v.Id).ToListAsync(ct);
        var others = customers.Cast<Record>().Concat(vendors)
            .Where(o => (o.Kind != record.Kind || o.Id != record.Id) && DisplayNames.Same(DisplayNames.Of(o), name))
            .ToList();
        if (others.Count == 0)
        {
            return null;
        }

        var links = realmId is null
            ? []
            : await LinksAsync(db, record.AccountId, realmId, [.. others.Select(o => o.Id), record.Id], ct);
        var holder = others.Find(o => links.Exists(l => l.RecordKind == o.Kind && l.RecordId == o.Id))
            ?? (links.Exists(l => l.RecordKind == record.Kind && l.RecordId == record.Id) ? null : others.Find(o => IsBefore(o, record)));
        return holder is null ? null : new(holder.Kind, holder.Id, holder.Label, DisplayNames.Collapse(DisplayNames.Of(holder)));
    }

    private static Task<List<Link>> LinksAsync(ValanceDb db, long accountId, string realmId, List<long> ids, CancellationToken ct) =>
        db.Links.AsNoTracking()
            .Where(l => l.AccountId == accountId && l.RealmId == realmId
                && (l.RecordKind == RecordKind.Customer || l.RecordKind == RecordKind.Vendor) && ids.Contains(l.RecordId))
            .ToListAsync(ct);

    // A record that is not saved yet comes last.
    private static bool IsBefore(Record other, Record record) =>
        record.Id == 0 || (other.Kind, other.Id).CompareTo((record.Kind, record.Id)) < 0;
}
