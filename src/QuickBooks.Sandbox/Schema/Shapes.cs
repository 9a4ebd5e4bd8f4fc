namespace QuickBooks.Sandbox.Schema;

/// <summary>Parts that several entities share. Lengths: facts page, "Field rules" (Intuit's entity pages).</summary>
internal static class Shapes
{
    public static readonly Shape MetaData = new(
        "ModificationMetaData",
        P.Moment("CreateTime").ReadOnly().Sort(),
        P.Moment("LastUpdatedTime").ReadOnly().Sort(),
        P.Moment("LastChangedInQB").ReadOnly(),
        P.Ref("CreatedByRef", "").ReadOnly(),
        P.Ref("LastModifiedByRef", "").ReadOnly(),
        P.Flag("Synchronized").ReadOnly());

    /// <summary>On every entity.</summary>
    public static readonly Property[] Head =
    [
        P.Text("domain").ReadOnly(),
        P.Flag("sparse").ReadOnly(),
        P.Text("Id").ReadOnly().Sort(),
        P.Text("SyncToken").ReadOnly(),
        P.Part("MetaData", MetaData).ReadOnly(),
        P.Text("status").ReadOnly(),
    ];

    /// <summary>
    /// On every transaction that does not declare its own. Source: the class Transaction of Intuit's published schema, from which all inherit; libraries
    /// that serialize whole objects send them empty. GlobalTaxCalculation counts outside the US alone.
    /// </summary>
    public static readonly Property[] TransactionHead =
    [
        P.Choice("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
        P.NotModelled("LinkedTxn"),
        P.NotModelled("TxnStatus"),
        P.Text("TxnSource").ReadOnly(),
        P.NotModelled("TaxFormType"),
        P.NotModelled("TaxFormNum"),
        P.NotModelled("TransactionLocationType"),
        P.NotModelled("Tag"),
        P.NotModelled("TxnApprovalInfo"),
        P.NotModelled("RecurDataRef"),
        P.NotModelled("RecurringInfo"),
        P.NotModelled("ProjectRef"),
    ];

    public static readonly Shape Address = new(
        "PhysicalAddress",
        P.Text("Id").ReadOnly(),
        P.Text("Line1", 500),
        P.Text("Line2", 500),
        P.Text("Line3", 500),
        P.Text("Line4", 500),
        P.Text("Line5", 500),
        P.Text("City", 255),
        P.Text("Country", 255),
        P.Text("CountryCode", 255),
        P.Text("CountrySubDivisionCode", 255),
        P.Text("County", 255),
        P.Text("PostalCode", 30),
        P.Text("PostalCodeSuffix", 30),
        P.Text("Lat").ReadOnly(),
        P.Text("Long").ReadOnly(),
        P.Text("Note"),
        P.Text("Tag"));

    public static readonly Shape Phone = new("TelephoneNumber", P.Text("Id").ReadOnly(), P.Text("FreeFormNumber", 30), P.Text("Tag"));

    public static readonly Shape Email = new("EmailAddress", P.Text("Id").ReadOnly(), P.Text("Address", 100), P.Text("Tag"));

    public static readonly Shape Web = new("WebSiteAddress", P.Text("Id").ReadOnly(), P.Text("URI", 1000), P.Text("Tag"));

    public static readonly Shape Memo = new("MemoRef", P.Text("value", 1000), P.Text("id"));

    public static readonly Shape LinkedTxn = new("LinkedTxn", P.Text("TxnId"), P.Text("TxnType"), P.Text("TxnLineId"));

    /// <summary>Classic custom field: Name and Type are the company's, only StringValue is the client's (facts page, "Tax, US").</summary>
    public static readonly Shape CustomField = new(
        "CustomField", P.Text("DefinitionId"), P.Text("Name").ReadOnly(), P.Text("Type").ReadOnly(), P.Text("StringValue"));

    public static readonly Shape Delivery = new("DeliveryInfo", P.Text("DeliveryType"), P.Moment("DeliveryTime"), P.Text("DeliveryErrorType"));

    public static readonly Shape NameValue = new("NameValue", P.Text("Name"), P.Text("Value"));

    public static readonly Shape TaxLineDetail = new(
        "TaxLineDetail", P.Ref("TaxRateRef", "TaxRate"), P.Flag("PercentBased"), P.Number("TaxPercent"), P.Money("NetAmountTaxable"),
        P.Money("TaxInclusiveAmount"), P.Money("OverrideDeltaAmount"), P.Ref("ServiceDate", ""));

    public static readonly Shape TaxLine = new(
        "Line", P.Money("Amount"), P.Text("DetailType"), P.Part("TaxLineDetail", TaxLineDetail), P.Text("Id"), P.Number("LineNum"), P.Text("Description"));

    public static readonly Shape TxnTaxDetail = new(
        "TxnTaxDetail", P.Ref("TxnTaxCodeRef", "TaxCode"), P.Money("TotalTax"), P.Parts("TaxLine", TaxLine), P.Ref("DefaultTaxCodeRef", "TaxCode"));
}
