using Valance.Core.Payments.Refunds;
using Valance.Core.Records.Saving;

namespace Valance.Core.Payments;

/// <summary>A payment as it is typed. A form binds to it, an import fills it.</summary>
public sealed class PaymentInput
{
    /// <summary>Set by an import alone.</summary>
    public string? ExternalId { get; set; }

    /// <summary>0 while none is chosen.</summary>
    public long CustomerId { get; set; }

    public DateOnly? ReceivedOn { get; set; }

    /// <summary>Negative: a refund, and <see cref="Refund"/> says which.</summary>
    public decimal Amount { get; set; }

    public RefundKind Refund { get; set; }

    /// <summary>Of a refund: the payment that it undoes, or whose credit it gives back.</summary>
    public long? RefundsPaymentId { get; set; }

    /// <summary>Of a refund that lowers sales: its order.</summary>
    public long? RefundsOrderId { get; set; }

    /// <summary>Of a refund that lowers sales: the part of it that is sales tax, positive.</summary>
    public decimal RefundTax { get; set; }

    /// <summary>A person said that sales and sales tax are to be lowered.</summary>
    public bool IsConfirmed { get; set; }

    public string Method { get; set; } = "";

    public string ReferenceNumber { get; set; } = "";

    public string Memo { get; set; } = "";

    /// <summary>What is left of the amount stays the customer's credit.</summary>
    public List<AppliedInput> Applications { get; set; } = [];

    public decimal Applied => Applications.Sum(a => a.Amount);

    public static PaymentInput From(Payment p) => new()
    {
        ExternalId = p.ExternalId,
        CustomerId = p.CustomerId,
        ReceivedOn = p.ReceivedOn,
        Amount = p.Amount,
        Refund = p.Refund,
        RefundsPaymentId = p.RefundsPaymentId,
        RefundsOrderId = p.RefundsOrderId,
        RefundTax = p.RefundTax,
        IsConfirmed = p.Refund.LowersSales(),
        Method = p.Method,
        ReferenceNumber = p.ReferenceNumber,
        Memo = p.Memo,
        Applications = [.. p.Applications.OrderBy(a => a.OrderId).Select(a => new AppliedInput { OrderId = a.OrderId, Amount = a.Amount })],
    };

    public void DropBlanksAndTrim()
    {
        (Method, ReferenceNumber, Memo) = (Method.Trim(), ReferenceNumber.Trim(), Memo.Trim());
        Applications.RemoveAll(a => a.Amount == 0m);
        DropWhatIsNotTheKinds();
    }

    /// <summary>What was typed for another kind of refund, or before the amount was positive.</summary>
    private void DropWhatIsNotTheKinds()
    {
        Refund = Amount < 0m ? Refund : RefundKind.None;
        RefundsPaymentId = Refund is RefundKind.UndoesPayment or RefundKind.ReturnsCredit ? RefundsPaymentId : null;
        RefundsOrderId = Refund.LowersSales() ? RefundsOrderId : null;
        (RefundTax, IsConfirmed) = Refund.LowersSales() ? (RefundTax, IsConfirmed) : (0m, false);
        if (Amount < 0m && Refund != RefundKind.GrantsCredit)
        {
            Applications.Clear();
        }
    }

    /// <summary>Every problem at once.</summary>
    internal ProblemList Check(PaymentFacts facts)
    {
        var problems = new ProblemList();
        if (facts.Customer is not { } customer)
        {
            problems.Add(nameof(CustomerId), CustomerId == 0 ? "Choose the customer." : "That customer was not found.");
        }
        else
        {
            problems.AddIf(customer.IsCancelled && facts.CustomerBefore != customer.Id, nameof(CustomerId), $"{customer.Name} is cancelled. Choose another customer.");
        }

        problems.Date(nameof(ReceivedOn), "The date", ReceivedOn);
        problems.Listed(nameof(Method), "The payment method", Method, facts.Methods, facts.MethodBefore);
        problems.Text(nameof(ReferenceNumber), "The reference number", ReferenceNumber, 100);
        problems.Text(nameof(Memo), "The memo", Memo, ProblemList.NotesLength);
        problems.AddIf(Amount == 0m, nameof(Amount), "Enter the amount that was received.");
        if (Amount < 0m)
        {
            RefundCheck.Of(this, facts.Refund, problems);
        }
        else if (Amount > 0m)
        {
            problems.Dollars(nameof(Amount), "The amount", Amount);
            CheckRefunds(problems, facts.Refund.Before);
        }

        CheckApplications(problems, facts);
        return problems;
    }

    /// <summary>What refunds took of it is gone, whatever is changed.</summary>
    private void CheckRefunds(ProblemList problems, Payment? before)
    {
        if (before is null)
        {
            return;
        }

        problems.AddIf(before.IsRefund, nameof(Amount), "A refund cannot become a payment that was received. Cancel it, and enter the payment by itself.");
        var taken = before.Undone + before.Returned;
        problems.AddIf(taken > 0m && Amount < taken, nameof(Amount), $"Refunds took {UsDollars.Of(taken)} of this payment: it cannot be less. Cancel them first.");
        problems.AddIf(taken > 0m && CustomerId != before.CustomerId, nameof(CustomerId), "Refunds of this payment stand: it stays its customer's. Cancel them first.");
    }

    private void CheckApplications(ProblemList problems, PaymentFacts facts)
    {
        for (var i = 0; i < Applications.Count; i++)
        {
            var (applied, field) = (Applications[i], $"Applications[{i}]");
            if (!facts.Orders.TryGetValue(applied.OrderId, out var order))
            {
                problems.Add(field, facts.Customer is null ? "That order was not found." : $"That order is not one of {facts.Customer.Name}'s.");
                continue;
            }

            problems.AddIf(Applications.FindIndex(a => a.OrderId == applied.OrderId) < i, field, $"Order {order.Number} stands twice.");
            problems.AddIf(order.IsCancelled, field, $"Order {order.Number} is cancelled; nothing can be applied to it.");
            problems.Dollars(field, $"What is applied to order {order.Number}", applied.Amount);
            problems.AddIf(
                !order.IsCancelled && applied.Amount > order.Open, field,
                $"Order {order.Number} has {UsDollars.Of(order.Open)} open. A payment applies no more than that; the rest stays a credit.");
        }

        var taken = (facts.Refund.Before?.Undone ?? 0m) + (facts.Refund.Before?.Returned ?? 0m);
        problems.AddIf(
            Applied > Math.Abs(Amount) - taken, nameof(Applications),
            $"{UsDollars.Of(Applied)} is applied to orders, but only {UsDollars.Of(Math.Abs(Amount))} {(Amount < 0m ? "is the credit" : "was received")}"
                + (taken > 0m ? $", and refunds took {UsDollars.Of(taken)} of it." : "."));
    }
}

/// <summary>What of a payment settles one order.</summary>
public sealed class AppliedInput
{
    public long OrderId { get; set; }

    public decimal Amount { get; set; }
}
