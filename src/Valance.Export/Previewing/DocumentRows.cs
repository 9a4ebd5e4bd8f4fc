using Valance.Core.PurchaseOrders;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using PurchaseOrder = Valance.QuickBooks.Entities.PurchaseOrder;

namespace Valance.Export.Previewing;

/// <summary>Orders, payments and purchase orders field by field, in the order of their forms. Their lines are apart.</summary>
internal static class DocumentRows
{
    public static FieldRows Of(Core.Orders.Order o, ListNames names)
    {
        var customer = o.Customer is null ? "" : Core.Records.DisplayNames.Of(o.Customer);
        return new FieldRows<Invoice>(
        [
            new(Fields.OrderNumber, o.Number, q => q.DocNumber),
            new(Fields.CreatedOn, ListNames.Day(o.CreatedOn), q => ListNames.Day(q.TxnDate)),
            new(Fields.Customer, customer, q => ListNames.Party(q.CustomerRef, customer)),
            new(Fields.Terms, o.Terms, q => names.Terms(q.SalesTermRef)),
            new("Due date", "", q => ListNames.Day(q.DueDate)),
            new(Fields.Department, o.Department?.Name ?? "", q => names.Department(q.DepartmentRef)),
            new(Fields.Sidemark, o.Sidemark, q => q.CustomField?.Select(f => f.StringValue).FirstOrDefault(v => !string.IsNullOrEmpty(v))),
            new(Fields.BillingAddress, Addresses.OneLine(o.BillingAddress), q => ListNames.Address(q.BillAddr)),
            new(Fields.ShippingAddress, Addresses.OneLine(o.ShippingAddress), q => ListNames.Address(q.ShipAddr)),
            new(Fields.TaxCode, o.TaxCode, q => names.TaxCode(q.TxnTaxDetail?.TxnTaxCodeRef)),
            new(Fields.Tax, PlainText.Dollars(o.TaxAmount), q => ListNames.Dollars(q.TxnTaxDetail?.TotalTax ?? 0m)),
            new(Fields.Total, PlainText.Dollars(o.Total), q => ListNames.Dollars(q.TotalAmt ?? Sum(q.Line) + (q.TxnTaxDetail?.TotalTax ?? 0m))),
            new(Fields.QuickBooksNote, Fields.AddedByValance, q => q.PrivateNote),
        ]);
    }

    /// <param name="customer">Its display name.</param>
    public static FieldRows Of(Core.Payments.Payment p, string customer, ListNames names) => new FieldRows<Payment>(
    [
        new(Fields.ReceivedOn, ListNames.Day(p.ReceivedOn), q => ListNames.Day(q.TxnDate)),
        new(Fields.Customer, customer, q => ListNames.Party(q.CustomerRef, customer)),
        new(Fields.Amount, PlainText.Dollars(p.Amount - p.Undone), q => ListNames.Dollars(q.TotalAmt)),
        new(Fields.PaymentMethod, p.Method, q => names.Method(q.PaymentMethodRef)),
        new(Fields.ReferenceNumber, p.ReferenceNumber, q => q.PaymentRefNum),
        new(Fields.DepositAccount, "", q => names.Account(q.DepositToAccountRef)),
        new(Fields.ReceivableAccount, "", q => names.Account(q.ARAccountRef)),
        new(Fields.Memo, p.Memo, q => q.PrivateNote),
    ]);

    public static FieldRows Of(Core.PurchaseOrders.PurchaseOrder p, ListNames names)
    {
        var vendor = p.Vendor is null ? "" : Core.Records.DisplayNames.Of(p.Vendor);
        return new FieldRows<PurchaseOrder>(
        [
            new(Fields.PurchaseOrderNumber, p.Number, q => q.DocNumber),
            new(Fields.Date, ListNames.Day(p.Date), q => ListNames.Day(q.TxnDate)),
            new(Fields.Vendor, vendor, q => ListNames.Party(q.VendorRef, vendor)),
            new("Vendor address", p.Vendor is null ? "" : Addresses.OneLine(p.Vendor.Address), q => ListNames.Address(q.VendorAddr)),
            new(Fields.ShipTo, Addresses.OneLine(p.ShipTo), q => ListNames.Address(q.ShipAddr)),
            new(Fields.Status, p.Status == PurchaseOrderStatus.Open ? "Open" : "Closed", q => q.POStatus),
            new(Fields.PayableAccount, "", q => names.Account(q.APAccountRef)),
            new(Fields.Memo, "", q => q.Memo),
            new(Fields.Total, PlainText.Dollars(p.Total), q => ListNames.Dollars(q.TotalAmt ?? Sum(q.Line))),
            new(Fields.QuickBooksNote, Fields.AddedByValance, q => q.PrivateNote),
        ]);
    }

    private static decimal Sum(IReadOnlyList<Line>? lines) =>
        (lines ?? []).Where(l => !IsOf(l, LineDetailType.SubTotal)).Sum(l => (IsOf(l, LineDetailType.Discount) ? -1m : 1m) * (l.Amount ?? 0m));

    private static bool IsOf(Line line, string type) => string.Equals(line.DetailType, type, StringComparison.Ordinal);
}
