using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Export.AfterSending;
using Valance.Export.Planning;

namespace Valance.Export.Lane;

/// <summary>Our records behind a request, loaded at once, to compare what QuickBooks booked with what stands here.</summary>
internal sealed class RecordsAsSent
{
    private readonly Dictionary<(RecordKind, long), Record> _records = [];
    private readonly Dictionary<long, decimal> _paid = [];

    public Record? Of(Outgoing item) => _records.GetValueOrDefault((item.Kind, item.RecordId));

    public static async Task<RecordsAsSent> LoadAsync(ValanceDb db, string realmId, IReadOnlyCollection<Outgoing> items, CancellationToken ct)
    {
        var loaded = new RecordsAsSent();
        foreach (var kind in items.GroupBy(i => i.Kind))
        {
            var ids = kind.Select(i => i.RecordId).ToList();
            var records = kind.Key switch
            {
                RecordKind.Customer => [.. await db.Customers.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct)],
                RecordKind.Vendor => [.. await db.Vendors.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct)],
                RecordKind.Order => [.. await db.Orders.AsNoTracking().AsSplitQuery()
                    .Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).Include(o => o.Customer).Include(o => o.Department)
                    .Where(r => ids.Contains(r.Id)).ToListAsync(ct)],
                RecordKind.Payment => [.. await db.Payments.AsNoTracking().Include(p => p.Applications).ThenInclude(a => a.Order).Include(p => p.Customer)
                    .Where(r => ids.Contains(r.Id)).ToListAsync(ct)],
                RecordKind.PurchaseOrder => (IReadOnlyList<Record>)[.. await db.PurchaseOrders.AsNoTracking().AsSplitQuery()
                    .Include(p => p.Lines).Include(p => p.Charges).Include(p => p.Vendor).Include(p => p.Order).Where(r => ids.Contains(r.Id)).ToListAsync(ct)],
                _ => throw new InvalidOperationException($"{kind.Key} is not exported."),
            };
            foreach (var record in records)
            {
                loaded._records[(kind.Key, record.Id)] = record;
            }

            if (kind.Key == RecordKind.Order)
            {
                await loaded.LoadPaidAsync(db, realmId, ids, ct);
            }
        }

        return loaded;
    }

    /// <summary>The warnings about what QuickBooks keeps. None for a record that was edited since it was sent: its next export compares.</summary>
    public IReadOnlyList<PlanNote> Differences(Outgoing item, SendAnswer answer)
    {
        if (answer.Entity is null || Of(item) is not { } record || record.Version != item.RecordVersion)
        {
            return [];
        }

        decimal? balance = record is Core.Orders.Order order ? order.Total - _paid.GetValueOrDefault(order.Id) : null;
        return Comparison.Of(record, item.AsPlan(), answer.Entity, balance);
    }

    /// <summary>What payments that stand in QuickBooks have settled of each order.</summary>
    private async Task LoadPaidAsync(ValanceDb db, string realmId, List<long> orders, CancellationToken ct)
    {
        var applied = await (from payment in db.Payments
                             join link in db.Links on payment.Id equals link.RecordId
                             where link.RecordKind == RecordKind.Payment && link.RealmId == realmId && !link.IsVoided
                                 // A credit memo settles nothing until its settlement stands.
                                 && (link.Document == "" || link.SettlementId != "")
                             from application in payment.Applications
                             where orders.Contains(application.OrderId)
                             select new { application.OrderId, application.Amount }).ToListAsync(ct);
        foreach (var order in applied.GroupBy(a => a.OrderId))
        {
            _paid[order.Key] = order.Sum(a => a.Amount);
        }
    }
}
