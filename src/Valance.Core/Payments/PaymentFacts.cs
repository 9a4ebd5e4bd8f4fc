using Valance.Core.Customers;
using Valance.Core.Payments.Refunds;

namespace Valance.Core.Payments;

/// <summary>What a payment's input is held against; read while its orders are held.</summary>
/// <param name="Orders">Those of the input that are the customer's, by id.</param>
internal sealed record PaymentFacts(
    Customer? Customer, long CustomerBefore, string MethodBefore, IReadOnlyCollection<string> Methods, IReadOnlyDictionary<long, PayableOrder> Orders,
    RefundFacts Refund);

/// <param name="Open">Its total less what other payments apply to it.</param>
internal sealed record PayableOrder(string Number, bool IsCancelled, decimal Open);
