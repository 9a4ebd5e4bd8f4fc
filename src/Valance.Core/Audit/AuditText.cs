using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;

namespace Valance.Core.Audit;

/// <summary>Values as a person reads them.</summary>
internal static class AuditText
{
    private const int Most = 4000;

    public static string Of(object? value) => Cut(value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "yes" : "no",
        Enum name => AuditWords.Of(name.ToString()),
        decimal number => number.ToString("0.00#####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture),
        TimeOnly hour => hour.ToString("h:mm tt", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("MM/dd/yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("MM/dd/yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Of)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    });

    /// <summary>A row that belongs to a record: a line, an address, a phone.</summary>
    /// <param name="values">As they are now, or as they were.</param>
    public static string Part(EntityEntry entry, PropertyValues values) => entry.Entity switch
    {
        OrderLine => Joined(values, nameof(OrderLine.Item), nameof(OrderLine.Category), nameof(OrderLine.Room), nameof(OrderLine.Color), nameof(OrderLine.Size), nameof(OrderLine.Description))
            + Figures(values, nameof(OrderLine.Quantity), nameof(OrderLine.UnitPrice)) + Discount(values) + Taxable(values, nameof(OrderLine.Taxable)),
        PurchaseOrderLine => Joined(values, nameof(PurchaseOrderLine.Item), nameof(PurchaseOrderLine.Category), nameof(PurchaseOrderLine.Description))
            + Figures(values, nameof(PurchaseOrderLine.Quantity), nameof(PurchaseOrderLine.UnitCost)),
        AdditionalCharge => $"{values[nameof(AdditionalCharge.Name)]}, {Of(values[nameof(AdditionalCharge.Amount)])}{(values[nameof(AdditionalCharge.Taxable)] is true ? ", taxable" : "")}",
        AdditionalAmount => $"{values[nameof(AdditionalAmount.Name)]}, {Of(values[nameof(AdditionalAmount.Kind)])} {Of(values[nameof(AdditionalAmount.Value)])}"
            + (values[nameof(AdditionalAmount.IsPercent)] is true ? "%" : "") + Category(values) + Taxable(values, nameof(AdditionalAmount.Taxable)),
        PurchaseOrderCharge => $"{Of(values[nameof(PurchaseOrderCharge.Kind)])}, {values[nameof(PurchaseOrderCharge.Description)]}, {Of(values[nameof(PurchaseOrderCharge.Amount)])}",
        PaymentApplication applied => $"order {applied.Order?.Number ?? $"#{values[nameof(PaymentApplication.OrderId)]}"}: {Of(values[nameof(PaymentApplication.Amount)])}",
        Phone => $"{values[nameof(Phone.Label)]} {values[nameof(Phone.Number)]}",
        Address => Joined(values, nameof(Address.Line1), nameof(Address.Line2), nameof(Address.City), nameof(Address.State), nameof(Address.Zip), nameof(Address.Country)),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Metadata.Name, "A part of a record that has no words."),
    };

    public static string Cut(string text) => text.Length <= Most ? text : SearchText.Cut(text, Most) + "…";

    private static string Joined(PropertyValues values, params string[] names) =>
        string.Join(", ", names.Select(n => values[n] as string ?? "").Where(p => p.Length > 0));

    private static string Figures(PropertyValues values, string quantity, string price) =>
        string.Create(CultureInfo.InvariantCulture, $", {values[quantity]:0.#######} x {Of(values[price])}");

    private static string Discount(PropertyValues values) =>
        values[nameof(OrderLine.DiscountPercent)] is decimal and > 0m and var percent ? string.Create(CultureInfo.InvariantCulture, $" less {percent:0.#######}%") : "";

    private static string Category(PropertyValues values) => values[nameof(AdditionalAmount.Category)] is string { Length: > 0 } category ? $", on {category}" : "";

    private static string Taxable(PropertyValues values, string name) => values[name] is true ? "" : ", not taxable";
}
