using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Sales transactions. Lengths and rules: facts page, "Invoice" and "Payment"; Intuit's entity pages.</summary>
internal static class Sales
{
    /// <summary>What all sales forms carry.</summary>
    public static readonly Property[] Form =
    [
        P.Text("DocNumber", 21).Index(),
        P.Date("TxnDate").Index(),
        P.Ref("CustomerRef", "Customer").Index(),
        P.Ref("DepartmentRef", "Department").Filter(),
        P.Ref("ClassRef", "Class"),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"),
        P.Text("PrivateNote", 4000),
        P.Part("CustomerMemo", Shapes.Memo),
        P.Parts("LinkedTxn", Shapes.LinkedTxn),
        P.Parts("Line", Lines.Sales).Required(),
        P.Part("TxnTaxDetail", Shapes.TxnTaxDetail),
        P.Choice("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
        P.Part("BillAddr", Shapes.Address),
        P.Part("ShipAddr", Shapes.Address),
        P.Part("ShipFromAddr", Shapes.Address),
        P.Flag("FreeFormAddress"),
        P.Ref("ShipMethodRef", ""),
        P.Date("ShipDate"),
        P.Text("TrackingNum", 31),
        P.Money("TotalAmt").ReadOnly().Sort(),
        P.Money("HomeTotalAmt").ReadOnly(),
        P.Flag("ApplyTaxAfterDiscount"),
        P.Choice("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete"),
        P.Choice("EmailStatus", "NotSet", "NeedToSend", "EmailSent"),
        P.Part("BillEmail", Shapes.Email),
        P.Part("BillEmailCc", Shapes.Email),
        P.Part("BillEmailBcc", Shapes.Email),
        P.Part("DeliveryInfo", Shapes.Delivery).ReadOnly(),
        P.Parts("CustomField", Shapes.CustomField),
        P.Text("TxnSource").ReadOnly(),
        P.Ref("RecurDataRef", "").ReadOnly(),
        P.Ref("TaxExemptionRef", "").ReadOnly(),
        P.Text("TransactionLocationType"),
        P.NotModelled("CheckPayment"),
        P.NotModelled("CreditCardPayment"),
    ];

    private static readonly Property[] CustomersForm =
        [.. Form.Select(p => string.Equals(p.Name, "CustomerRef", StringComparison.Ordinal) ? p.Required() : p)];

    private static readonly Property[] Paid =
    [
        P.Ref("DepositToAccountRef", "Account"),
        P.Ref("PaymentMethodRef", "PaymentMethod"),
        P.Text("PaymentRefNum", 21),
        P.NotModelled("PaymentType"),
        P.Money("Balance").ReadOnly().Sort(),
        P.Ref("ProjectRef", "Customer"),
    ];

    public static readonly EntityType Invoice = new(
        "Invoice", Operations.Transaction | Operations.Void, new InvoiceRules(),
        [
            .. CustomersForm,
            P.Date("DueDate").Sort(),
            P.Ref("SalesTermRef", "Term").Filter(),
            P.Money("Balance").ReadOnly().Sort(),
            P.Money("HomeBalance").ReadOnly(),
            P.Money("Deposit"),
            P.Ref("DepositToAccountRef", "Account"),
            P.Flag("AllowIPNPayment"),
            P.Flag("AllowOnlinePayment"),
            P.Flag("AllowOnlineCreditCardPayment"),
            P.Flag("AllowOnlineACHPayment"),
            P.Text("EInvoiceStatus").ReadOnly(),
            P.Ref("ARAccountRef", "Account").ReadOnly(),
            P.Text("InvoiceLink").ReadOnly(),
            P.Ref("ProjectRef", "Customer"),
        ])
    {
        Series = "Txn",
    };

    public static readonly EntityType Payment = new(
        "Payment", Operations.Transaction | Operations.VoidByUpdate, new PaymentRules(),
        P.Date("TxnDate").Index(),
        P.Ref("CustomerRef", "Customer").Index().Required(),
        P.Ref("ARAccountRef", "Account"),
        P.Ref("DepositToAccountRef", "Account").Filter(),
        P.Ref("PaymentMethodRef", "PaymentMethod").Filter(),
        P.Text("PaymentRefNum").Index(),
        P.NotModelled("CreditCardPayment"),
        P.Money("TotalAmt").Sort().Required(),
        P.Money("UnappliedAmt").ReadOnly().Sort(),
        P.Flag("ProcessPayment"),
        P.Text("PrivateNote", 4000),
        P.Ref("CurrencyRef", "").Filter(),
        P.Number("ExchangeRate"),
        P.Parts("Line", Lines.Settlement),
        P.Parts("LinkedTxn", Shapes.LinkedTxn).ReadOnly(),
        P.Text("TxnSource").ReadOnly(),
        P.Text("TransactionLocationType"),
        P.NotModelled("TaxExemptionRef"),
        P.Ref("ProjectRef", "Customer"))
    {
        Series = "Txn",
    };

    public static readonly EntityType CreditMemo = new(
        "CreditMemo", Operations.Transaction & ~Operations.SparseUpdate, new CreditMemoRules(),
        [
            .. CustomersForm,
            P.Ref("SalesTermRef", "Term").Filter(),
            P.Money("Balance").ReadOnly().Sort(),
            P.Money("RemainingCredit").ReadOnly(),
            P.Ref("ARAccountRef", "Account").ReadOnly(),
            P.Ref("PaymentMethodRef", "PaymentMethod"),
            P.Ref("ProjectRef", "Customer"),
            P.NotModelled("InvoiceRef"),
        ])
    {
        Series = "Txn",
    };

    public static readonly EntityType SalesReceipt = new(
        "SalesReceipt", Operations.Transaction | Operations.VoidByUpdate, new SalesReceiptRules(), [.. Form, .. Paid])
    {
        Series = "Txn",
    };

    public static readonly EntityType RefundReceipt = new("RefundReceipt", Operations.Transaction, new RefundReceiptRules(), [.. Form, .. Paid])
    {
        Series = "Txn",
    };

    public static readonly EntityType Estimate = new(
        "Estimate", Operations.Transaction, new EstimateRules(),
        [
            .. CustomersForm,
            P.Date("DueDate").Sort(),
            P.Date("ExpirationDate"),
            P.Ref("SalesTermRef", "Term"),
            P.Choice("TxnStatus", "Pending", "Accepted", "Closed", "Rejected", "Converted").Filter(),
            P.Text("AcceptedBy", 100),
            P.Date("AcceptedDate"),
            P.Ref("ProjectRef", "Customer"),
        ])
    {
        Series = "Txn",
    };
}
