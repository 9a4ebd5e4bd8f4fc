using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Deposits, transfers, journal entries, time and notes. Source: Intuit's entity pages.</summary>
internal static class Bank
{
    private static readonly Shape DepositDetail = new(
        "DepositLineDetail", P.Ref("Entity", "Customer,Vendor,Employee"), P.Ref("AccountRef", "Account"), P.Ref("PaymentMethodRef", "PaymentMethod"),
        P.Text("CheckNum", 21), P.Ref("ClassRef", "Class"), P.Text("TxnType"), P.Ref("TaxCodeRef", "TaxCode"), P.Choice("TaxApplicableOn", "Sales", "Purchase"));

    private static readonly Shape JournalDetail = new(
        "JournalEntryLineDetail", P.Choice("PostingType", "Debit", "Credit"), P.Ref("AccountRef", "Account"),
        P.Part("Entity", new Shape("EntityTypeRef", P.Choice("Type", "Customer", "Vendor", "Employee"), P.Ref("EntityRef", "Customer,Vendor,Employee"))),
        P.Ref("ClassRef", "Class"), P.Ref("DepartmentRef", "Department"), P.Ref("TaxCodeRef", "TaxCode"), P.Choice("BillableStatus", "Billable", "NotBillable", "HasBeenBilled"),
        P.NotModelled("TaxAmount"), P.Choice("TaxApplicableOn", "Sales", "Purchase"));

    public static readonly EntityType Deposit = new(
        "Deposit", Operations.Transaction, new DepositRules(),
        P.Date("TxnDate").Index(),
        P.Text("DocNumber", 21).Index(),
        P.Ref("DepositToAccountRef", "Account").Required(),
        P.Ref("DepartmentRef", "Department"),
        P.Text("PrivateNote", 4000),
        P.Parts("Line", Lines.Line(("DepositLineDetail", DepositDetail))).Required(),
        P.NotModelled("CashBack"),
        P.NotModelled("TxnTaxDetail"),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"),
        P.Money("TotalAmt").ReadOnly().Sort(),
        P.Text("TxnSource").ReadOnly())
    {
        Series = "Txn",
    };

    public static readonly EntityType Transfer = new(
        "Transfer", Operations.Transaction, new TransferRules(),
        P.Date("TxnDate").Index(),
        P.Ref("FromAccountRef", "Account").Required(),
        P.Ref("ToAccountRef", "Account").Required(),
        P.Money("Amount").Sort().Required(),
        P.Text("PrivateNote", 4000),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"))
    {
        Series = "Txn",
    };

    public static readonly EntityType JournalEntry = new(
        "JournalEntry", Operations.Transaction, new JournalEntryRules(),
        P.Text("DocNumber", 21).Index(),
        P.Date("TxnDate").Index(),
        P.Text("PrivateNote", 4000),
        P.Flag("Adjustment").Filter(),
        P.Parts("Line", Lines.Line(("JournalEntryLineDetail", JournalDetail))).Required(),
        P.NotModelled("TxnTaxDetail"),
        P.Money("TotalAmt").ReadOnly(),
        P.Ref("CurrencyRef", ""),
        P.Number("ExchangeRate"))
    {
        Series = "Txn",
    };

    public static readonly EntityType TimeActivity = new(
        "TimeActivity", Operations.Transaction, new TimeActivityRules(),
        P.Date("TxnDate").Index(),
        P.Choice("NameOf", "Employee", "Vendor").Required(),
        P.Ref("EmployeeRef", "Employee").Filter(),
        P.Ref("VendorRef", "Vendor").Filter(),
        P.Ref("CustomerRef", "Customer").Filter(),
        P.Ref("DepartmentRef", "Department"),
        P.Ref("ItemRef", "Item"),
        P.Ref("ClassRef", "Class"),
        P.Choice("BillableStatus", "Billable", "NotBillable", "HasBeenBilled").Filter(),
        P.Flag("Taxable"),
        P.Number("HourlyRate"),
        P.Number("CostRate"),
        P.Number("Hours", 0),
        P.Number("Minutes", 0),
        P.NotModelled("BreakHours"),
        P.NotModelled("BreakMinutes"),
        P.NotModelled("StartTime"),
        P.NotModelled("EndTime"),
        P.Text("Description", 4000))
    {
        Series = "Txn",
    };

    public static readonly EntityType Attachable = new(
        "Attachable", Operations.Transaction, new AttachableRules(),
        P.Text("Note", 2000),
        P.Text("Category"),
        P.Text("Tag", 2000),
        P.Text("PlaceName", 2000),
        P.Text("Lat"),
        P.Text("Long"),
        P.NotModelled("FileName"),
        P.NotModelled("ContentType"),
        P.NotModelled("Size"),
        P.Parts("AttachableRef", new Shape(
            "AttachableRef", P.Ref("EntityRef", "").Filter(), P.Text("LineInfo"), P.Flag("IncludeOnSend"), P.Flag("NoRefOnly"), P.Parts("CustomField", Shapes.CustomField), P.Flag("Inactive"))));
}
