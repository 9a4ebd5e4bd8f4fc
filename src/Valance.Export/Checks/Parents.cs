using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;

namespace Valance.Export.Checks;

/// <summary>A record by its kind and id.</summary>
public sealed record RecordKey(RecordKind Kind, long Id);

internal static class Parents
{
    /// <summary>What must stand in QuickBooks before the record, and the field that names it; as far as it is loaded.</summary>
    public static IEnumerable<(string Field, RecordKey Parent)> Of(Record record)
    {
        switch (record)
        {
            case Order order:
                yield return (Fields.Customer, new(RecordKind.Customer, order.CustomerId));
                break;
            case Payment payment:
                yield return (Fields.Customer, new(RecordKind.Customer, payment.CustomerId));
                if (payment.RefundsPaymentId is { } refunded)
                {
                    yield return (Fields.RefundedPayment, new(RecordKind.Payment, refunded));
                }

                if (payment.RefundsOrderId is { } lowered)
                {
                    yield return (Fields.RefundedOrder, new(RecordKind.Order, lowered));
                }

                foreach (var applied in payment.Applications.Where(a => a.Order?.Status != OrderStatus.Cancelled && a.Amount > 0m))
                {
                    yield return (Fields.Orders, new(RecordKind.Order, applied.OrderId));
                }

                break;
            case PurchaseOrder purchase:
                yield return (Fields.Vendor, new(RecordKind.Vendor, purchase.VendorId));
                if (purchase.Order is { } its)
                {
                    yield return (Fields.Customer, new(RecordKind.Customer, its.CustomerId));
                }

                break;
        }
    }
}
