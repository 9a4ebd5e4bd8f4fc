using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;

namespace Valance.Export.Planning;

/// <summary>Records with all that an export of them looks at, for reading alone.</summary>
internal static class RecordsToExport
{
    /// <summary>Without a check of rights: the caller asks for what may be seen.</summary>
    public static async Task<IReadOnlyList<Record>> LoadAsync(ValanceDb db, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => await db.Customers.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        RecordKind.Vendor => await db.Vendors.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        RecordKind.Order => await db.Orders.AsNoTracking().AsSplitQuery()
            .Include(o => o.Lines.OrderBy(l => l.Number)).Include(o => o.Charges.OrderBy(c => c.Number)).Include(o => o.Amounts.OrderBy(a => a.Number))
            .Include(o => o.Customer).Include(o => o.Department)
            .Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        RecordKind.Payment => await db.Payments.AsNoTracking().AsSplitQuery().Include(p => p.Applications.OrderBy(a => a.Id)).ThenInclude(a => a.Order)
            .Include(p => p.RefundsPayment).Include(p => p.RefundsOrder!.Department)
            .Include(p => p.Refunds.Where(r => r.Refund == RefundKind.ReturnsCredit && r.Status == PaymentStatus.Received).OrderBy(r => r.Id))
            .Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        RecordKind.PurchaseOrder => await db.PurchaseOrders.AsNoTracking().AsSplitQuery()
            .Include(p => p.Lines.OrderBy(l => l.Number)).Include(p => p.Charges.OrderBy(c => c.Number)).Include(p => p.Vendor).Include(p => p.Order)
            .Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
