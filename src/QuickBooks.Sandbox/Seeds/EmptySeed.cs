using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>
/// A new US company as QuickBooks makes it: receivable, payable, Undeposited Funds, sales, cost of goods sold, equity; terms, payment methods, TAX and NON;
/// purchase orders, discounts, custom transaction numbers (sales and purchases) and location tracking on; one sales custom field "Sidemark";
/// no names, items or transactions.
/// </summary>
internal static class EmptySeed
{
    public static void Plant(Planter planter)
    {
        Settings(planter, custom: "Sidemark");
        planter.Account("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable");
        planter.Account("Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable");
        planter.Account("Undeposited Funds", "Other Current Asset", "UndepositedFunds");
        planter.Account("Sales", "Income", "SalesOfProductIncome");
        planter.Account("Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs");
        planter.Account("Opening Balance Equity", "Equity", "OpeningBalanceEquity");
        planter.Account("Retained Earnings", "Equity", "RetainedEarnings");
        planter.Account("Checking", "Bank", "Checking");
        planter.Account("Discounts given", "Income", "DiscountsRefundsGiven");
        planter.Account("Inventory Asset", "Other Current Asset", "Inventory");
        Lists(planter);
    }

    public static void Lists(Planter planter)
    {
        planter.Term("Due on receipt", 0);
        planter.Term("Net 10", 10);
        planter.Term("Net 15", 15);
        planter.Term("Net 30", 30);
        planter.Term("Net 60", 60);
        planter.PaymentMethod("Cash");
        planter.PaymentMethod("Check");
        planter.PaymentMethod("Credit Card", card: true);
        TaxCode(planter, "TAX", taxable: true);
        TaxCode(planter, "NON", taxable: false);
    }

    public static void Settings(Planter planter, string custom)
    {
        var company = planter.Company;
        var address = new JsonObject
        {
            ["Id"] = company.NextId("Address"),
            ["Line1"] = "123 Sierra Way",
            ["City"] = "San Pablo",
            ["Country"] = "US",
            ["CountrySubDivisionCode"] = "CA",
            ["PostalCode"] = "87999",
        };
        planter.Put("CompanyInfo", new JsonObject
        {
            ["CompanyName"] = company.Name,
            ["LegalName"] = company.Name,
            ["CompanyAddr"] = address,
            ["CustomerCommunicationAddr"] = address.DeepClone(),
            ["LegalAddr"] = address.DeepClone(),
            ["PrimaryPhone"] = new JsonObject(),
            ["CompanyStartDate"] = Json.Iso(company.Today),
            ["FiscalYearStartMonth"] = "January",
            ["Country"] = "US",
            ["Email"] = new JsonObject { ["Address"] = "owner@example.com" },
            ["WebAddr"] = new JsonObject(),
            ["SupportedLanguages"] = "en",
            ["NameValue"] = new JsonArray(
                Pair("NeoEnabled", "true"), Pair("IndustryType", "Window treatment stores"), Pair("CompanyType", "Other"),
                Pair("SubscriptionStatus", "SUBSCRIBED"), Pair("OfferingSku", "QuickBooks Online Plus")),
        }, "1");
        planter.Put("Preferences", Preferences(custom), "1");
    }

    private static JsonObject Preferences(string custom) => new()
    {
        ["AccountingInfoPrefs"] = new JsonObject
        {
            ["FirstMonthOfFiscalYear"] = "January",
            ["UseAccountNumbers"] = false,
            ["TaxYearMonth"] = "January",
            ["ClassTrackingPerTxn"] = false,
            ["ClassTrackingPerTxnLine"] = false,
            ["TrackDepartments"] = true,
            ["DepartmentTerminology"] = "Location",
            ["CustomerTerminology"] = "Customers",
        },
        ["ProductAndServicesPrefs"] = new JsonObject
        {
            ["ForSales"] = true,
            ["ForPurchase"] = true,
            ["QuantityWithPriceAndRate"] = true,
            ["QuantityOnHand"] = true,
        },
        ["SalesFormsPrefs"] = new JsonObject
        {
            ["CustomField"] = new JsonArray(
                new JsonObject { ["CustomField"] = new JsonArray(Use(1, true), Use(2, false), Use(3, false)) },
                new JsonObject
                {
                    ["CustomField"] = new JsonArray(new JsonObject
                    {
                        ["Name"] = "SalesFormsPrefs.SalesCustomName1",
                        ["Type"] = "StringType",
                        ["StringValue"] = custom,
                    }),
                }),
            ["CustomTxnNumbers"] = true,
            ["AllowDeposit"] = true,
            ["AllowDiscount"] = true,
            ["AllowEstimates"] = true,
            ["AllowServiceDate"] = false,
            ["AllowShipping"] = false,
            ["AutoApplyCredit"] = false,
            ["AutoApplyPayments"] = false,
            ["IPNSupportEnabled"] = false,
            ["ETransactionEnabledStatus"] = false,
            ["ETransactionPaymentEnabled"] = false,
            ["ETransactionAttachPDF"] = false,
            ["UsingPriceLevels"] = false,
            ["UsingProgressInvoicing"] = false,
            ["EmailCopyToCompany"] = false,
        },
        ["VendorAndPurchasesPrefs"] = new JsonObject { ["TrackingByCustomer"] = true, ["BillableExpenseTracking"] = true },
        ["TimeTrackingPrefs"] = new JsonObject { ["UseServices"] = true, ["BillCustomers"] = true, ["ShowBillRateToAll"] = false, ["WorkWeekStartDate"] = "Monday" },
        ["TaxPrefs"] = new JsonObject { ["UsingSalesTax"] = true },
        ["CurrencyPrefs"] = new JsonObject { ["MultiCurrencyEnabled"] = false, ["HomeCurrency"] = new JsonObject { ["value"] = "USD" } },
        ["ReportPrefs"] = new JsonObject { ["ReportBasis"] = "Accrual", ["CalcAgingReportFromTxnDate"] = false },
        ["OtherPrefs"] = new JsonObject
        {
            ["NameValue"] = new JsonArray(
                Pair("SalesFormsPrefs.DefaultCustomerMessage", "Thank you for your business and have a great day!"),
                Pair("SalesFormsPrefs.DefaultItem", "1"),
                Pair("VendorAndPurchasesPrefs.UseCustomTxnNumbers", "true"),
                // So spelled on Intuit's page "Preferences". That page names no setting for the warning on duplicate numbers of sales forms.
                Pair("VendorAndPurchasesPrefs.PurchseOrderEnabled", "true")),
        },
    };

    private static JsonObject Use(int number, bool on) => new()
    {
        ["Name"] = $"SalesFormsPrefs.UseSalesCustom{number}",
        ["Type"] = "BooleanType",
        ["BooleanValue"] = on,
    };

    private static JsonObject Pair(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static void TaxCode(Planter planter, string id, bool taxable) => planter.Put("TaxCode", new JsonObject
    {
        ["Name"] = id,
        ["Description"] = id,
        ["Active"] = true,
        ["Hidden"] = false,
        ["Taxable"] = taxable,
        ["TaxGroup"] = taxable,
        ["SalesTaxRateList"] = new JsonObject { ["TaxRateDetail"] = new JsonArray() },
        ["PurchaseTaxRateList"] = new JsonObject { ["TaxRateDetail"] = new JsonArray() },
    }, id);
}
