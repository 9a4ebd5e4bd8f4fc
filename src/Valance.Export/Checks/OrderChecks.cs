using Valance.Core.Orders;
using Valance.Export.Failures;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>A rule of an order that is one question.</summary>
/// <param name="find">The value at fault; null where the order keeps the rule.</param>
public sealed class OrderCheck(string name, string field, string rule, Func<Order, CheckContext, string?> find, bool blocks = true) : Check<Order>(name, field, rule)
{
    public override bool Blocks => blocks;

    public override IEnumerable<Failure> Find(Order order, CheckContext context)
    {
        if (find(order, context) is { } value)
        {
            yield return Fail(value.Length > 0 ? value : null);
        }
    }
}

/// <summary>A line's description takes 4000 characters.</summary>
public sealed class LineDescriptionCheck() : Check<Order>("too-long", Fields.Lines, "Descriptions of at most 3880 characters")
{
    private const int Most = 4000;
    // Room for the terms of a line discount.
    private const int Rest = 120;

    public override IEnumerable<Failure> Find(Order order, CheckContext context) => order.Lines
        .Where(l => InvoiceLines.Describe(l).Length > Most - Rest)
        .Select(l => Fail(l.Description, Most - Rest, Fields.Line(l.Number, "description")));
}

/// <summary>The rules of orders.</summary>
public static class OrderChecks
{
    private const int MostTaxableLines = 750;

    public static readonly IReadOnlyList<Check<Order>> All =
    [
        new MissingCheck<Order>("value-missing", Fields.OrderNumber, "There is a number", o => PlainText.Collapse(o.Number).Length == 0),
        new CharactersCheck<Order>(Fields.OrderNumber, o => o.Number),
        new NumberLengthCheck(),
        new DuplicateNumberCheck<Order>(Fields.OrderNumber, o => o.Number),
        new MissingCheck<Order>("value-missing", Fields.CreatedOn, "There is a date", o => o.CreatedOn == default),
        new OrderCheck("no-lines", Fields.Lines, "At least one line, charge or amount", (o, _) => o.Lines.Count + o.Charges.Count + o.Amounts.Count(a => a.Amount > 0m) == 0 ? "" : null),
        new OrderCheck("too-many-lines", Fields.Lines, "At most 750 lines where the order is taxed", (o, _) =>
            o.Lines.Count + o.Charges.Count + o.Amounts.Count > MostTaxableLines && IsTaxed(o) ? PlainText.Number(o.Lines.Count + o.Charges.Count + o.Amounts.Count) : null),
        new OrderCheck("total-negative", Fields.Total, "Not negative", (o, _) => o.Total < 0m ? PlainText.Dollars(o.Total) : null),
        new OrderCheck("total-mismatch", Fields.Total, "The sum of lines, charges, amounts and tax", (o, _) => Sum(o) != o.Total ? PlainText.Dollars(o.Total) : null),
        new AmountSizeCheck<Order>(Fields.Total, o => [o.Total, o.TaxAmount, .. o.Lines.Select(l => l.Amount), .. o.Charges.Select(c => c.Amount), .. o.Amounts.Select(a => a.Amount)]),
        new OrderCheck("sales-tax-off", Fields.Tax, "No tax while sales tax is off in the company", (o, c) => c.Company is { UsesSalesTax: false } && o.TaxAmount != 0m ? PlainText.Dollars(o.TaxAmount) : null),
        new OrderCheck("tax-without-code", Fields.TaxCode, "A tax code where there is tax", (o, c) =>
            c.Company is { UsesSalesTax: true } && o.TaxAmount != 0m && PlainText.Collapse(o.TaxCode).Length == 0 ? PlainText.Dollars(o.TaxAmount) : null),
        new OrderCheck("books-closed", Fields.CreatedOn, "The books are open for the day", (o, c) => Dates.InClosedBooks(o.CreatedOn, c)),
        new OrderCheck("departments-off", Fields.Department, "Location tracking is on in the company", (o, c) =>
            o.Department is { } department && c.Company is { TracksDepartments: false } ? department.Name : null, blocks: false),
        new LineDescriptionCheck(),
        new CharactersCheck<Order>(Fields.Sidemark, o => o.Sidemark),
        new NoteLengthCheck<Order>(Fields.Sidemark, 4000, o => o.Sidemark),
        new AddressLengthCheck<Order>(Fields.BillingAddress, o => o.BillingAddress),
        new AddressLengthCheck<Order>(Fields.ShippingAddress, o => o.ShippingAddress),
    ];

    private static decimal Sum(Order o) => o.Lines.Sum(l => l.Amount) + o.Charges.Sum(c => c.Amount) + o.Amounts.Sum(a => a.Amount) + o.TaxAmount;

    private static bool IsTaxed(Order o) => !o.TaxExempt && (o.Lines.Exists(l => l.Taxable) || o.Charges.Exists(c => c.Taxable));

    /// <summary>An invoice's number takes 21 characters: a number that is cut makes duplicates. Where QuickBooks numbers, it stands in the memo.</summary>
    private sealed class NumberLengthCheck() : Check<Order>("too-long", Fields.OrderNumber, "At most 21 characters")
    {
        public override IEnumerable<Failure> Find(Order order, CheckContext context)
        {
            var most = context.Company is { UsesCustomSalesNumbers: false } ? 100 : 21;
            if (PlainText.Collapse(order.Number) is var number && number.Length > most)
            {
                yield return Fail(number, most);
            }
        }
    }
}

internal static class Dates
{
    /// <summary>The day, if the company's books are closed for it (6210).</summary>
    public static string? InClosedBooks(DateOnly day, CheckContext context) =>
        context.Company?.BooksClosedUpTo is { } end && day != default && day <= end ? PlainText.Day(day) : null;
}
