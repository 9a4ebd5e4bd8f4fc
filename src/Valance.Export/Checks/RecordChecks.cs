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
    private const string NotExported = " was not exported: ";

    /// <summary>Every problem, in the order of the form; empty where the record is ready. Reads nothing: what is not loaded is not checked.</summary>
    public static IReadOnlyList<Finding> Of(Record record, CheckContext context) => record switch
    {
        Customer customer => Run(CustomerChecks.All, customer, context),
        Vendor vendor => Run(VendorChecks.All, vendor, context),
        // What is cancelled is voided or closed: its values are not sent.
        Order { Status: OrderStatus.Cancelled } or Payment { Status: PaymentStatus.Cancelled } or Payment { IsUndone: true } => [],
        PurchaseOrder { Status: PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced } => [],
        Order order => Run(OrderChecks.All, order, context),
        Payment payment => Run(PaymentChecks.All, payment, context),
        PurchaseOrder purchaseOrder => Run(PurchaseOrderChecks.All, purchaseOrder, context),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null),
    };

    /// <summary>The registry: every check of a kind of record, in the order of the form.</summary>
    public static IReadOnlyList<ICheck> All(RecordKind kind) => kind switch
    {
        RecordKind.Customer => CustomerChecks.All,
        RecordKind.Vendor => VendorChecks.All,
        RecordKind.Order => OrderChecks.All,
        RecordKind.Payment => PaymentChecks.All,
        RecordKind.PurchaseOrder => PurchaseOrderChecks.All,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static List<Finding> Run<T>(IReadOnlyList<Check<T>> checks, T record, CheckContext context)
        where T : Record =>
        [.. checks.SelectMany(check => check.Find(record, context).Select(failure => ToFinding(failure, check.Blocks, record)))];

    internal static Finding ToFinding(Failure failure, bool blocks, Record record)
    {
        var explanation = Explanations.Of(failure, record.Label);
        var suggestion = explanation.Fixes.Select(f => f.Suggestion).FirstOrDefault(s => s is not null);
        return new(failure.Cause, explanation.Title, Sentence(explanation.What), failure.Field ?? "", failure.Value, explanation.ToDo, suggestion, blocks, failure)
        {
            Record = record.Label,
        };
    }

    /// <summary>Nothing was tried yet: of "Order 7 was not exported: its total is negative." the second part.</summary>
    private static string Sentence(string what)
    {
        var end = what.IndexOf(NotExported, StringComparison.Ordinal);
        if (end < 0)
        {
            return what;
        }

        var rest = what[(end + NotExported.Length)..];
        return char.ToUpperInvariant(rest[0]) + rest[1..];
    }
}
