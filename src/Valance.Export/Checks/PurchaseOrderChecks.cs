using Valance.Core.PurchaseOrders;
using Valance.Export.Failures;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>A rule of a purchase order that is one question.</summary>
/// <param name="find">The value at fault; null where the purchase order keeps the rule.</param>
public sealed class PurchaseOrderCheck(string name, string field, string rule, Func<PurchaseOrder, CheckContext, string?> find, int? limit = null)
    : Check<PurchaseOrder>(name, field, rule)
{
    public override IEnumerable<Failure> Find(PurchaseOrder order, CheckContext context)
    {
        if (find(order, context) is { } value)
        {
            yield return Fail(value.Length > 0 ? value : null, limit);
        }
    }
}

/// <summary>The rules of purchase orders.</summary>
public static class PurchaseOrderChecks
{
    private const int MostOfNumber = 21;
    private const int MostOfDescription = 3900;

    public static readonly IReadOnlyList<Check<PurchaseOrder>> All =
    [
        new PurchaseOrderCheck("purchase-orders-off", Fields.Company, "The company takes purchase orders", (_, c) => c.Company is { UsesPurchaseOrders: false } ? "" : null),
        new MissingCheck<PurchaseOrder>("value-missing", Fields.PurchaseOrderNumber, "There is a number", p => PlainText.Collapse(p.Number).Length == 0),
        new CharactersCheck<PurchaseOrder>(Fields.PurchaseOrderNumber, p => p.Number),
        new PurchaseOrderCheck("too-long", Fields.PurchaseOrderNumber, "At most 21 characters", (p, c) =>
            c.Company is not { UsesCustomPurchaseNumbers: false } && PlainText.Collapse(p.Number) is { Length: > MostOfNumber } number ? number : null, MostOfNumber),
        new DuplicateNumberCheck<PurchaseOrder>(Fields.PurchaseOrderNumber, p => p.Number),
        new MissingCheck<PurchaseOrder>("value-missing", Fields.Date, "There is a date", p => p.Date == default),
        new PurchaseOrderCheck("no-lines", Fields.Lines, "At least one line or charge", (p, _) => p.Lines.Count + p.Charges.Count == 0 ? "" : null),
        new PurchaseOrderCheck("total-negative", Fields.Total, "Not negative", (p, _) => p.Total < 0m ? PlainText.Dollars(p.Total) : null),
        new PurchaseOrderCheck("total-mismatch", Fields.Total, "The sum of lines and charges", (p, _) =>
            p.Lines.Sum(l => l.Amount) + p.Charges.Sum(c => c.Amount) != p.Total ? PlainText.Dollars(p.Total) : null),
        new AmountSizeCheck<PurchaseOrder>(Fields.Total, p => [p.Total, .. p.Lines.Select(l => l.Amount), .. p.Charges.Select(c => c.Amount)]),
        new PurchaseOrderCheck("too-long", Fields.Lines, "Descriptions of at most 3900 characters", (p, _) =>
            p.Lines.Find(l => PurchaseOrderToQuickBooks.Describe(l).Length > MostOfDescription)?.Description, MostOfDescription),
        new PurchaseOrderCheck("books-closed", Fields.Date, "The books are open for the day", (p, c) => Dates.InClosedBooks(p.Date, c)),
        new AddressLengthCheck<PurchaseOrder>(Fields.ShipTo, p => p.ShipTo),
        new LengthCheck<PurchaseOrder>(Fields.Sidemark, 3900, p => p.Order?.Sidemark),
    ];
}
