using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Records.Saving;

namespace Valance.Core.Orders;

/// <summary>What an order's input is held against; read from the store in the save's own transaction.</summary>
/// <param name="Existing">Null for a new order.</param>
/// <param name="Paid">What payments apply to it now.</param>
/// <param name="FreeNumber">Set if the number is taken: the next one that is not.</param>
internal sealed record OrderFacts(
    Customer? Customer,
    Order? Existing,
    decimal Paid,
    string? FreeNumber,
    IReadOnlySet<long> DepartmentIds,
    IReadOnlyCollection<string> Terms,
    IReadOnlyCollection<TaxCode> TaxCodes)
{
    public IEnumerable<string> TaxCodeNames => TaxCodes.Select(c => c.Name);

    /// <summary>An order keeps the rate that it was sold with; another code brings today's.</summary>
    public decimal RateOf(string taxCode) =>
        string.Equals(Existing?.TaxCode, taxCode, StringComparison.OrdinalIgnoreCase)
            ? Existing!.TaxRatePercent
            : TaxCodes.FirstOrDefault(c => string.Equals(c.Name, taxCode, StringComparison.OrdinalIgnoreCase))?.RatePercent ?? 0m;
}

/// <summary>Everything that can be wrong with an order, each at its field: "Number", "Lines[0].Quantity".</summary>
internal static class OrderCheck
{
    public static ProblemList Of(OrderInput input, OrderFacts facts)
    {
        var problems = new ProblemList();
        Head(input, facts, problems);
        problems.AddIf(input.Lines.Count + input.Charges.Count == 0, nameof(input.Lines), "Add at least one line item.");
        for (var i = 0; i < input.Lines.Count; i++)
        {
            Line(input.Lines[i], $"Lines[{i}]", $"Line {i + 1}:", problems);
        }

        for (var i = 0; i < input.Charges.Count; i++)
        {
            var (charge, field, what) = (input.Charges[i], $"Charges[{i}]", $"Additional charge {i + 1}:");
            problems.Required($"{field}.Name", $"{what} the name", charge.Name, 100);
            problems.Dollars($"{field}.Amount", $"{what} the amount", charge.Amount);
        }

        for (var i = 0; i < input.Amounts.Count; i++)
        {
            Adjustment(input.Amounts[i], input, $"Amounts[{i}]", $"Additional amount {i + 1}:", problems);
        }

        if (!problems.Any)
        {
            Totals(input, facts, problems);
        }

        return problems;
    }

    private static void Head(OrderInput input, OrderFacts facts, ProblemList problems)
    {
        Customer(input, facts, problems);
        problems.Required(nameof(input.Number), "The order number", input.Number, 50);
        problems.AddIf(facts.FreeNumber is not null, nameof(input.Number), $"Order number {input.Number} is taken. {facts.FreeNumber} is free.");
        problems.Date(nameof(input.CreatedOn), "The date", input.CreatedOn);
        problems.Text(nameof(input.Salesperson), "The salesperson", input.Salesperson, 200);
        problems.Text(nameof(input.Sidemark), "The sidemark", input.Sidemark, 200);
        problems.Text(nameof(input.TaxExemptReason), "The reason for the exemption", input.TaxExemptReason, 200);
        problems.Text(nameof(input.Memo), "The memo", input.Memo, 4000);
        problems.Address(nameof(input.BillingAddress), input.BillingAddress ?? new());
        problems.Address(nameof(input.ShippingAddress), input.ShippingAddress ?? new());
        problems.AddIf(
            input.DepartmentId is { } department && !facts.DepartmentIds.Contains(department), nameof(input.DepartmentId), "That department was not found.");
        problems.Listed(nameof(input.Terms), "The terms", input.Terms, facts.Terms, facts.Existing?.Terms ?? "");
        problems.Listed(nameof(input.TaxCode), "The tax code", input.TaxCode, facts.TaxCodeNames, facts.Existing?.TaxCode ?? "");
    }

    private static void Customer(OrderInput input, OrderFacts facts, ProblemList problems)
    {
        const string field = nameof(OrderInput.CustomerId);
        if (facts.Customer is not { } customer)
        {
            problems.Add(field, input.CustomerId == 0 ? "Choose the customer." : "That customer was not found.");
            return;
        }

        var changed = facts.Existing?.CustomerId != customer.Id;
        problems.AddIf(changed && customer.IsCancelled, field, $"{customer.Name} is cancelled. Choose another customer.");
        problems.AddIf(
            facts.Existing is not null && changed && facts.Paid != 0m,
            field, $"{facts.Existing?.Customer?.Name} has paid {UsDollars.Of(facts.Paid)} on this order. Take it off those payments first, then change the customer.");
    }

    private static void Line(OrderLine line, string field, string what, ProblemList problems)
    {
        problems.Required($"{field}.Item", $"{what} the product", line.Item, 200);
        problems.Text($"{field}.Category", $"{what} the category", line.Category, 100);
        problems.Text($"{field}.Room", $"{what} the room", line.Room, 100);
        problems.Text($"{field}.Color", $"{what} the color", line.Color, 100);
        problems.Text($"{field}.Size", $"{what} the size", line.Size, 100);
        problems.Text($"{field}.Description", $"{what} the description", line.Description, 3000);
        problems.Quantity($"{field}.Quantity", $"{what} the quantity", line.Quantity);
        problems.UnitPrice($"{field}.UnitPrice", $"{what} the price", line.UnitPrice);
        problems.Percent($"{field}.DiscountPercent", $"{what} the discount", line.DiscountPercent);
    }

    private static void Adjustment(AdditionalAmount amount, OrderInput input, string field, string what, ProblemList problems)
    {
        problems.Required($"{field}.Name", $"{what} the name", amount.Name, 100);
        if (amount.IsPercent)
        {
            problems.Percent($"{field}.Value", $"{what} the percentage", amount.Value);
        }
        else
        {
            problems.Dollars($"{field}.Value", $"{what} the amount", amount.Value);
        }

        var category = amount.Category;
        var found = category.Length == 0 || input.Lines.Exists(l => string.Equals(l.Category, category, StringComparison.OrdinalIgnoreCase));
        problems.AddIf(!found, $"{field}.Category", $"{what} no line is of the category “{category}”.");
    }

    private static void Totals(OrderInput input, OrderFacts facts, ProblemList problems)
    {
        var rate = input.TaxExempt || input.TaxCode.Length == 0 ? 0m : facts.RateOf(input.TaxCode);
        var total = OrderTotals.Of(input.Lines, input.Charges, input.Amounts, rate).Total;
        foreach (var (amount, i) in input.Amounts.Select((a, i) => (a, i)).Where(a => a.a is { Kind: AdditionalAmountKind.Discount, IsPercent: false }))
        {
            var over = OrderTotals.BaseOf(amount, input.Lines);
            problems.AddIf(
                amount.Value > over, $"Amounts[{i}].Value",
                $"Additional amount {i + 1}: a discount of {UsDollars.Of(amount.Value)} is more than the lines that it lowers, {UsDollars.Of(over)}.");
        }

        problems.AddIf(total < 0m, nameof(Order.Total), $"The discounts are more than the order: its total would be {UsDollars.Of(total)}.");
        problems.AddIf(
            total >= 0m && total < facts.Paid, nameof(Order.Total),
            $"Payments of {UsDollars.Of(facts.Paid)} apply to this order, and its total would be {UsDollars.Of(total)}. " +
            "Lower what the payments apply to it first: what they no longer apply stays the customer's credit.");
        problems.AddIf(total > 999_999_999.99m, nameof(Order.Total), "The total is over $999,999,999.99.");
    }
}
