using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>Finds entries of the company's lists by our names. Inactive ones are not found.</summary>
public static class ListLookups
{
    // What an item's, term's or department's name may not hold; a list entry is no person, so the cure is made without asking.
    public static string NameInLists(string ours) => HeldRecord.WithoutMark(PlainText.Collapse(
        PlainText.Visible(ours).ReplaceLineEndings(" ").Replace('\t', ' ').Replace(": ", " - ", StringComparison.Ordinal).Replace(":", "-", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal))).Trim();

    public static bool CanBeSold(Item item) => item.Active != false && item.Type is "Inventory" or "NonInventory" or "Service" && item.Active != false;

    public static Item? ItemNamed(this CompanyLists lists, string ours)
    {
        var name = NameInLists(ours);
        return name.Length == 0
            ? null
            : lists.Items.FirstOrDefault(i => CanBeSold(i) && (Same(i.Name, name) || Same(i.FullyQualifiedName, name)));
    }

    /// <summary>Of something that cannot be sold: categories share the items' names, and an inactive item may keep its own.</summary>
    public static bool IsItemNameTaken(this CompanyLists lists, string name) => lists.Items.Any(i => !CanBeSold(i) && Same(i.FullyQualifiedName ?? i.Name, name));

    public static Term? TermNamed(this CompanyLists lists, string name) => lists.Terms.FirstOrDefault(t => t.Active != false && Same(t.Name, PlainText.Collapse(name)));

    public static PaymentMethod? PaymentMethodNamed(this CompanyLists lists, string name) =>
        lists.PaymentMethods.FirstOrDefault(m => m.Active != false && Same(m.Name, PaymentToQuickBooks.MethodName(name)));

    public static Department? DepartmentNamed(this CompanyLists lists, string name)
    {
        // QuickBooks puts no space behind the colon that parts a location from its parent.
        var whole = string.Join(':', PlainText.Join("", name).Split(':', StringSplitOptions.TrimEntries));
        return lists.Departments.FirstOrDefault(d => d.Active != false && Same(d.FullyQualifiedName, whole))
            ?? lists.Departments.FirstOrDefault(d => d.Active != false && Same(d.Name, whole));
    }

    public static TaxCode? TaxCodeNamed(this CompanyLists lists, string name) =>
        lists.TaxCodes.FirstOrDefault(t => t.Active != false && Same(t.Name, PlainText.Collapse(name)));

    public static LedgerAccount? AccountOf(this CompanyLists lists, string type, params ReadOnlySpan<string> preferredSubTypes)
    {
        var ofType = lists.LedgerAccounts.Where(a => a.Active != false && Same(a.AccountType, type)).ToList();
        foreach (var subType in preferredSubTypes)
        {
            if (ofType.Find(a => Same(a.AccountSubType, subType)) is { } preferred)
            {
                return preferred;
            }
        }

        return ofType.FirstOrDefault();
    }

    public static LedgerAccount? AccountOfSubType(this CompanyLists lists, string subType) =>
        lists.LedgerAccounts.FirstOrDefault(a => a.Active != false && Same(a.AccountSubType, subType));

    internal static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
