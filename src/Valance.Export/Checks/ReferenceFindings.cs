using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Checks;

/// <summary>What a record points at that is neither in the company's lists nor would be created there: a mapping to choose before it can be sent.</summary>
internal static class ReferenceFindings
{
    // The parent's id does not matter here.
    private static readonly Ref AnyParent = new("");

    public static IEnumerable<Failure> Of(Record record, ReferenceResolver resolver, CompanyLists lists)
    {
        var tooEarly = default(Failure);
        switch (record)
        {
            case Customer customer:
                NamePlans.Resolve(resolver, customer.Terms);
                break;
            case Vendor vendor:
                NamePlans.Resolve(resolver, vendor.Terms);
                break;
            case Order order:
                tooEarly = OrderPlans.BeforeInventory(order, OrderPlans.Resolve(resolver, order, AnyParent, lists.Profile), lists);
                break;
            case Payment payment:
                PaymentPlans.Resolve(resolver, payment, AnyParent);
                break;
            case PurchaseOrder order:
                PurchaseOrderPlans.Resolve(resolver, order, AnyParent, null);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null);
        }

        var missing = resolver.Missing.Where(m => m.New is null).Select(m => m.ToFailure());
        return tooEarly is null ? missing : missing.Append(tooEarly);
    }
}
