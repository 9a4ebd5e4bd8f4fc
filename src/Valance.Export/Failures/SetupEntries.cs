using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes that lie in the company's settings or in the mappings.</summary>
internal static class SetupEntries
{
    private const string Off = "It is turned off in the company's settings.";

    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Missing("missing-item", "No item in QuickBooks", "has no item in QuickBooks",
            "Map it, map its category, or set a default item; or let missing items be created."),
        Missing("missing-terms", "Terms not in QuickBooks", "are not in QuickBooks",
            "Map them to terms of QuickBooks, or let missing terms be created."),
        Missing("missing-department", "Department not in QuickBooks", "is no location in QuickBooks",
            "Map it to a location, or let missing ones be created."),
        Missing("missing-tax-code", "Tax code not in QuickBooks", "is not in QuickBooks",
            "Map it to a tax code of QuickBooks. Tax codes cannot be created from here: set it up there first, if it is new."),
        Missing("missing-payment-method", "Payment method not in QuickBooks", "is not in QuickBooks",
            "Map it to a payment method of QuickBooks, or let missing ones be created."),
        Missing("missing-account", "No ledger account", "has no account in QuickBooks' chart of accounts",
            "Choose the account under Tools, Mappings."),
        Of("mapping-gone", "A mapping leads nowhere",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} is mapped to something that is inactive or gone in QuickBooks.",
            "It was deactivated, merged or deleted there since it was mapped.",
            "Choose another one under Tools, Mappings, or make it active again in QuickBooks.",
            Fixes.Mappings, Fixes.Retry),
        Of("item-not-purchasable", "An item that cannot be bought",
            t => $"{t.Record} was not exported: the item for{t.Value} has no expense account in QuickBooks.",
            "A purchase order books its items to their expense accounts.",
            "In QuickBooks open the item, tick \"I purchase this product/service\" and choose its expense account; or map the product to another item.",
            Fixes.Mappings, Fixes.Retry),
        Of("list-entry-refused", "It could not be created in QuickBooks",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} is missing in QuickBooks and could not be created there.",
            t => $"QuickBooks refused it.{t.OwnWords}",
            _ => "Create it in QuickBooks, or map ours to one that is there.",
            _ => [Fixes.Mappings, Fixes.Retry]),
        Of("departments-off", "Location tracking is off",
            t => $"{t.Record}: the department{t.Value} cannot be sent, because location tracking is off in QuickBooks.",
            Off,
            "In QuickBooks: Account and settings, Advanced, Categories, Track locations. Until then the department stands in the memo.",
            Fixes.Retry),
        Of("discounts-off", "Discounts are off",
            t => $"{t.Record} was not exported: QuickBooks takes no discount.",
            Off,
            "In QuickBooks: Account and settings, Sales, Sales form content, Discount. Then try again.",
            Fixes.Retry),
        Of("purchase-orders-off", "Purchase orders are off",
            t => $"{t.Record} was not exported: the company does not take purchase orders.",
            "Purchase orders need a Plus or Advanced subscription, and they must be turned on.",
            "In QuickBooks: Account and settings, Expenses, Purchase orders. Then try again.",
            Fixes.Retry, Fixes.Dismiss),
        Of("sales-tax-off", "Sales tax is off",
            t => $"{t.Record} was not exported: it bears tax{t.Value}, and sales tax is off in QuickBooks.",
            "The invoice would stand there without its tax, and the two books would differ.",
            "Set up sales tax in QuickBooks (Taxes, Sales tax), or take the tax off the order.",
            _ => [Fixes.Retry, Fixes.Edit("Open the order's tax", Fields.TaxCode)]),
        Of("tax-without-code", "Tax without a tax code",
            t => $"{t.Record} was not exported: it bears tax{t.Value}, but no tax code.",
            "QuickBooks books tax by its code.",
            "Choose the order's tax code.",
            _ => [Fixes.Edit("Choose the tax code", Fields.TaxCode)]),
        Of("invalid-reference", "It points at something that is gone",
            t => $"{t.Record} was not exported: it points at something that QuickBooks does not hold{(t.Failure.Field is null ? "" : $" ({t.Failure.Field.ToLowerInvariant()})")}.",
            t => $"A customer, item, account, term or location was deleted there, or belongs to another company.{t.OwnWords}",
            _ => "Check the mappings; then try again, which reads QuickBooks' lists anew.",
            _ => [Fixes.Retry, Fixes.Mappings]),
        Of("inactive-reference", "It points at something inactive",
            t => $"{t.Record} was not exported: something that it uses was made inactive in QuickBooks.",
            t => $"A customer, vendor, item, account or term was deactivated there.{t.OwnWords}",
            _ => "Make it active again in QuickBooks, or choose another under Tools, Mappings.",
            _ => [Fixes.Mappings, Fixes.Retry]),
    ];

    private static KeyValuePair<string, Entry> Missing(string cause, string title, string lacks, string toDo) => Of(
        cause, title,
        t => $"{t.Record} was not exported: {t.Field}{t.Value} {lacks}.",
        t => t.Failure.Detail ?? "Nothing in QuickBooks stands for it: there is no mapping, none of the same name, and no default.",
        _ => toDo,
        _ => [Fixes.Mappings, Fixes.Retry]);
}
