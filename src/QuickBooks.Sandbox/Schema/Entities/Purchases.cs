using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Purchase transactions. Source: facts page, "PurchaseOrder"; Intuit's entity pages.</summary>
internal static class Purchases
{
    public static readonly EntityType PurchaseOrder = new(
        "PurchaseOrder", Operations.Transaction & ~Operations.SparseUpdate, new PurchaseOrderRules(),
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

    /// <summary>What bills, vendor credits and purchases carry.</summary>
    private static readonly Property[] Form =
    [
        P.Text("DocNumber", 21).Index(),
        P.Date("TxnDate").Index(),
        P.Ref("DepartmentRef", "Department").Filter(),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"),
        P.Text("PrivateNote", 4000),
        P.Parts("Line", Lines.Expense).Required(),
        P.NotModelled("TxnTaxDetail"),
        P.Choice("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
        P.Money("TotalAmt").ReadOnly().Sort(),
        P.Ref("RecurDataRef", "").ReadOnly(),
        P.Text("TransactionLocationType"),
        P.NotModelled("IncludeInAnnualTPAR"),
    ];

    private static readonly Property[] Payable =
    [
        P.Ref("VendorRef", "Vendor").Index().Required(),
        P.Ref("APAccountRef", "Account").Filter(),
        P.Part("VendorAddr", Shapes.Address).ReadOnly(),
        P.Parts("LinkedTxn", Shapes.LinkedTxn),
        P.Money("Balance").ReadOnly().Sort(),
        P.Money("HomeBalance").ReadOnly(),
    ];

    public static readonly EntityType Bill = new(
        "Bill", Operations.Transaction, new BillRules(), [.. Form, .. Payable, P.Date("DueDate").Sort(), P.Ref("SalesTermRef", "Term").Filter()])
    {
        Series = "Txn",
    };

    public static readonly EntityType VendorCredit = new("VendorCredit", Operations.Transaction, new VendorCreditRules(), [.. Form, .. Payable])
    {
        Series = "Txn",
    };

    public static readonly EntityType Purchase = new(
        "Purchase", Operations.Transaction, new PurchaseRules(),
        [
            .. Form,
            P.Ref("AccountRef", "Account").Filter().Required(),
            P.Choice("PaymentType", "Cash", "Check", "CreditCard").Filter().Required(),
            P.Ref("EntityRef", "Vendor,Customer,Employee").Filter(),
            P.Ref("PaymentMethodRef", "PaymentMethod"),
            P.Text("PaymentRefNum", 21),
            P.Flag("Credit"),
            P.Part("RemitToAddr", Shapes.Address),
            P.Choice("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete"),
            P.NotModelled("CheckPayment"),
            P.Parts("LinkedTxn", Shapes.LinkedTxn).ReadOnly(),
            P.Text("TxnSource").ReadOnly(),
        ])
    {
        Series = "Txn",
    };

    public static readonly EntityType BillPayment = new(
        "BillPayment", Operations.Transaction | Operations.VoidByUpdate, new BillPaymentRules(),
        P.Text("DocNumber", 21).Index(),
        P.Date("TxnDate").Index(),
        P.Ref("VendorRef", "Vendor").Index().Required(),
        P.Ref("APAccountRef", "Account"),
        P.Choice("PayType", "Check", "CreditCard").Required(),
        P.Part("CheckPayment", new Shape("BillPaymentCheck", P.Ref("BankAccountRef", "Account"), P.Choice("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete"))),
        P.Part("CreditCardPayment", new Shape("BillPaymentCreditCard", P.Ref("CCAccountRef", "Account"))),
        P.Money("TotalAmt").Sort().Required(),
        P.Ref("DepartmentRef", "Department"),
        P.Text("PrivateNote", 4000),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"),
        P.Flag("ProcessBillPayment"),
        P.Parts("LinkedTxn", Shapes.LinkedTxn).ReadOnly(),
        P.Parts("Line", Lines.Settlement))
    {
        Series = "Txn",
    };
}
