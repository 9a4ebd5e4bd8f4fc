using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Items, accounts and the small lists. Lengths and types: facts page, "Lists"; Intuit's entity pages.</summary>
internal static class Lists
{
    public static readonly EntityType Item = new(
        "Item", Operations.List, new ItemRules(),
        P.Text("Name", 100).Index().Required(),
        P.Text("Sku", 100).Index(),
        P.Text("Description", 4000).Sort(),
        P.Flag("Active").Sort(),
        P.Text("FullyQualifiedName").ReadOnly().Index(),
        P.Flag("Taxable").Filter(),
        P.Flag("SalesTaxIncluded"),
        P.Number("UnitPrice").Filter(),
        P.NotModelled("RatePercent"),
        P.Choice("Type", "Service", "NonInventory", "Inventory", "Category", "Group").Sort(),
        P.Ref("IncomeAccountRef", "Account"),
        P.Text("PurchaseDesc", 1000),
        P.Flag("PurchaseTaxIncluded"),
        P.Number("PurchaseCost").Filter(),
        P.Ref("ExpenseAccountRef", "Account"),
        P.Ref("AssetAccountRef", "Account"),
        P.Flag("TrackQtyOnHand"),
        P.Number("QtyOnHand"),
        P.Number("ReorderPoint"),
        P.Date("InvStartDate"),
        P.Flag("SubItem").Filter(),
        P.Ref("ParentRef", "Item").Index(),
        P.Number("Level", 0).ReadOnly(),
        P.Ref("PrefVendorRef", "Vendor"),
        P.Ref("SalesTaxCodeRef", "TaxCode"),
        P.Ref("PurchaseTaxCodeRef", "TaxCode"),
        P.Ref("ClassRef", "Class"),
        P.NotModelled("ItemGroupDetail"),
        P.NotModelled("PrintGroupedItems"),
        P.Text("Source").ReadOnly(),
        P.NotModelled("TaxClassificationRef"),
        P.Text("ItemCategoryType"),
        P.NotModelled("ServiceType"),
        P.NotModelled("AbatementRate"),
        P.NotModelled("ReverseChargeRate"),
        P.NotModelled("UQCDisplayText"),
        P.NotModelled("UQCId"))
    {
        NameSpace = "Item",
        NameProperty = "FullyQualifiedName",
        DefaultOrder = "FullyQualifiedName",
    };

    public static readonly EntityType Account = new(
        "Account", Operations.List, new AccountRules(),
        P.Text("Name", 100).Index().Required(),
        P.Flag("SubAccount").Filter(),
        P.Ref("ParentRef", "Account").Index(),
        P.Text("FullyQualifiedName").ReadOnly().Index(),
        P.Text("Description", 100).Filter(),
        P.Flag("Active").Sort(),
        P.Choice("Classification", "Asset", "Equity", "Expense", "Liability", "Revenue").ReadOnly().Index(),
        P.Choice("AccountType", AccountTypes.Types).Index(),
        P.Text("AccountSubType").Index(),
        P.Text("AcctNum", 20).Filter(),
        P.Money("CurrentBalance").ReadOnly().Filter(),
        P.Money("CurrentBalanceWithSubAccounts").ReadOnly().Filter(),
        P.Ref("CurrencyRef", ""),
        P.Ref("TaxCodeRef", "TaxCode"),
        P.NotModelled("OpeningBalance"),
        P.NotModelled("OpeningBalanceDate"),
        P.NotModelled("AccountAlias"),
        P.NotModelled("TxnLocationType"))
    {
        NameSpace = "Account",
        NameProperty = "FullyQualifiedName",
        DefaultOrder = "FullyQualifiedName",
        ReferenceWord = "Accounts",
    };

    public static readonly EntityType Department = new(
        "Department", Operations.List, new TreeRules(),
        P.Text("Name", 100).Required(),
        P.Flag("SubDepartment").Filter(),
        P.Ref("ParentRef", "Department"),
        P.Text("FullyQualifiedName").ReadOnly().Filter(),
        P.Flag("Active").Filter(),
        P.Part("Address", Shapes.Address))
    {
        NameSpace = "Department",
        NameProperty = "FullyQualifiedName",
        DefaultOrder = "FullyQualifiedName",
        ReferenceWord = "Depts",
    };

    public static readonly EntityType Class = new(
        "Class", Operations.List, new TreeRules(),
        P.Text("Name", 100).Sort().Required(),
        P.Flag("SubClass").Filter(),
        P.Ref("ParentRef", "Class"),
        P.Text("FullyQualifiedName").ReadOnly().Sort(),
        P.Flag("Active").Sort())
    {
        NameSpace = "Class",
        NameProperty = "FullyQualifiedName",
        DefaultOrder = "FullyQualifiedName",
        ReferenceWord = "Klasses",
    };

    public static readonly EntityType Term = new(
        "Term", Operations.List, new TermRules(),
        P.Text("Name", 31).Index().Required(),
        P.Flag("Active").Sort(),
        P.Choice("Type", "STANDARD", "DATE_DRIVEN").ReadOnly().Sort(),
        P.Number("DiscountPercent").Filter(),
        P.Number("DiscountDays", 0).Filter(),
        P.Number("DueDays", 0).Filter(),
        P.Number("DayOfMonthDue", 0).Filter(),
        P.Number("DueNextMonthDays", 0).Filter(),
        P.Number("DiscountDayOfMonth", 0).Filter())
    {
        NameSpace = "Term",
    };

    public static readonly EntityType PaymentMethod = new(
        "PaymentMethod", Operations.List, new SimpleListRules(),
        P.Text("Name", 31).Required(),
        P.Flag("Active").Filter(),
        P.Choice("Type", "CREDIT_CARD", "NON_CREDIT_CARD").Filter())
    {
        NameSpace = "PaymentMethod",
    };

    private static readonly Shape RateList = new(
        "TaxRateList",
        P.Parts("TaxRateDetail", new Shape(
            "TaxRateDetail", P.Ref("TaxRateRef", "TaxRate"), P.Choice("TaxTypeApplicable", "TaxOnAmount", "TaxOnAmountPlusTax", "TaxOnTax"),
            P.Number("TaxOrder", 0))),
        P.Text("originatingGroupId"));

    /// <summary>Read only over the API: codes come from TaxService.</summary>
    public static readonly EntityType TaxCode = new(
        "TaxCode", Operations.Read | Operations.Query | Operations.Deactivate, new EntityRules(),
        P.Text("Name", 100).Index(),
        P.Text("Description", 100).Sort(),
        P.Flag("Active").Sort(),
        P.Flag("Hidden").ReadOnly(),
        P.Flag("Taxable").Filter(),
        P.Flag("TaxGroup").Filter(),
        P.Part("SalesTaxRateList", RateList),
        P.Part("PurchaseTaxRateList", RateList),
        P.Text("TaxCodeConfigType").ReadOnly());

    public static readonly EntityType TaxRate = new(
        "TaxRate", Operations.Read | Operations.Query | Operations.Deactivate, new EntityRules(),
        P.Text("Name", 100).Index(),
        P.Text("Description", 100).Filter(),
        P.Flag("Active").Filter(),
        P.Number("RateValue").Filter(),
        P.Ref("AgencyRef", "TaxAgency"),
        P.Ref("TaxReturnLineRef", ""),
        P.Text("SpecialTaxType").ReadOnly(),
        P.Text("DisplayType").ReadOnly(),
        P.Text("OriginalTaxRate").ReadOnly());

    public static readonly EntityType TaxAgency = new(
        "TaxAgency", Operations.Create | Operations.Read | Operations.Query, new TaxAgencyRules(),
        P.Text("DisplayName", 100).Index().Required(),
        P.Flag("TaxTrackedOnSales").ReadOnly(),
        P.Flag("TaxTrackedOnPurchases").ReadOnly(),
        P.Text("TaxRegistrationNumber", 100),
        P.Text("TaxAgencyConfig").ReadOnly(),
        P.Date("LastFileDate").ReadOnly())
    {
        NameSpace = "TaxAgency",
        NameProperty = "DisplayName",
    };
}
