using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Failures;

namespace Valance.Export.Checks;

/// <summary>All checks of a record at once: for its page, for badges in lists, and before it is sent.</summary>
public static class RecordChecks
{
    /// <summary>Every problem, in the order of the form; empty where the record is ready. Reads nothing: what is not loaded is not checked.</summary>
    public static IReadOnlyList<Finding> Of(Record record, CheckContext context) => record switch
    {
        Customer customer => Run(CustomerChecks.All, customer, context),
        Vendor vendor => Run(VendorChecks.All, vendor, context),
        // What is cancelled is voided or closed: its values are not sent.
        Order { Status: OrderStatus.Cancelled } or Payment { Status: PaymentStatus.Cancelled } => [],
        PurchaseOrder { Status: PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced } => [],
        Order order => Run(OrderChecks.All, order, context),
        Payment payment => Run(PaymentChecks.All, payment, context),
        PurchaseOrder purchaseOrder => Run(PurchaseOrderChecks.All, purchaseOrder, context),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null),
    };

    private static List<Finding> Run<T>(IReadOnlyList<Check<T>> checks, T record, CheckContext context)
        where T : Record =>
        [.. checks.SelectMany(check => check.Find(record, context).Select(failure => Finding(failure, check.Blocks, record.Label)))];

    private static Finding Finding(Failure failure, bool blocks, string title)
    {
        var explanation = Explanations.Of(failure, title);
        var suggestion = explanation.Fixes.Select(f => f.Suggestion).FirstOrDefault(s => s is not null);
        return new(failure.Cause, explanation.What, failure.Field ?? "", failure.Value, explanation.ToDo, suggestion, blocks, failure);
    }
}
