using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Web.Records;
using Valance.Web.Records.Forms;

namespace Valance.Web.Orders;

/// <summary>By what two versions of one order are compared: rows of a list stand or fall together, since each belongs to a total.</summary>
public static class OrderConflicts
{
    public static IReadOnlyList<ConflictField<OrderInput>> Fields(AccountLists? lists) =>
    [
        new("Order number", o => o.Number, (from, to) => to.Number = from.Number),
        new("Customer", (o, names) => names.Of(RecordKind.Customer, o.CustomerId), (from, to) => to.CustomerId = from.CustomerId) { Points = o => [new(RecordKind.Customer, o.CustomerId)] },
        new("Date", o => o.CreatedOn is { } day ? UsFormat.Day(day) : "", (from, to) => to.CreatedOn = from.CreatedOn),
        new("Sidemark", o => o.Sidemark, (from, to) => to.Sidemark = from.Sidemark),
        new("Department", o => lists?.Departments.FirstOrDefault(d => d.Id == o.DepartmentId)?.Name ?? "", (from, to) => to.DepartmentId = from.DepartmentId),
        new("Salesperson", o => o.Salesperson, (from, to) => to.Salesperson = from.Salesperson),
        new("Terms", o => o.Terms, (from, to) => to.Terms = from.Terms),
        new("Tax code", o => o.TaxCode, (from, to) => to.TaxCode = from.TaxCode),
        new(
            "Tax exempt",
            o => !o.TaxExempt ? "No" : o.TaxExemptReason.Length > 0 ? $"Yes: {o.TaxExemptReason}" : "Yes",
            (from, to) => (to.TaxExempt, to.TaxExemptReason) = (from.TaxExempt, from.TaxExemptReason)),
        new("Line items", o => Rows(o.Lines.Where(l => !l.IsBlank), Line), (from, to) => to.Lines = from.Lines),
        new("Additional charges", o => Rows(o.Charges.Where(c => !c.IsBlank), Charge), (from, to) => to.Charges = from.Charges),
        new("Discounts, surcharges, tariffs", o => Rows(o.Amounts.Where(a => !a.IsBlank), Amount), (from, to) => to.Amounts = from.Amounts),
        new("Billing address", o => Address(o.BillingAddress), (from, to) => to.BillingAddress = from.BillingAddress),
        new("Shipping address", o => Address(o.ShippingAddress), (from, to) => to.ShippingAddress = from.ShippingAddress),
        new("Memo", o => o.Memo, (from, to) => to.Memo = from.Memo),
    ];

    private static string Rows<T>(IEnumerable<T> rows, Func<T, string> show) => string.Join("\n", rows.Select(show));

    private static string Line(OrderLine l) => string.Join(", ", Filled(
        $"{UsFormat.Number(l.Quantity)} × {l.Item}", l.Category, l.Room, l.Color, l.Size, l.Description, UsFormat.Money(l.UnitPrice),
        l.DiscountPercent == 0m ? "" : $"less {UsFormat.Number(l.DiscountPercent)}%", l.Taxable ? "" : "not taxed"));

    private static string Charge(AdditionalCharge c) => string.Join(", ", Filled(c.Name, UsFormat.Money(c.Amount), c.Taxable ? "taxed" : ""));

    private static string Amount(AdditionalAmount a) => string.Join(", ", Filled(
        a.Kind.ToString(), a.Name, a.IsPercent ? $"{UsFormat.Number(a.Value)}%" : UsFormat.Money(a.Value), a.Category.Length > 0 ? $"on {a.Category}" : "", a.Taxable ? "" : "after tax"));

    private static string Address(Address? a) => a is null ? "" : string.Join(", ", Filled(a.Line1, a.Line2, a.City, $"{a.State} {a.Zip}".Trim(), a.Country));

    private static IEnumerable<string> Filled(params string[] parts) => parts.Where(p => p.Length > 0);
}
