using Valance.Core.Orders;
using Valance.Core.Mappings;
using Valance.Core.Payments;
using Valance.Export.Failures;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>A rule of a payment that is one question.</summary>
/// <param name="find">The value at fault; null where the payment keeps the rule.</param>
public sealed class PaymentCheck(string name, string field, string rule, Func<Payment, CheckContext, string?> find) : Check<Payment>(name, field, rule)
{
    public override IEnumerable<Failure> Find(Payment payment, CheckContext context)
    {
        if (find(payment, context) is { } value)
        {
            yield return Fail(value.Length > 0 ? value : null);
        }
    }
}

/// <summary>QuickBooks keeps 31 characters of a method's name: two that are alike so far would be merged.</summary>
public sealed class MethodCollisionCheck() : Check<Payment>("method-collision", Fields.PaymentMethod, "Differs from the others in its first 31 characters")
{
    public override IEnumerable<Failure> Find(Payment payment, CheckContext context)
    {
        var method = PlainText.Collapse(payment.Method);
        var name = PaymentToQuickBooks.MethodName(method);
        var other = context.PaymentMethods.Select(PlainText.Collapse).FirstOrDefault(m =>
            !string.Equals(m, method, StringComparison.OrdinalIgnoreCase)
            && string.Equals(PaymentToQuickBooks.MethodName(m), name, StringComparison.OrdinalIgnoreCase));
        if (method.Length > 0 && other is not null)
        {
            yield return Fail(method, PaymentToQuickBooks.MethodMost) with { Detail = other, Mapping = new(MappingKind.PaymentMethod, method) };
        }
    }
}

/// <summary>The rules of payments.</summary>
public static class PaymentChecks
{
    public static readonly IReadOnlyList<Check<Payment>> All =
    [
        new MissingCheck<Payment>("value-missing", Fields.ReceivedOn, "There is a date", p => p.ReceivedOn == default),
        new PaymentCheck("payment-negative", Fields.Amount, "Negative only where it is said what the refund is", (p, _) => p.Amount < 0m && !p.IsRefund ? PlainText.Dollars(p.Amount) : null),
        new MissingCheck<Payment>("amount-missing", Fields.Amount, "Not zero", p => p.Amount == 0m),
        new AmountSizeCheck<Payment>(Fields.Amount, p => [p.Amount]),
        new PaymentCheck("over-applied", Fields.Orders, "No more is applied than was paid", (p, _) => (p.Amount >= 0m || p.IsRefund) && Applied(p).Sum(a => a.Amount) > Math.Abs(p.Amount) - p.Undone - p.Returned
            ? PlainText.Dollars(Applied(p).Sum(a => a.Amount)) : null),
        new PaymentCheck("application-negative", Fields.Orders, "No negative amount is applied", (p, _) => Applied(p).FirstOrDefault(a => a.Amount < 0m) is { } a ? PlainText.Dollars(a.Amount) : null),
        new PaymentCheck("other-customers-order", Fields.Orders, "Orders of the same customer", (p, _) =>
            Applied(p).FirstOrDefault(a => a.Order is { } order && order.CustomerId != p.CustomerId)?.Order?.Number),
        new CharactersCheck<Payment>(Fields.ReferenceNumber, p => p.ReferenceNumber),
        new LengthCheck<Payment>(Fields.ReferenceNumber, 21, p => p.ReferenceNumber),
        new CharactersCheck<Payment>(Fields.Memo, p => p.Memo),
        new NoteLengthCheck<Payment>(Fields.Memo, 4000, p => p.Memo + (p.Method.Length > PaymentToQuickBooks.MethodMost ? p.Method : "")),
        new MethodCollisionCheck(),
        new PaymentCheck("books-closed", Fields.ReceivedOn, "The books are open for the day", (p, c) => Dates.InClosedBooks(p.ReceivedOn, c)),
    ];

    private static IEnumerable<PaymentApplication> Applied(Payment payment) => payment.Applications.Where(a => a.Order?.Status != OrderStatus.Cancelled);
}
