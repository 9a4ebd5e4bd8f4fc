using Valance.Core.Records.Saving;

namespace Valance.Core.Payments.Refunds;

/// <summary>Everything that can be wrong with a refund, each at its field.</summary>
internal static class RefundCheck
{
    public static void Of(PaymentInput input, RefundFacts facts, ProblemList problems)
    {
        if (facts.Before is { } before)
        {
            CheckUnchanged(input, before, problems);
            return;
        }

        var amount = -input.Amount;
        problems.Dollars(nameof(input.Amount), "The amount", amount);
        switch (input.Refund)
        {
            case RefundKind.None:
                problems.Add(nameof(input.Refund), "Say what this refund is: each kind is booked in another way.");
                break;
            case RefundKind.UndoesPayment:
                CheckUndo(input, facts.Payment, amount, problems);
                break;
            case RefundKind.ReturnsCredit:
                CheckReturn(input, facts.Payment, amount, problems);
                break;
            default:
                CheckSale(input, facts.Order, amount, problems);
                break;
        }
    }

    /// <summary>Documents in QuickBooks lean on its figures: another refund is another record.</summary>
    private static void CheckUnchanged(PaymentInput input, Payment before, ProblemList problems)
    {
        const string Anew = "Cancel it and enter it anew.";
        problems.AddIf(!before.IsRefund, nameof(input.Amount), "A payment that was received cannot become a refund. Enter the refund by itself, with a negative amount.");
        problems.AddIf(before.IsRefund && input.Amount != before.Amount, nameof(input.Amount), $"The amount of a refund stays {UsDollars.Of(before.Amount)}. {Anew}");
        problems.AddIf(before.IsRefund && input.Refund != before.Refund, nameof(input.Refund), $"What a refund is stays as it was entered. {Anew}");
        problems.AddIf(before.IsRefund && input.CustomerId != before.CustomerId, nameof(input.CustomerId), $"A refund stays its customer's. {Anew}");
        problems.AddIf(input.RefundsPaymentId != before.RefundsPaymentId, nameof(input.RefundsPaymentId), $"The payment that it is about stays the same. {Anew}");
        problems.AddIf(input.RefundsOrderId != before.RefundsOrderId, nameof(input.RefundsOrderId), $"The order that it is about stays the same. {Anew}");
        problems.AddIf(input.RefundTax != before.RefundTax, nameof(input.RefundTax), $"Its sales tax stays {UsDollars.Of(before.RefundTax)}. {Anew}");
    }

    private static void CheckUndo(PaymentInput input, Payment? payment, decimal amount, ProblemList problems)
    {
        if (Standing(input, payment, "Choose the payment that did not hold.", problems) is not { } undone)
        {
            return;
        }

        problems.AddIf(undone.IsRefund, nameof(input.RefundsPaymentId), $"{undone.Label} is a refund itself: cancel it instead.");
        var left = undone.Amount - undone.Undone - undone.Returned;
        problems.AddIf(!undone.IsRefund && amount > left, nameof(input.Amount),
            $"{undone.Label} came to {UsDollars.Of(undone.Amount)}{(left < undone.Amount ? $", of which {UsDollars.Of(left)} still stand" : "")}. No more can be undone.");
    }

    private static void CheckReturn(PaymentInput input, Payment? payment, decimal amount, ProblemList problems)
    {
        if (Standing(input, payment, "Choose the overpayment, deposit or credit that is given back.", problems) is { } source)
        {
            problems.AddIf(amount > source.Credit, nameof(input.Amount),
                $"{source.Label} has {UsDollars.Of(Math.Max(0m, source.Credit))} left as a credit. No more can be given back; take it off an order first.");
        }
    }

    private static void CheckSale(PaymentInput input, RefundableOrder? order, decimal amount, ProblemList problems)
    {
        problems.AddIf(!input.IsConfirmed, nameof(input.IsConfirmed), "Confirm that what was sold, and the sales tax with it, is lowered in QuickBooks.");
        problems.Dollars(nameof(input.RefundTax), "The sales tax", input.RefundTax);
        if (order is null)
        {
            problems.Add(nameof(input.RefundsOrderId), input.RefundsOrderId is null ? "Choose the order." : "That order is not one of the customer's.");
            return;
        }

        problems.AddIf(order.IsCancelled, nameof(input.RefundsOrderId), $"Order {order.Number} is cancelled: nothing of it stands to be lowered.");
        problems.AddIf(amount > order.Left, nameof(input.Amount), $"Order {order.Number} comes to {UsDollars.Of(order.Left)}, earlier refunds taken off. It cannot be lowered by more.");
        problems.AddIf(
            input.Refund == RefundKind.ReturnsMoney && amount <= order.Left && amount > order.LeftPaid, nameof(input.Amount),
            $"{UsDollars.Of(Math.Max(0m, order.LeftPaid))} was paid on order {order.Number} and not given back yet. No more can be given back; a credit lowers what is still owed.");
        problems.AddIf(input.RefundTax > order.LeftTax, nameof(input.RefundTax), $"Order {order.Number} has {UsDollars.Of(order.LeftTax)} of sales tax, earlier refunds taken off.");
        problems.AddIf(input.RefundTax > 0m && input.RefundTax >= amount, nameof(input.RefundTax), "The sales tax is a part of the amount, and less than it.");
    }

    private static Payment? Standing(PaymentInput input, Payment? payment, string choose, ProblemList problems)
    {
        if (payment is null)
        {
            problems.Add(nameof(input.RefundsPaymentId), input.RefundsPaymentId is null ? choose : "That payment is not one of the customer's.");
            return null;
        }

        problems.AddIf(payment.Status == PaymentStatus.Cancelled, nameof(input.RefundsPaymentId), $"{payment.Label} is cancelled: nothing of it stands.");
        return payment.Status == PaymentStatus.Cancelled ? null : payment;
    }
}
