using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema.Entities;

/// <summary>Customer, Vendor, Employee: three lists that share one name space (facts page, "Names"). Lengths: Intuit's entity pages.</summary>
internal static class Names
{
    private static readonly Property[] Person =
    [
        P.Name("Title", 16),
        P.Name("GivenName", 100).Sort(),
        P.Name("MiddleName", 100).Sort(),
        P.Name("FamilyName", 100).Sort(),
        P.Name("Suffix", 16),
        P.Name("DisplayName", 500).Index(),
        P.Flag("Active").Sort(),
        P.Part("PrimaryPhone", Shapes.Phone),
        P.Part("AlternatePhone", Shapes.Phone),
        P.Part("Mobile", Shapes.Phone),
        P.Part("Fax", Shapes.Phone),
        P.Part("PrimaryEmailAddr", Shapes.Email).Filter(),
        P.Part("WebAddr", Shapes.Web),
        P.Text("V4IDPseudonym").ReadOnly(),
        P.Text("ClientEntityId").ReadOnly(),
        P.Parts("OtherContactInfo", new Shape("ContactInfo", P.Text("Type"), P.Part("Telephone", Shapes.Phone))),
        P.NotModelled("OtherAddr"),
        P.Text("AcctNum", 100),
        P.Flag("Organization"),
        P.Text("UserId").ReadOnly(),
    ];

    public static readonly EntityType Customer = new(
        "Customer", Operations.List, new CustomerRules(),
        [
            .. Person,
            P.Text("FullyQualifiedName").ReadOnly().Sort(),
            P.Text("CompanyName", 100).Sort(),
            P.Name("PrintOnCheckName", 110),
            P.Ref("DefaultTaxCodeRef", "TaxCode"),
            P.Flag("Taxable"),
            P.Text("TaxExemptionReasonId"),
            P.Part("BillAddr", Shapes.Address),
            P.Part("ShipAddr", Shapes.Address),
            P.Text("Notes", 2000),
            P.Flag("Job"),
            P.Flag("BillWithParent"),
            P.Ref("ParentRef", "Customer").Index(),
            P.Number("Level", 0).ReadOnly(),
            P.Ref("SalesTermRef", "Term"),
            P.Ref("PaymentMethodRef", "PaymentMethod"),
            P.Money("Balance").Sort(),
            P.Date("OpenBalanceDate"),
            P.Money("BalanceWithJobs").ReadOnly(),
            P.NotModelled("CreditLimit"),
            P.Ref("CurrencyRef", ""),
            P.Choice("PreferredDeliveryMethod", "Print", "Email", "None"),
            P.Text("ResaleNum", 16),
            P.Ref("ARAccountRef", "Account"),
            P.NotModelled("CustomerTypeRef"),
            P.Flag("IsProject").ReadOnly(),
            P.NotModelled("PrimaryTaxIdentifier"),
            P.NotModelled("SecondaryTaxIdentifier"),
            P.NotModelled("BusinessNumber"),
            P.NotModelled("GSTIN"),
            P.NotModelled("GSTRegistrationType"),
            P.Text("Source").ReadOnly(),
            P.Text("ContactName", 100),
            P.Text("AltContactName", 100),
        ])
    {
        Series = "Name",
        NameSpace = "Names",
        NameProperty = "DisplayName",
        DefaultOrder = "DisplayName",
        ReferenceWord = "Names",
    };

    public static readonly EntityType Vendor = new(
        "Vendor", Operations.List & ~Operations.SparseUpdate, new VendorRules(),
        [
            .. Person,
            P.Text("CompanyName", 100).Sort(),
            P.Name("PrintOnCheckName", 100),
            P.Part("BillAddr", Shapes.Address),
            P.NotModelled("ShipAddr"),
            P.Ref("TermRef", "Term"),
            P.Ref("APAccountRef", "Account"),
            P.Money("Balance").ReadOnly().Sort(),
            P.Date("OpenBalanceDate").ReadOnly(),
            P.Number("BillRate", 2),
            P.Number("CostRate", 2),
            P.Text("TaxIdentifier", 20),
            P.Flag("Vendor1099"),
            P.Ref("CurrencyRef", ""),
            P.Text("Notes", 2000),
            P.NotModelled("VendorPaymentBankDetail"),
            P.NotModelled("BusinessNumber"),
            P.NotModelled("GSTIN"),
            P.NotModelled("GSTRegistrationType"),
            P.NotModelled("HasTPAR"),
            P.NotModelled("T4AEligible"),
            P.NotModelled("T5018Eligible"),
            P.NotModelled("TaxReportingBasis"),
            P.Text("Source").ReadOnly(),
        ])
    {
        Series = "Name",
        NameSpace = "Names",
        NameProperty = "DisplayName",
        DefaultOrder = "DisplayName",
        ReferenceWord = "Names",
    };

    public static readonly EntityType Employee = new(
        "Employee", Operations.List, new EmployeeRules(),
        [
            .. Person,
            P.Name("PrintOnCheckName", 110),
            P.Part("PrimaryAddr", Shapes.Address),
            P.Text("EmployeeNumber", 100),
            P.Text("SSN", 100),
            P.Date("HiredDate"),
            P.Date("ReleasedDate"),
            P.Date("BirthDate"),
            P.Choice("Gender", "Male", "Female"),
            P.Flag("BillableTime"),
            P.Number("BillRate", 2),
            P.Number("CostRate", 2),
        ])
    {
        Series = "Name",
        NameSpace = "Names",
        NameProperty = "DisplayName",
        DefaultOrder = "DisplayName",
        ReferenceWord = "Names",
    };
}
