using Valance.Core;
using Valance.Core.PurchaseOrders;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;
using Wanted = Valance.QuickBooks.Entities.PurchaseOrder;

namespace Valance.Export.Translation;

/// <summary>A purchase order. The memo is printed for the vendor: order number and sidemark, no prices, no internal notes.</summary>
public static class PurchaseOrderToQuickBooks
{
    // The order is invoiced to the customer already.
    private const string NotBillable = "NotBillable";

    public static Translated<Wanted> Translate(PurchaseOrder order, CompanyProfile company, PurchaseOrderReferences references)
    {
        var notes = new Notebook();
        var number = Number(order, company, notes);
        var memo = CardNumbers.Mask(PlainText.Join(", ", order.Order is { } its ? $"Order {its.Number}" : "", order.Order?.Sidemark ?? ""));
        if (!order.Lines.Select(l => l.Item + l.Description).Concat(order.Charges.Select(c => c.Description)).All(PlainText.IsVisible))
        {
            notes.Changed(Fields.Lines, "", "", Notebook.Unseen);
        }

        var wanted = new Wanted
        {
            DocNumber = number,
            TxnDate = order.Date,
            VendorRef = references.Vendor,
            VendorAddr = order.Vendor is { } vendor ? notes.Address("Vendor address", vendor.Address) : null,
            ShipAddr = notes.Address(Fields.ShipTo, order.ShipTo),
            APAccountRef = references.PayableAccount,
            Memo = memo is { Length: > 0 } ? memo : null,
            POStatus = order.Status == PurchaseOrderStatus.Open ? "Open" : "Closed",
            Line = [.. ItemLines(order, references), .. ChargeLines(order, references)],
            PrivateNote = notes.PrivateNote(Marker.Of(order)),
        };
        return new(wanted, notes.Notes);
    }

    private static string? Number(PurchaseOrder order, CompanyProfile company, Notebook notes)
    {
        if (company.UsesCustomPurchaseNumbers)
        {
            return notes.Text(Fields.PurchaseOrderNumber, order.Number);
        }

        var number = PlainText.Collapse(order.Number);
        notes.Keep("Purchase order", number);
        notes.Changed(Fields.PurchaseOrderNumber, number, "",
            "The company does not use custom purchase numbers: QuickBooks numbers the purchase order itself, and ours stands in the memo.");
        return null;
    }

    private static IEnumerable<Line> ItemLines(PurchaseOrder order, PurchaseOrderReferences references) =>
        order.Lines.OrderBy(l => l.Number).Zip(references.LineItems, (line, item) =>
        {
            var isProduct = Money.Round(line.Quantity * line.UnitCost) == line.Amount;
            var what = Describe(line);
            return new Line
            {
                Amount = line.Amount,
                Description = isProduct ? what : PlainText.Join(" ", what, $"(quantity {PlainText.Number(line.Quantity)})"),
                DetailType = LineDetailType.ItemBasedExpense,
                ItemBasedExpenseLineDetail = new ItemBasedExpenseLineDetail
                {
                    ItemRef = item,
                    CustomerRef = references.Customer,
                    BillableStatus = NotBillable,
                    Qty = isProduct ? line.Quantity : 1m,
                    UnitPrice = isProduct ? line.UnitCost : line.Amount,
                },
            };
        });

    private static IEnumerable<Line> ChargeLines(PurchaseOrder order, PurchaseOrderReferences references) =>
        order.Charges.OrderBy(c => c.Number).Zip(references.ChargeAccounts, (charge, account) => new Line
        {
            Amount = charge.Amount,
            Description = PlainText.Join("", charge.Description) is { Length: > 0 } own ? own : NameOf(charge.Kind),
            DetailType = LineDetailType.AccountBasedExpense,
            AccountBasedExpenseLineDetail = new AccountBasedExpenseLineDetail
            {
                AccountRef = account,
                CustomerRef = references.Customer,
                BillableStatus = NotBillable,
            },
        });

    internal static string Describe(PurchaseOrderLine line) => PlainText.Join(", ",
        line.Item, string.Equals(line.Description.Trim(), line.Item.Trim(), StringComparison.OrdinalIgnoreCase) ? "" : line.Description);

    private static string NameOf(PurchaseOrderChargeKind kind) => kind switch
    {
        PurchaseOrderChargeKind.Freight => "Freight",
        PurchaseOrderChargeKind.Tariff => "Tariff",
        _ => "Vendor adjustment",
    };
}
