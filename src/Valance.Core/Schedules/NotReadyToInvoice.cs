using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.Schedules;

/// <summary>What a night leaves alone where orders go on their mark: orders that are not marked and do not stand in QuickBooks, and the payments that settle them.</summary>
internal static class NotReadyToInvoice
{
    public static async Task<IReadOnlySet<(RecordKind, long)>> AmongAsync(ValanceDb db, long accountId, CancellationToken ct)
    {
        if (!await db.ExportSettings.AnyAsync(s => s.AccountId == accountId && s.WhenReady, ct))
        {
            return new HashSet<(RecordKind, long)>();
        }

        var orders = from order in db.Orders
                     where order.AccountId == accountId && order.Status == OrderStatus.Open
                         && !(from link in db.Links
                              join connection in db.Connections on new { link.AccountId, link.RealmId } equals new { connection.AccountId, connection.RealmId }
                              where link.RecordKind == RecordKind.Order && link.RecordId == order.Id
                              select link).Any()
                     select order.Id;
        var payments = db.Payments.Where(p => p.AccountId == accountId && p.Applications.Any(a => orders.Contains(a.OrderId))).Select(p => p.Id);
        var waiting = new HashSet<(RecordKind, long)>();
        waiting.UnionWith((await orders.ToListAsync(ct)).Select(id => (RecordKind.Order, id)));
        waiting.UnionWith((await payments.ToListAsync(ct)).Select(id => (RecordKind.Payment, id)));
        return waiting;
    }
}
