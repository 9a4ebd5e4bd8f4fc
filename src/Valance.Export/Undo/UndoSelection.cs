using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;

namespace Valance.Export.Undo;

/// <summary>Which exported records an undo takes: those asked for, and what hangs on them. Only what stands in QuickBooks by a link of ours.</summary>
internal sealed class UndoSelection
{
    private readonly Dictionary<(RecordKind Kind, long Id), Link> _links = [];

    private UndoSelection(long accountId, string realmId) => (AccountId, RealmId) = (accountId, realmId);

    public long AccountId { get; }

    public string RealmId { get; }

    /// <summary>Payments that hang on what is undone and settle other orders too.</summary>
    public HashSet<long> Loosened { get; } = [];

    /// <summary>Payments first, then orders, purchase orders, customers and vendors: each before what it leans on.</summary>
    public IReadOnlyList<Link> Links => [.. _links.Values.OrderBy(l => Turn(l.RecordKind)).ThenBy(l => l.RecordId)];

    public IEnumerable<long> Of(RecordKind kind) => _links.Keys.Where(k => k.Kind == kind).Select(k => k.Id);

    public static int Turn(RecordKind kind) => kind switch
    {
        RecordKind.Payment => 0,
        RecordKind.Order => 1,
        RecordKind.PurchaseOrder => 2,
        _ => 3,
    };

    public static async Task<UndoSelection> OfRecordAsync(ValanceDb db, long accountId, string realmId, RecordKind kind, long id, CancellationToken ct)
    {
        var selection = new UndoSelection(accountId, realmId);
        await selection.AddAsync(db, kind, [id], ct);
        await selection.AddDependantsAsync(db, ct);
        return selection;
    }

    /// <summary>The records whose exports in this bulk export succeeded, and what hangs on them.</summary>
    public static async Task<UndoSelection> OfBulkAsync(ValanceDb db, long accountId, string realmId, long jobId, CancellationToken ct)
    {
        var selection = new UndoSelection(accountId, realmId);
        var made = await db.Jobs.Where(j => j.BulkId == jobId && j.Kind == JobKind.Export && j.State == JobState.Succeeded && j.RecordId != null)
            .Select(j => new { Kind = j.RecordKind!.Value, Id = j.RecordId!.Value }).ToListAsync(ct);
        foreach (var kind in made.GroupBy(m => m.Kind, m => m.Id))
        {
            await selection.AddAsync(db, kind.Key, [.. kind], ct);
        }

        await selection.AddDependantsAsync(db, ct);
        return selection;
    }

    private async Task AddAsync(ValanceDb db, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        foreach (var chunk in ids.Distinct().Chunk(500))
        {
            foreach (var link in await db.Links.AsNoTracking()
                .Where(l => l.AccountId == AccountId && l.RealmId == RealmId && l.RecordKind == kind && !l.IsVoided && chunk.Contains(l.RecordId)).ToListAsync(ct))
            {
                _links.TryAdd((kind, link.RecordId), link);
            }
        }
    }

    private async Task AddDependantsAsync(ValanceDb db, CancellationToken ct)
    {
        var asked = Of(RecordKind.Payment).ToHashSet();
        var customers = Of(RecordKind.Customer).ToList();
        await AddAsync(db, RecordKind.Order, await db.Orders.Where(o => o.AccountId == AccountId && customers.Contains(o.CustomerId)).Select(o => o.Id).ToListAsync(ct), ct);
        await AddAsync(db, RecordKind.Payment, await db.Payments.Where(p => p.AccountId == AccountId && customers.Contains(p.CustomerId)).Select(p => p.Id).ToListAsync(ct), ct);
        var orders = Of(RecordKind.Order).ToHashSet();
        var vendors = Of(RecordKind.Vendor).ToList();
        await AddAsync(db, RecordKind.Payment, await db.Payments.Where(p => p.AccountId == AccountId && p.Applications.Any(a => orders.Contains(a.OrderId))).Select(p => p.Id).ToListAsync(ct), ct);
        await AddAsync(db, RecordKind.PurchaseOrder, await db.PurchaseOrders.Where(
            p => p.AccountId == AccountId && (vendors.Contains(p.VendorId) || (p.OrderId != null && orders.Contains(p.OrderId.Value)))).Select(p => p.Id).ToListAsync(ct), ct);

        // A payment that nobody asked to undo stays where it settles an order that stays too.
        var mixed = await db.Payments.Where(p => p.AccountId == AccountId && p.Applications.Any(a => orders.Contains(a.OrderId)) && p.Applications.Any(a => !orders.Contains(a.OrderId)))
            .Select(p => new { p.Id, p.CustomerId }).ToListAsync(ct);
        Loosened.UnionWith(mixed.Where(p => !asked.Contains(p.Id) && !customers.Contains(p.CustomerId)).Select(p => p.Id).Where(id => _links.ContainsKey((RecordKind.Payment, id))));
    }
}
