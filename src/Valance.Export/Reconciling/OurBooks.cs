using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Core.Vendors;
using Valance.Export.Translation;

namespace Valance.Export.Reconciling;

/// <summary>Our side of one kind, read a page at a time: by links, in the order of ids, or by what something of theirs looks like.</summary>
internal sealed class OurBooks(ValanceDb db, long accountId, string realmId, RecordKind kind, Period period)
{
    private IQueryable<Link> Links => db.Links.AsNoTracking().Where(l => l.AccountId == accountId && l.RealmId == realmId);

    /// <summary>Ours that stand for these of theirs, by the id in QuickBooks.</summary>
    public async Task<Dictionary<string, OurSide>> LinkedAsync(IReadOnlyCollection<string> quickBooksIds, CancellationToken ct)
    {
        var links = await Thin(Links.Where(l => l.RecordKind == kind && l.Document == "" && quickBooksIds.Contains(l.QuickBooksId))).ToListAsync(ct);
        var sides = await SidesAsync(links.ConvertAll(l => l.RecordId), links, ct);
        return sides.ToDictionary(s => s.Link!.QuickBooksId, StringComparer.Ordinal);
    }

    /// <summary>The next ones of the period; names whatever their age. Cancelled ones too.</summary>
    public async Task<IReadOnlyList<OurSide>> AfterAsync(long after, int size, CancellationToken ct)
    {
        var ids = await InPeriod().Where(r => r.Id > after).OrderBy(r => r.Id).Take(size).Select(r => r.Id).ToListAsync(ct);
        return await SidesAsync(ids, null, ct);
    }

    public Task<int> CountAsync(CancellationToken ct) => InPeriod().CountAsync(ct);

    /// <summary>Ours that unlinked ones of theirs may be: of the same name or number, or of the same party and day.</summary>
    public async Task<IReadOnlyList<OurSide>> LikelyAsync(IReadOnlyList<TheirSide> theirs, CancellationToken ct)
    {
        var ids = kind is RecordKind.Customer or RecordKind.Vendor ? await OfTheNameAsync(theirs, ct) : await OfTheNumberOrDayAsync(theirs, ct);
        return await SidesAsync(ids, null, ct);
    }

    private static IQueryable<Link> Thin(IQueryable<Link> links) => links.Select(l => new Link
    {
        AccountId = l.AccountId,
        RealmId = l.RealmId,
        RecordKind = l.RecordKind,
        RecordId = l.RecordId,
        QuickBooksId = l.QuickBooksId,
        Document = l.Document,
        RecordVersion = l.RecordVersion,
        IsVoided = l.IsVoided,
    });

    private IQueryable<Record> InPeriod() => kind switch
    {
        RecordKind.Customer => db.Customers.Where(c => c.AccountId == accountId),
        RecordKind.Vendor => db.Vendors.Where(v => v.AccountId == accountId),
        RecordKind.Order => db.Orders.Where(o => o.AccountId == accountId && o.CreatedOn >= period.From && o.CreatedOn <= period.To),
        RecordKind.Payment => db.Payments.Where(p => p.AccountId == accountId && p.ReceivedOn >= period.From && p.ReceivedOn <= period.To),
        RecordKind.PurchaseOrder => db.PurchaseOrders.Where(p => p.AccountId == accountId && p.Date >= period.From && p.Date <= period.To),
        _ => throw new InvalidOperationException($"{kind} is not exported."),
    };

    private async Task<List<long>> OfTheNameAsync(IReadOnlyList<TheirSide> theirs, CancellationToken ct)
    {
        var keys = theirs.Select(t => DisplayNames.Key(t.Name)).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return kind == RecordKind.Customer
            ? await db.Customers.Where(c => c.AccountId == accountId && !c.IsCancelled && keys.Contains(c.DisplayNameKey)).Select(c => c.Id).ToListAsync(ct)
            : await db.Vendors.Where(v => v.AccountId == accountId && !v.IsCancelled && keys.Contains(v.DisplayNameKey)).Select(v => v.Id).ToListAsync(ct);
    }

    private async Task<List<long>> OfTheNumberOrDayAsync(IReadOnlyList<TheirSide> theirs, CancellationToken ct)
    {
        var numbers = theirs.Select(t => t.Number).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var days = theirs.Select(t => t.Date).OfType<DateOnly>().Distinct().ToList();
        var partyKind = kind == RecordKind.PurchaseOrder ? RecordKind.Vendor : RecordKind.Customer;
        var partyIds = theirs.Select(t => t.PartyId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var parties = await Links.Where(l => l.RecordKind == partyKind && partyIds.Contains(l.QuickBooksId)).Select(l => l.RecordId).ToListAsync(ct);
        return kind switch
        {
            RecordKind.Order => await db.Orders.Where(o => o.AccountId == accountId && o.Status == OrderStatus.Open && numbers.Contains(o.Number)).Select(o => o.Id)
                .Union(db.Orders.Where(o => parties.Contains(o.CustomerId) && o.Status == OrderStatus.Open && days.Contains(o.CreatedOn)).Select(o => o.Id)).ToListAsync(ct),
            RecordKind.Payment => await db.Payments
                .Where(p => parties.Contains(p.CustomerId) && p.Status == PaymentStatus.Received && days.Contains(p.ReceivedOn)).Select(p => p.Id).ToListAsync(ct),
            _ => await db.PurchaseOrders.Where(p => p.AccountId == accountId && numbers.Contains(p.Number)).Select(p => p.Id)
                .Union(db.PurchaseOrders.Where(p => parties.Contains(p.VendorId) && days.Contains(p.Date)).Select(p => p.Id)).ToListAsync(ct),
        };
    }

    /// <summary>In the order of their ids.</summary>
    private async Task<List<OurSide>> SidesAsync(List<long> ids, List<Link>? known, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var links = (known ?? await Thin(Links.Where(l => l.RecordKind == kind && ids.Contains(l.RecordId))).ToListAsync(ct)).ToDictionary(l => l.RecordId);
        var sides = kind switch
        {
            RecordKind.Customer or RecordKind.Vendor => await NamesAsync(ids, ct),
            RecordKind.Order => await OrdersAsync(ids, ct),
            RecordKind.Payment => await PaymentsAsync(ids, ct),
            _ => await PurchaseOrdersAsync(ids, ct),
        };
        var early = await CutOff.LeftOutAsync(db, kind, ids, ct);
        return sides.ConvertAll(s => s with { Link = links.GetValueOrDefault(s.Id), IsBeforeCutOff = early.ContainsKey(s.Id) });
    }

    private async Task<List<OurSide>> NamesAsync(List<long> ids, CancellationToken ct)
    {
        var records = await db.RecordsOf(kind).AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
        return records.ConvertAll(r => new OurSide(kind, r.Id, DisplayNames.Collapse(DisplayNames.Of(r)))
        {
            Version = r.Version,
            IsCancelled = r is Customer { IsCancelled: true } or Vendor { IsCancelled: true },
            Named = r,
            Marker = kind == RecordKind.Customer ? Marker.Of(r) : "",
        });
    }

    private async Task<List<OurSide>> OrdersAsync(List<long> ids, CancellationToken ct)
    {
        var rows = await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).OrderBy(o => o.Id)
            .Select(o => new { o.Id, o.Number, o.CustomerId, Customer = o.Customer!.Name, o.Status, o.CreatedOn, o.CreatedAt, o.TaxAmount, o.Total, o.Version })
            .ToListAsync(ct);
        var parties = await PartiesAsync(RecordKind.Customer, rows.ConvertAll(r => r.CustomerId), ct);
        var exported = Links.Where(l => l.RecordKind == RecordKind.Payment && !l.IsVoided).Select(l => l.RecordId);
        var paid = await db.Set<PaymentApplication>().Where(a => ids.Contains(a.OrderId) && exported.Contains(a.PaymentId))
            .GroupBy(a => a.OrderId).Select(g => new { g.Key, Sum = g.Sum(a => a.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        return rows.ConvertAll(o => new OurSide(kind, o.Id, $"Order {o.Number}")
        {
            Version = o.Version,
            Date = o.CreatedOn,
            Party = o.Customer,
            PartyId = parties.GetValueOrDefault(o.CustomerId),
            Number = o.Number,
            IsCancelled = o.Status == OrderStatus.Cancelled,
            Amount = o.Status == OrderStatus.Cancelled ? 0m : o.Total,
            Tax = o.TaxAmount,
            Open = o.Total - paid.GetValueOrDefault(o.Id),
            Marker = Marker.Of(new Order { Id = o.Id, AccountId = accountId, CreatedAt = o.CreatedAt }),
        });
    }

    private async Task<List<OurSide>> PaymentsAsync(List<long> ids, CancellationToken ct)
    {
        var rows = await db.Payments.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id)
            .Select(p => new { p.Id, p.ReferenceNumber, p.CustomerId, Customer = p.Customer!.Name, p.Status, p.ReceivedOn, p.CreatedAt, p.Amount, p.Undone, p.Refund, p.Version })
            .ToListAsync(ct);
        var parties = await PartiesAsync(RecordKind.Customer, rows.ConvertAll(r => r.CustomerId), ct);
        var applied = await db.Set<PaymentApplication>().Where(a => ids.Contains(a.PaymentId) && a.Order!.Status == OrderStatus.Open)
            .GroupBy(a => a.PaymentId).Select(g => new { g.Key, Sum = g.Sum(a => a.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        return rows.ConvertAll(p => new OurSide(
            kind, p.Id, $"{(p.Refund == RefundKind.None ? "Payment" : "Refund")} {(p.ReferenceNumber.Length > 0 ? p.ReferenceNumber : $"#{p.Id}")}")
        {
            Version = p.Version,
            Date = p.ReceivedOn,
            Party = p.Customer,
            PartyId = parties.GetValueOrDefault(p.CustomerId),
            Number = p.ReferenceNumber,
            // What a refund undid of it is void or lower in QuickBooks too.
            IsCancelled = p.Status == PaymentStatus.Cancelled || (p.Undone > 0m && p.Undone == p.Amount),
            Amount = p.Status == PaymentStatus.Cancelled ? 0m : p.Amount - p.Undone,
            IsRefund = p.Refund != RefundKind.None,
            IsSettledByAnother = p.Refund == RefundKind.UndoesPayment,
            Open = applied.GetValueOrDefault(p.Id),
            Marker = Marker.Of(new Payment { Id = p.Id, AccountId = accountId, CreatedAt = p.CreatedAt }),
        });
    }

    private async Task<List<OurSide>> PurchaseOrdersAsync(List<long> ids, CancellationToken ct)
    {
        var rows = await db.PurchaseOrders.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id)
            .Select(p => new { p.Id, p.Number, p.VendorId, Vendor = p.Vendor!.Name, p.Status, p.Date, p.CreatedAt, p.Total, p.Version })
            .ToListAsync(ct);
        var parties = await PartiesAsync(RecordKind.Vendor, rows.ConvertAll(r => r.VendorId), ct);
        return rows.ConvertAll(p => new OurSide(kind, p.Id, $"Purchase order {p.Number}")
        {
            Version = p.Version,
            Date = p.Date,
            Party = p.Vendor,
            PartyId = parties.GetValueOrDefault(p.VendorId),
            Number = p.Number,
            IsCancelled = p.Status is PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced,
            Amount = p.Total,
            Status = p.Status == PurchaseOrderStatus.Open ? "Open" : "Closed",
            Marker = Marker.Of(new PurchaseOrder { Id = p.Id, AccountId = accountId, CreatedAt = p.CreatedAt }),
        });
    }

    /// <summary>The id in QuickBooks of each customer or vendor that is there.</summary>
    private async Task<Dictionary<long, string>> PartiesAsync(RecordKind partyKind, List<long> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return await Links.Where(l => l.RecordKind == partyKind && wanted.Contains(l.RecordId)).Select(l => new { l.RecordId, l.QuickBooksId })
            .ToDictionaryAsync(l => l.RecordId, l => l.QuickBooksId, ct);
    }
}
