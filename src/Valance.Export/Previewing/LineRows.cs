using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Previewing;

/// <summary>The lines of a document beside each other. Ours are in the order in which they are sent.</summary>
internal static class LineRows
{
    public static IReadOnlyList<PreviewLine> Of(Record record, CompanyProfile? company, IQuickBooksEntity? sent, IQuickBooksEntity? held, ListNames names)
    {
        var ours = Ours(record, company).ToList();
        var theirs = Theirs(sent).Select(l => Text(l, names)).ToList();
        var kept = held is null ? null : Theirs(held).Select(l => Text(l, names)).ToList();
        return
        [
            .. Enumerable.Range(0, new[] { ours.Count, theirs.Count, kept?.Count ?? 0 }.Max())
                .Select(i => new PreviewLine(ours.ElementAtOrDefault(i) ?? "", theirs.ElementAtOrDefault(i) ?? "", kept is null ? null : kept.ElementAtOrDefault(i) ?? "")),
        ];
    }

    /// <summary>The lines of QuickBooks' document as they are read.</summary>
    public static IEnumerable<string> Texts(IQuickBooksEntity? entity, ListNames names) => Theirs(entity).Select(l => Text(l, names));

    private static IEnumerable<string> Ours(Record record, CompanyProfile? company) => record switch
    {
        Order order => OfOrder(order, company),
        Payment { IsRefund: true } refund => [$"{refund.RefundsPayment?.Label ?? refund.RefundsOrder?.Label}\n{PlainText.Dollars(-refund.Amount - refund.RefundTax)}"],
        Payment payment => payment.Applications.Where(a => a.Order?.Status != OrderStatus.Cancelled && a.Amount > 0m)
            .Select(a => $"Order {a.Order?.Number}\n{PlainText.Dollars(a.Amount)}"),
        PurchaseOrder order => order.Lines.OrderBy(l => l.Number).Select(l => Text(PurchaseOrderToQuickBooks.Describe(l), l.Quantity, l.UnitCost, l.Amount))
            .Concat(order.Charges.OrderBy(c => c.Number).Select(c => $"{(c.Description.Length > 0 ? c.Description : c.Kind.ToString())}\n{PlainText.Dollars(c.Amount)}")),
        _ => [],
    };

    private static IEnumerable<string> OfOrder(Order order, CompanyProfile? company)
    {
        var discount = company is null ? null : InvoiceLines.DiscountOf(order, company);
        var amounts = order.Amounts.Where(a => a.Amount != 0m).OrderBy(a => ReferenceEquals(a, discount)).ThenBy(a => a.Number);
        return order.Lines.OrderBy(l => l.Number).Select(l => Text(InvoiceLines.Describe(l), l.Quantity, l.UnitPrice, l.Amount, l.DiscountPercent))
            .Concat(order.Charges.OrderBy(c => c.Number).Select(c => $"{c.Name}\n{PlainText.Dollars(c.Amount)}"))
            .Concat(amounts.Select(a => $"{(a.Name.Length > 0 ? a.Name : a.Kind.ToString())}\n{PlainText.Dollars(a.Amount)}"));
    }

    private static IEnumerable<Line> Theirs(IQuickBooksEntity? entity) => ((object?)entity switch
    {
        Invoice invoice => invoice.Line,
        QuickBooks.Entities.Payment payment => payment.Line,
        QuickBooks.Entities.PurchaseOrder order => order.Line,
        Purchase purchase => purchase.Line,
        RefundReceipt receipt => receipt.Line,
        CreditMemo memo => memo.Line,
        _ => null,
    })?.Where(l => !string.Equals(l.DetailType, LineDetailType.SubTotal, StringComparison.Ordinal)) ?? [];

    private static string Text(Line line, ListNames names) => line switch
    {
        { SalesItemLineDetail: { } sale } => $"{Item(names.Item(sale.ItemRef), line)}\n{Product(sale.Qty, sale.UnitPrice, line.Amount)}{(sale.TaxCodeRef is { } tax ? $", {tax.Value}" : "")}",
        { ItemBasedExpenseLineDetail: { } bought } => $"{Item(names.Item(bought.ItemRef), line)}\n{Product(bought.Qty, bought.UnitPrice, line.Amount)}",
        { AccountBasedExpenseLineDetail: { } spent } => $"{Item(names.Account(spent.AccountRef), line)}\n{ListNames.Dollars(line.Amount)}",
        { DiscountLineDetail: { } discount } => $"{Item(names.Account(discount.DiscountAccountRef), line)}\n{ListNames.Dollars(-line.Amount)}",
        { LinkedTxn: { Count: > 0 } linked } => $"{string.Join(", ", linked.Select(t => t.TxnType))}\n{ListNames.Dollars(line.Amount)}",
        _ => $"{line.Description}\n{ListNames.Dollars(line.Amount)}",
    };

    private static string Item(string name, Line line) => string.IsNullOrEmpty(line.Description) ? name : $"{name}: {line.Description}";

    private static string Product(decimal? quantity, decimal? price, decimal? amount) =>
        quantity is { } q && price is { } p && q != 1m ? $"{PlainText.Number(q)} x {PlainText.Dollars(p)} = {ListNames.Dollars(amount)}" : ListNames.Dollars(amount);

    private static string Text(string what, decimal quantity, decimal price, decimal amount, decimal discount = 0m) =>
        $"{what}\n{PlainText.Number(quantity)} x {PlainText.Dollars(price)}{(discount == 0m ? "" : $" less {PlainText.Number(discount)}%")} = {PlainText.Dollars(amount)}";
}
