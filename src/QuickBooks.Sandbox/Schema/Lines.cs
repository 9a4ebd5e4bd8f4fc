namespace QuickBooks.Sandbox.Schema;

/// <summary>
/// Lines of transactions. Intuit has one class Line with every detail in it: what the sandbox does not model is declared too, so that it is
/// refused as the sandbox's lack and not as an unknown property.
/// </summary>
internal static class Lines
{
    public static readonly Shape SalesItem = new(
        "SalesItemLineDetail",
        P.Ref("ItemRef", "Item"),
        P.Ref("ClassRef", "Class"),
        P.Number("UnitPrice"),
        P.NotModelled("RatePercent"),
        P.NotModelled("PriceLevelRef"),
        P.NotModelled("MarkupInfo"),
        P.Number("Qty"),
        P.NotModelled("UOMRef"),
        P.Ref("ItemAccountRef", "Account").ReadOnly(),
        P.Ref("TaxCodeRef", "TaxCode"),
        P.Date("ServiceDate"),
        P.NotModelled("TaxInclusiveAmt"),
        P.NotModelled("DiscountRate"),
        P.NotModelled("DiscountAmt"),
        P.Ref("TaxClassificationRef", "").ReadOnly());

    public static readonly Shape Discount = new(
        "DiscountLineDetail",
        P.Flag("PercentBased"),
        P.Number("DiscountPercent"),
        P.Ref("DiscountAccountRef", "Account"),
        P.NotModelled("DiscountRef"),
        P.NotModelled("ServiceDate"),
        P.Ref("ClassRef", "Class"),
        P.Ref("TaxCodeRef", "TaxCode"));

    public static readonly Shape SubTotal = new("SubTotalLineDetail", P.Ref("ItemRef", "Item"));

    public static readonly Shape DescriptionOnly = new("DescriptionLineDetail", P.Date("ServiceDate"), P.Ref("TaxCodeRef", "TaxCode"));

    public static readonly Shape ItemExpense = new(
        "ItemBasedExpenseLineDetail",
        P.Ref("ItemRef", "Item"),
        P.Ref("ClassRef", "Class"),
        P.Number("UnitPrice"),
        P.NotModelled("RatePercent"),
        P.NotModelled("PriceLevelRef"),
        P.NotModelled("MarkupInfo"),
        P.Number("Qty"),
        P.Ref("ItemAccountRef", "Account").ReadOnly(),
        P.Ref("TaxCodeRef", "TaxCode"),
        P.Ref("CustomerRef", "Customer"),
        P.Choice("BillableStatus", "Billable", "NotBillable", "HasBeenBilled"),
        P.NotModelled("TaxInclusiveAmt"));

    public static readonly Shape AccountExpense = new(
        "AccountBasedExpenseLineDetail",
        P.Ref("CustomerRef", "Customer"),
        P.Ref("ClassRef", "Class"),
        P.Ref("AccountRef", "Account"),
        P.Choice("BillableStatus", "Billable", "NotBillable", "HasBeenBilled"),
        P.Ref("TaxCodeRef", "TaxCode"),
        P.Money("TaxAmount"),
        P.NotModelled("MarkupInfo"),
        P.NotModelled("TaxInclusiveAmt"));

    public static readonly Shape PaymentLineDetail = new(
        "PaymentLineDetail", P.Ref("ItemRef", "Item"), P.Date("ServiceDate"), P.Ref("ClassRef", "Class"), P.Money("Balance"), P.NotModelled("Discount"));

    private static readonly string[] Details =
    [
        "SalesItemLineDetail", "DiscountLineDetail", "SubTotalLineDetail", "DescriptionLineDetail", "ItemBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail", "PaymentLineDetail", "DepositLineDetail", "JournalEntryLineDetail", "GroupLineDetail", "TaxLineDetail",
        "PurchaseOrderItemLineDetail", "SalesOrderItemLineDetail", "ItemReceiptLineDetail", "ReimburseLineDetail", "TDSLineDetail",
    ];

    public static readonly Shape Sales = Line(("SalesItemLineDetail", SalesItem), ("DiscountLineDetail", Discount), ("SubTotalLineDetail", SubTotal),
        ("DescriptionLineDetail", DescriptionOnly));

    public static readonly Shape Expense = Line(("ItemBasedExpenseLineDetail", ItemExpense), ("AccountBasedExpenseLineDetail", AccountExpense),
        ("DescriptionLineDetail", DescriptionOnly));

    public static readonly Shape Settlement = Line();

    /// <summary>The class Line with those details that the entity models.</summary>
    public static Shape Line(params (string Name, Shape Shape)[] modelled) => new(
        "Line",
        [
            P.Text("Id"),
            P.Number("LineNum", 0),
            P.Text("Description", 4000),
            P.Number("Amount", 7),
            P.Parts("LinkedTxn", Shapes.LinkedTxn),
            P.Choice("DetailType", [.. Details, "DescriptionOnly"]),
            P.Parts("CustomField", Shapes.CustomField),
            P.NotModelled("Received"),
            P.Part("LineEx", new Shape("IntuitAnyType", P.Parts("any", new Shape("any")))).ReadOnly(),
            .. modelled.Select(m => P.Part(m.Name, m.Shape)),
            .. Details.Where(d => !modelled.Any(m => string.Equals(m.Name, d, StringComparison.Ordinal))).Select(P.NotModelled),
        ]);
}
