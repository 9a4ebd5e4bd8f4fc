using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>The company's settings; read only in Valance. Each part may be absent.</summary>
/// <remarks>Source: Intuit, Accounting API, Preferences.</remarks>
public sealed record Preferences : IQuickBooksEntity
{
    /// <summary>The loose setting that turns purchase orders on, spelled as Intuit's page spells it.</summary>
    public const string PurchaseOrdersOn = "VendorAndPurchasesPrefs.PurchseOrderEnabled";

    public static string WireName => "Preferences";

    public static string Resource => "preferences";

    public string? Id { get; init; }

    public string? SyncToken { get; init; }

    [JsonPropertyName("sparse")]
    public bool? Sparse { get; init; }

    [JsonPropertyName("domain")]
    public string? Domain { get; init; }

    public MetaData? MetaData { get; init; }

    public AccountingInfoPrefs? AccountingInfoPrefs { get; init; }

    public ProductAndServicesPrefs? ProductAndServicesPrefs { get; init; }

    public SalesFormsPrefs? SalesFormsPrefs { get; init; }

    public VendorAndPurchasesPrefs? VendorAndPurchasesPrefs { get; init; }

    public TaxPrefs? TaxPrefs { get; init; }

    public CurrencyPrefs? CurrencyPrefs { get; init; }

    public OtherPrefs? OtherPrefs { get; init; }

    /// <summary>Whether purchase orders bear the number that is sent; it stands among the loose settings.</summary>
    [JsonIgnore]
    public bool UsesCustomPurchaseNumbers =>
        VendorAndPurchasesPrefs?.UseCustomTxnNumbers ?? IsOn("VendorAndPurchasesPrefs.UseCustomTxnNumbers");

    /// <summary>Null where the company does not say. Under the right spelling it counts too, should Intuit mend its own.</summary>
    [JsonIgnore]
    public bool? UsesPurchaseOrders => OtherPrefs?.NameValue?
        .FirstOrDefault(pair => pair.Name is PurchaseOrdersOn or "VendorAndPurchasesPrefs.PurchaseOrderEnabled")?.Value is { } value
            ? string.Equals(value, "true", StringComparison.OrdinalIgnoreCase)
            : null;

    /// <summary>Reads a loose setting of <see cref="OtherPrefs"/> that is true or false.</summary>
    public bool IsOn(string name) => OtherPrefs?.NameValue?.Any(pair =>
        string.Equals(pair.Name, name, StringComparison.Ordinal)
        && string.Equals(pair.Value, "true", StringComparison.OrdinalIgnoreCase)) ?? false;
}

/// <summary>Accounting settings.</summary>
public sealed record AccountingInfoPrefs
{
    /// <summary>Location tracking: without it a DepartmentRef is refused or dropped.</summary>
    public bool? TrackDepartments { get; init; }

    public string? DepartmentTerminology { get; init; }

    public bool? UseAccountNumbers { get; init; }

    public bool? ClassTrackingPerTxn { get; init; }

    public bool? ClassTrackingPerTxnLine { get; init; }

    /// <summary>The books are closed up to and with this day; writes dated so are refused with 6200 or 6210.</summary>
    public DateOnly? BookCloseDate { get; init; }

    public string? CustomerTerminology { get; init; }
}

/// <summary>Settings of products and services.</summary>
public sealed record ProductAndServicesPrefs
{
    public bool? ForSales { get; init; }

    public bool? ForPurchases { get; init; }

    public bool? QuantityOnHand { get; init; }

    public bool? QuantityWithPriceAndRate { get; init; }
}

/// <summary>Settings of invoices and other sales forms.</summary>
public sealed record SalesFormsPrefs
{
    /// <summary>True: the number that is sent counts, and none sent means none. False: QuickBooks numbers.</summary>
    public bool? CustomTxnNumbers { get; init; }

    public bool? AllowDeposit { get; init; }

    public bool? AllowDiscount { get; init; }

    public bool? AllowShipping { get; init; }

    public bool? AllowEstimates { get; init; }

    public bool? AllowServiceDate { get; init; }

    /// <summary>True: QuickBooks applies a customer's credits to new invoices by itself.</summary>
    public bool? AutoApplyCredit { get; init; }

    public bool? AutoApplyPayments { get; init; }

    public Ref? DefaultTerms { get; init; }

    public string? DefaultCustomerMessage { get; init; }

    /// <summary>Two groups: which of the three custom fields are in use, and what they are called.</summary>
    public IReadOnlyList<CustomFieldGroup>? CustomField { get; init; }

    /// <summary>The custom fields in use: definition id (1 to 3) and name.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> CustomFieldNames => CustomFieldGroup.Named(CustomField, "SalesFormsPrefs.", "Sales");
}

/// <summary>Settings of vendors and purchases.</summary>
public sealed record VendorAndPurchasesPrefs
{
    public bool? TrackingByCustomer { get; init; }

    public bool? BillableExpenseTracking { get; init; }

    /// <summary>Documented among <see cref="OtherPrefs"/>; read through <see cref="Preferences.UsesCustomPurchaseNumbers"/>.</summary>
    public bool? UseCustomTxnNumbers { get; init; }

    public Ref? DefaultTerms { get; init; }

    [JsonPropertyName("POCustomField")]
    public IReadOnlyList<CustomFieldGroup>? PoCustomField { get; init; }

    [JsonIgnore]
    public IReadOnlyDictionary<string, string> CustomFieldNames =>
        CustomFieldGroup.Named(PoCustomField, "PurchasePrefs.", "Purchase");
}

/// <summary>A group of custom field settings, as Preferences wraps them.</summary>
public sealed record CustomFieldGroup
{
    public IReadOnlyList<CustomField>? CustomField { get; init; }

    /// <summary>Joins "UseSalesCustom1: true" with "SalesCustomName1: Crew #" to the pair (1, Crew #).</summary>
    internal static IReadOnlyDictionary<string, string> Named(IReadOnlyList<CustomFieldGroup>? groups, string prefix, string kind)
    {
        var fields = groups?.SelectMany(group => group.CustomField ?? []).ToList() ?? [];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var start = $"{prefix}{kind}CustomName";
            if (field.StringValue is not { Length: > 0 } name || field.Name?.StartsWith(start, StringComparison.Ordinal) != true)
            {
                continue;
            }

            var id = field.Name[start.Length..];
            if (fields.Any(use => string.Equals(use.Name, $"{prefix}Use{kind}Custom{id}", StringComparison.Ordinal) && use.BooleanValue == true))
            {
                names[id] = name;
            }
        }

        return names;
    }
}

/// <summary>Sales tax settings.</summary>
public sealed record TaxPrefs
{
    /// <summary>False: TxnTaxDetail is ignored.</summary>
    public bool? UsingSalesTax { get; init; }

    /// <summary>True: automated sales tax; false: automated but not set up; absent: none.</summary>
    public bool? PartnerTaxEnabled { get; init; }

    public Ref? TaxGroupCodeRef { get; init; }
}

/// <summary>Currency settings.</summary>
public sealed record CurrencyPrefs
{
    public Ref? HomeCurrency { get; init; }

    public bool? MultiCurrencyEnabled { get; init; }
}

/// <summary>Loose settings by name.</summary>
public sealed record OtherPrefs
{
    public IReadOnlyList<NameValue>? NameValue { get; init; }
}
