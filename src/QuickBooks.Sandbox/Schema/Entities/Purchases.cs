using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Purchase transactions. Source: facts page, "PurchaseOrder"; Intuit's entity pages.</summary>
internal static class Purchases
{
    public static readonly EntityType PurchaseOrder = new(
        "PurchaseOrder", Operations.Transaction, new PurchaseOrderRules(),
        P.Text("DocNumber", 21).Index(),
        P.Date("TxnDate").Index(),
        P.Date("DueDate").Sort(),
        P.Ref("VendorRef", "Vendor").Index().Required(),
        P.Ref("APAccountRef", "Account").Filter(),
        P.Ref("ShipTo", "Customer"),
        P.Ref("DepartmentRef", "Department"),
        P.Ref("ClassRef", "Class"),
        P.Ref("SalesTermRef", "Term"),
        P.Ref("ShipMethodRef", ""),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"),
        P.Text("Memo", 4000),
        P.Text("PrivateNote", 4000),
        P.Part("POEmail", Shapes.Email),
        P.Choice("EmailStatus", "NotSet", "NeedToSend", "EmailSent"),
        P.Choice("POStatus", "Open", "Closed").Filter(),
        P.Part("VendorAddr", Shapes.Address),
        P.Part("ShipAddr", Shapes.Address),
        P.Parts("Line", Lines.Expense).Required(),
        P.Parts("LinkedTxn", Shapes.LinkedTxn),
        P.NotModelled("TxnTaxDetail"),
        P.Choice("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
        P.Money("TotalAmt").ReadOnly().Sort(),
        P.Parts("CustomField", Shapes.CustomField),
        P.Ref("RecurDataRef", "").ReadOnly(),
        P.NotModelled("TemplateRef"))
    {
        Series = "Txn",
    };
}
