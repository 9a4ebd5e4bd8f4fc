using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>CompanyInfo and Preferences: one of each in a company. Source: Intuit's entity pages.</summary>
internal static class Settings
{
    public static readonly EntityType CompanyInfo = new(
        "CompanyInfo", Operations.Read | Operations.Update | Operations.SparseUpdate | Operations.Query, new EntityRules(),
        P.Text("CompanyName", 1024),
        P.Text("LegalName", 1024),
        P.Part("CompanyAddr", Shapes.Address),
        P.Part("CustomerCommunicationAddr", Shapes.Address),
        P.Part("LegalAddr", Shapes.Address),
        P.Part("CustomerCommunicationEmailAddr", Shapes.Email),
        P.Part("PrimaryPhone", Shapes.Phone),
        P.Date("CompanyStartDate").ReadOnly(),
        P.Text("FiscalYearStartMonth").ReadOnly(),
        P.Text("Country").ReadOnly(),
        P.Part("Email", Shapes.Email),
        P.Part("WebAddr", Shapes.Web),
        P.Text("SupportedLanguages").ReadOnly(),
        P.Text("DefaultTimeZone").ReadOnly(),
        P.Parts("NameValue", Shapes.NameValue).ReadOnly(),
        P.Text("EmployerId"));

    private static readonly Shape CustomFieldPreference = new("CustomFieldDefinition", P.Parts("CustomField", new Shape(
        "CustomField", P.Text("DefinitionId"), P.Text("Name"), P.Text("Type"), P.Text("StringValue"), P.Flag("BooleanValue"))));

    private static readonly Shape OtherPreferences = new("OtherPrefs", P.Parts("NameValue", Shapes.NameValue));

    public static readonly EntityType Preferences = new(
        "Preferences", Operations.Read | Operations.Update | Operations.SparseUpdate | Operations.Query, new PreferencesRules(),
        P.Part("AccountingInfoPrefs", new Shape(
            "CompanyAccountingPrefs", P.Text("FirstMonthOfFiscalYear"), P.Flag("UseAccountNumbers"), P.Text("TaxYearMonth"), P.Flag("ClassTrackingPerTxn"),
            P.Flag("ClassTrackingPerTxnLine"), P.Flag("TrackDepartments"), P.Text("DepartmentTerminology"), P.Date("BookCloseDate"),
            P.Text("CustomerTerminology"), P.Parts("OtherContactInfo", new Shape("ContactInfo", P.Text("Type"))))),
        P.Part("ProductAndServicesPrefs", new Shape(
            "ProductAndServicesPrefs", P.Flag("ForSales"), P.Flag("ForPurchase"), P.Flag("QuantityWithPriceAndRate"), P.Flag("QuantityOnHand"), P.Flag("UOM"))),
        P.Part("SalesFormsPrefs", new Shape(
            "SalesFormsPrefs", P.Parts("CustomField", CustomFieldPreference), P.Flag("CustomTxnNumbers"), P.Flag("AllowDeposit"), P.Flag("AllowDiscount"),
            P.Flag("AllowEstimates"), P.Flag("AllowServiceDate"), P.Flag("AllowShipping"), P.Flag("AutoApplyCredit"), P.Flag("AutoApplyPayments"),
            P.Flag("IPNSupportEnabled"), P.Flag("UsingPriceLevels"), P.Flag("UsingProgressInvoicing"), P.Flag("ETransactionEnabledStatus"),
            P.Flag("ETransactionPaymentEnabled"), P.Flag("ETransactionAttachPDF"), P.Ref("DefaultTerms", "Term"), P.Text("DefaultCustomerMessage"),
            P.Text("DefaultDiscountAccount"), P.Text("DefaultShippingAccount"), P.Text("EstimateMessage"), P.Flag("EmailCopyToCompany"),
            P.Part("SalesEmailBcc", Shapes.Email), P.Part("SalesEmailCc", Shapes.Email))),
        P.Part("EmailMessagesPrefs", new Shape("EmailMessagesPrefs", P.NotModelled("InvoiceMessage"), P.NotModelled("EstimateMessage"), P.NotModelled("SalesReceiptMessage"), P.NotModelled("StatementMessage"))),
        P.Part("VendorAndPurchasesPrefs", new Shape(
            "VendorAndPurchasesPrefs", P.Flag("TrackingByCustomer"), P.Flag("BillableExpenseTracking"), P.Parts("POCustomField", CustomFieldPreference),
            P.Text("DefaultMarkupAccount"), P.Ref("DefaultTerms", "Term"), P.Flag("TPAREnabled"))),
        P.Part("TimeTrackingPrefs", new Shape(
            "TimeTrackingPrefs", P.Flag("UseServices"), P.Flag("BillCustomers"), P.Flag("ShowBillRateToAll"), P.Text("WorkWeekStartDate"), P.Flag("MarkTimeEntriesBillable"))),
        P.Part("TaxPrefs", new Shape(
            "TaxPrefs", P.Flag("UsingSalesTax"), P.Flag("PartnerTaxEnabled"), P.Ref("TaxGroupCodeRef", "TaxCode"), P.Text("TaxRounding"), P.Flag("PaySalesTax"))),
        P.Part("CurrencyPrefs", new Shape("CurrencyPrefs", P.Flag("MultiCurrencyEnabled"), P.Ref("HomeCurrency", ""))),
        P.Part("ReportPrefs", new Shape("ReportPrefs", P.Text("ReportBasis"), P.Flag("CalcAgingReportFromTxnDate"))),
        P.Part("OtherPrefs", OtherPreferences));
}
