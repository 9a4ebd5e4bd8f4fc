using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.Records.Saving;

/// <summary>
/// Orders are searched by their customer's name, purchase orders by their vendor's: who is renamed is found under the new name at once.
/// It is no edit of those records: their versions stay, else a rename would mark them all as changed since export.
/// </summary>
internal static class SearchedNames
{
    public static async Task RefreshOfCustomerAsync(ValanceDb db, long customerId, CancellationToken ct)
    {
        var orders = await db.Orders.AsNoTracking().Include(o => o.Customer).Where(o => o.CustomerId == customerId).ToListAsync(ct);
        await RefreshAsync(db.Orders, orders, ct);
        var payments = await db.Payments.AsNoTracking().Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order)
            .Where(p => p.CustomerId == customerId).ToListAsync(ct);
        await RefreshAsync(db.Payments, payments, ct);
    }

    public static async Task RefreshOfVendorAsync(ValanceDb db, long vendorId, CancellationToken ct)
    {
        var purchases = await db.PurchaseOrders.AsNoTracking().Include(p => p.Vendor).Include(p => p.Order).Where(p => p.VendorId == vendorId).ToListAsync(ct);
        await RefreshAsync(db.PurchaseOrders, purchases, ct);
    }

    private static async Task RefreshAsync<T>(DbSet<T> rows, List<T> records, CancellationToken ct)
        where T : Record
    {
        foreach (var record in records)
        {
            var (id, searched) = (record.Id, record.Searched());
            if (!string.Equals(searched, record.Search, StringComparison.Ordinal))
            {
                await rows.Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Search, searched), ct);
            }
        }
    }
}
