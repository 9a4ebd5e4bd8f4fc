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
        if (KeyOf(record).Length == 0)
        {
            return null;
        }

        await using var db = await store.CreateDbContextAsync(ct);
        return (await FindAsync(db, record.AccountId, [record], realmId, ct)).GetValueOrDefault((record.Kind, record.Id));
    }

    /// <summary>The same for many records of one Account at once; those in whose way nothing stands are left out.</summary>
    internal static async Task<IReadOnlyDictionary<(RecordKind, long), NameHolder>> FindAsync(
        ValanceDb db, long accountId, IReadOnlyCollection<Record> records, string? realmId, CancellationToken ct)
    {
        var found = new Dictionary<(RecordKind, long), NameHolder>();
        var keys = records.Select(KeyOf).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0)
        {
            return found;
        }

        var named = (await db.Customers.AsNoTracking().Where(c => c.AccountId == accountId && keys.Contains(c.DisplayNameKey) && !c.IsCancelled).OrderBy(c => c.Id).ToListAsync(ct))
            .Cast<Record>()
            .Concat(await db.Vendors.AsNoTracking().Where(v => v.AccountId == accountId && keys.Contains(v.DisplayNameKey) && !v.IsCancelled).OrderBy(v => v.Id).ToListAsync(ct))
            .ToLookup(KeyOf, StringComparer.Ordinal);
        var links = realmId is null || !records.Any(r => OthersLike(r, named).Any())
            ? []
            : await LinksAsync(db, accountId, realmId, [.. named.SelectMany(n => n).Concat(records).Select(r => r.Id).Distinct()], ct);
        foreach (var record in records)
        {
            var others = OthersLike(record, named).ToList();
            var holder = others.Find(o => IsLinked(links, o)) ?? (IsLinked(links, record) ? null : others.Find(o => IsBefore(o, record)));
            if (holder is not null)
            {
                found[(record.Kind, record.Id)] = new(holder.Kind, holder.Id, holder.Label, DisplayNames.Collapse(DisplayNames.Of(holder)));
            }
        }

        return found;
    }

    private static string KeyOf(Record record) => record.Kind is RecordKind.Customer or RecordKind.Vendor ? DisplayNames.Key(DisplayNames.Of(record)) : "";

    private static IEnumerable<Record> OthersLike(Record record, ILookup<string, Record> named) => KeyOf(record) is { Length: > 0 } key
        ? named[key].Where(o => (o.Kind != record.Kind || o.Id != record.Id) && DisplayNames.Same(DisplayNames.Of(o), DisplayNames.Of(record)))
        : [];

    private static bool IsLinked(List<Link> links, Record record) => links.Exists(l => l.RecordKind == record.Kind && l.RecordId == record.Id);

    private static Task<List<Link>> LinksAsync(ValanceDb db, long accountId, string realmId, List<long> ids, CancellationToken ct) =>
        db.Links.AsNoTracking()
            .Where(l => l.AccountId == accountId && l.RealmId == realmId
                && (l.RecordKind == RecordKind.Customer || l.RecordKind == RecordKind.Vendor) && ids.Contains(l.RecordId))
            .ToListAsync(ct);

    // A record that is not saved yet comes last.
    private static bool IsBefore(Record other, Record record) =>
        record.Id == 0 || (other.Kind, other.Id).CompareTo((record.Kind, record.Id)) < 0;
}
