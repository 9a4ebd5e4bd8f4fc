using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Export.Previewing;

/// <summary>The fields of whatever record, for a preview and for a comparison with what was sent before.</summary>
internal static class RecordRows
{
    public static async Task<FieldRows> OfAsync(ValanceDb db, Record record, ListNames names, CancellationToken ct) => record switch
    {
        Customer customer => NameRows.Of(customer, names),
        Vendor vendor => NameRows.Of(vendor, names),
        Order order => DocumentRows.Of(order, names),
        Payment { IsRefund: true } refund => RefundRows.Of(refund, await CustomerOfAsync(db, refund, ct), names),
        Payment payment => DocumentRows.Of(payment, await CustomerOfAsync(db, payment, ct), names),
        PurchaseOrder order => DocumentRows.Of(order, names),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null),
    };

    private static async Task<string> CustomerOfAsync(ValanceDb db, Payment payment, CancellationToken ct) =>
        DisplayNames.Of(await db.Customers.AsNoTracking().SingleAsync(c => c.Id == payment.CustomerId, ct));
}
