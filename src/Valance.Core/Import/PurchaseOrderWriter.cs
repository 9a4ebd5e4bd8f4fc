using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Core.Import;

/// <summary>Writes purchase orders with their lines.</summary>
internal sealed class PurchaseOrderWriter(ImportRun run, NamedLists lists)
{
    public Task WriteAsync(StagedUnits units, CancellationToken ct) => run.InChunksAsync(
        RecordKind.PurchaseOrder, units.Count(RecordKind.PurchaseOrder), units.PurchaseOrders(), lists.AddOfPurchaseOrdersAsync, WriteAsync, ct);

    private async Task WriteAsync(ValanceDb db, IReadOnlyList<PurchaseOrderUnit> units, ImportReport tally, CancellationToken ct)
    {
        var numbers = units.Select(u => u.Number).ToList();
        var known = await db.PurchaseOrders.Include(p => p.Lines).Include(p => p.Charges).AsSplitQuery()
            .Where(p => p.AccountId == run.AccountId && numbers.Contains(p.Number)).ToDictionaryAsync(p => p.Number, ct);
        var vendorKeys = units.Select(u => u.VendorId).ToList();
        var vendors = await db.Vendors.Where(v => v.AccountId == run.AccountId && vendorKeys.Contains(v.ExternalId!)).ToDictionaryAsync(v => v.ExternalId!, ct);
        var orderNumbers = units.Select(u => u.OrderNumber).ToList();
        var orders = await db.Orders.Where(o => o.AccountId == run.AccountId && orderNumbers.Contains(o.Number)).ToDictionaryAsync(o => o.Number, ct);
        foreach (var unit in units)
        {
            unit.Problems.Clear();
            var vendor = vendors.GetValueOrDefault(unit.VendorId) ?? (run.IsTrial && run.Stage.IsTaken(ImportFormat.Vendors, unit.VendorId) ? new Vendor() : null);
            if (vendor is null)
            {
                unit.Refuse("Vendor id", $"There is no vendor {unit.VendorId}.");
            }

            var order = orders.GetValueOrDefault(unit.OrderNumber);
            if (unit.OrderNumber.Length > 0 && order is null && !(run.IsTrial && run.Stage.IsTaken(ImportFormat.Orders, unit.OrderNumber)))
            {
                unit.Refuse("Order number", $"There is no order {unit.OrderNumber}.");
            }

            if (unit.Problems.Count > 0)
            {
                tally.Refuse(RecordKind.PurchaseOrder, unit.Number, [.. unit.Problems], unit.Rows);
                continue;
            }

            var purchaseOrder = known.GetValueOrDefault(unit.Number);
            if (!tally.NeedsWriting(purchaseOrder, RecordKind.PurchaseOrder, unit.Fingerprint))
            {
                continue;
            }

            purchaseOrder ??= db.PurchaseOrders.Add(new PurchaseOrder()).Entity;
            purchaseOrder.Vendor = vendor;
            purchaseOrder.Order = order ?? purchaseOrder.Order;
            unit.Apply(purchaseOrder);
            run.Stamp(purchaseOrder, unit.Fingerprint);
        }
    }
}
