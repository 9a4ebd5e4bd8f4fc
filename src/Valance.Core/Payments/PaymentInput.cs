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

    public decimal Amount { get; set; }

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
        Method = p.Method,
        ReferenceNumber = p.ReferenceNumber,
        Memo = p.Memo,
        Applications = [.. p.Applications.OrderBy(a => a.OrderId).Select(a => new AppliedInput { OrderId = a.OrderId, Amount = a.Amount })],
    };

    public void DropBlanksAndTrim()
    {
        (Method, ReferenceNumber, Memo) = (Method.Trim(), ReferenceNumber.Trim(), Memo.Trim());
        Applications.RemoveAll(a => a.Amount == 0m);
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
        problems.AddIf(
            Amount < 0m, nameof(Amount),
            "A payment cannot be negative. To undo a payment, cancel it or lower its amount. To lower what an order costs, put a discount on the order. " +
            "Money given back to a customer is entered in QuickBooks as a refund; it is not kept here.");
        if (Amount > 0m)
        {
            problems.Dollars(nameof(Amount), "The amount", Amount);
        }

        CheckApplications(problems, facts);
        return problems;
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

        problems.AddIf(
            Amount > 0m && Applied > Amount, nameof(Applications),
            $"{UsDollars.Of(Applied)} is applied to orders, but only {UsDollars.Of(Amount)} was received.");
    }
}

/// <summary>What of a payment settles one order.</summary>
public sealed class AppliedInput
{
    public long OrderId { get; set; }

    public decimal Amount { get; set; }
}
