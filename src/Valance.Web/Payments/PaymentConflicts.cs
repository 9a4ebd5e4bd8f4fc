using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.Payments;

/// <summary>By what two versions of one payment are compared.</summary>
public static class PaymentConflicts
{
    public static IReadOnlyList<ConflictField<PaymentInput>> All { get; } =
    [
        new("Customer", (p, names) => names.Of(RecordKind.Customer, p.CustomerId), (from, to) => to.CustomerId = from.CustomerId) { Points = p => [new(RecordKind.Customer, p.CustomerId)] },
        new("Amount received", p => UsFormat.Money(p.Amount), (from, to) => to.Amount = from.Amount),
        new("Received on", p => p.ReceivedOn is { } day ? UsFormat.Day(day) : "", (from, to) => to.ReceivedOn = from.ReceivedOn),
        new("Payment method", p => p.Method, (from, to) => to.Method = from.Method),
        new("Reference number", p => p.ReferenceNumber, (from, to) => to.ReferenceNumber = from.ReferenceNumber),
        new("Memo", p => p.Memo, (from, to) => to.Memo = from.Memo),
        new(
            "Orders that it settles",
            (p, names) => string.Join('\n', p.Applications.Where(a => a.Amount != 0m).Select(a => $"{UsFormat.Money(a.Amount)} on {names.Of(RecordKind.Order, a.OrderId)}")),
            (from, to) => to.Applications = from.Applications)
        {
            Points = p => p.Applications.Select(a => new RecordKey(RecordKind.Order, a.OrderId)),
        },
    ];
}
