using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>The company's own settings, as far as they decide what is sent.</summary>
public sealed record CompanyProfile
{
    public string Name { get; init; } = "";

    /// <summary>Three letters, such as USD; empty where it does not say.</summary>
    public string HomeCurrency { get; init; } = "";

    /// <summary>QuickBooks' word for the subscription, such as <c>SUBSCRIBED</c>; empty where it does not say.</summary>
    public string Subscription { get; init; } = "";

    /// <summary>What is subscribed to, such as "QuickBooks Online Plus"; empty where it does not say.</summary>
    public string Offering { get; init; } = "";

    /// <summary>Null where QuickBooks does not say.</summary>
    public bool? UsesPurchaseOrders { get; init; }

    /// <summary>Automated sales tax that nobody has set up yet.</summary>
    public bool HasUnfinishedSalesTax { get; init; }

    /// <summary>True: the order's number is the invoice's. False: QuickBooks numbers, and ours stands in the memo.</summary>
    public bool UsesCustomSalesNumbers { get; init; }

    public bool UsesCustomPurchaseNumbers { get; init; }

    public bool AllowsDiscount { get; init; }

    /// <summary>Location tracking: without it an invoice with a department is refused.</summary>
    public bool TracksDepartments { get; init; }

    public bool UsesSalesTax { get; init; }

    /// <summary>Automated sales tax, set up: exemption reasons have ids.</summary>
    public bool HasAutomatedSalesTax { get; init; }

    /// <summary>QuickBooks applies a customer's credits by itself.</summary>
    public bool AppliesCreditsItself { get; init; }

    /// <summary>The books are closed up to and with this day.</summary>
    public DateOnly? BooksClosedUpTo { get; init; }

    /// <summary>The sales custom fields in use: definition id and name.</summary>
    public IReadOnlyDictionary<string, string> SalesCustomFields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static CompanyProfile Of(Preferences preferences, CompanyInfo company) => Of(preferences, company.CompanyName ?? "") with
    {
        Subscription = Pair(company.NameValue, "SubscriptionStatus") ?? "",
        Offering = Pair(company.NameValue, "OfferingSku") ?? "",
    };

    /// <summary>With other settings; what the company itself says stays.</summary>
    public CompanyProfile With(Preferences preferences) => Of(preferences, Name) with { Subscription = Subscription, Offering = Offering };

    public static CompanyProfile Of(Preferences preferences, string name = "") => new()
    {
        Name = name,
        HomeCurrency = preferences.CurrencyPrefs?.HomeCurrency?.Value ?? "",
        UsesPurchaseOrders = preferences.UsesPurchaseOrders,
        HasUnfinishedSalesTax = preferences.TaxPrefs?.PartnerTaxEnabled == false,
        UsesCustomSalesNumbers = preferences.SalesFormsPrefs?.CustomTxnNumbers == true,
        UsesCustomPurchaseNumbers = preferences.UsesCustomPurchaseNumbers,
        AllowsDiscount = preferences.SalesFormsPrefs?.AllowDiscount == true,
        TracksDepartments = preferences.AccountingInfoPrefs?.TrackDepartments == true,
        UsesSalesTax = preferences.TaxPrefs?.UsingSalesTax == true,
        HasAutomatedSalesTax = preferences.TaxPrefs?.PartnerTaxEnabled == true,
        AppliesCreditsItself = preferences.SalesFormsPrefs?.AutoApplyCredit == true,
        BooksClosedUpTo = preferences.AccountingInfoPrefs?.BookCloseDate,
        SalesCustomFields = preferences.SalesFormsPrefs?.CustomFieldNames ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };

    private static string? Pair(IReadOnlyList<NameValue>? pairs, string name) =>
        pairs?.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal))?.Value;
}
