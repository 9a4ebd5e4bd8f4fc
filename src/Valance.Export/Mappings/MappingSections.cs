using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Translation;

namespace Valance.Export.Mappings;

/// <summary>Lays ours and theirs side by side, section by section.</summary>
/// <param name="categories">Each product's category.</param>
internal sealed class MappingSections(IReadOnlyList<Mapping> mappings, CompanyLists? lists, IReadOnlyDictionary<string, string> categories, bool createsMissing)
{
    private readonly MappingRoutes? _routes = lists is null ? null : new(lists, mappings, categories, createsMissing);

    private string ByName => createsMissing ? "the one of the same name, made if it is missing" : "the one of the same name";

    private string ByNameOrDefault => createsMissing ? ByName : "the one of the same name, else the default item";

    public IReadOnlyList<MappingSection> Of(OwnNames names) =>
    [
        Section("Items", "Each line of an order needs a QuickBooks item: by its product, else by its category, else the default.",
            MappingKind.Item, ["", .. names.Products], key => key.Length == 0 ? "none" : $"its category's, else {ByNameOrDefault}", "Default item"),
        Section("Items by category", "Stands for every product of the category that has no item of its own.",
            MappingKind.ItemCategory, names.Categories, _ => "nothing for the category"),
        Section("Additional charges", "Installation, freight, measuring: each goes out under an item.", MappingKind.Charge, names.Charges, _ => ByNameOrDefault),
        Section("Additional amounts", "Discounts, surcharges and tariffs that go out as lines.", MappingKind.AdditionalAmount, names.Amounts, _ => ByNameOrDefault),
        Section("Ledger accounts", "The accounts of QuickBooks' chart of accounts.", MappingKind.LedgerAccount, [.. Enum.GetNames<LedgerAccountRole>()], _ => "QuickBooks' usual account"),
        Section("Deposit accounts", "Where money of each payment method is put.",
            MappingKind.DepositAccount, ["", .. names.PaymentMethods], key => key.Length == 0 ? "Undeposited Funds" : "the default", "Default deposit account"),
        Section("Payment methods", "", MappingKind.PaymentMethod, names.PaymentMethods, _ => ByName),
        Section("Terms", "", MappingKind.Terms, names.Terms, _ => ByName),
        Section("Departments", "QuickBooks calls them locations.", MappingKind.Department, names.Departments, _ => ByName),
        Section("Tax codes", "Tax codes are never made by Valance; they must stand in QuickBooks.", MappingKind.TaxCode, names.TaxCodes, _ => "the one of the same name"),
        Section("Sidemark", "The custom field of QuickBooks' sales forms that takes the sidemark.", MappingKind.SidemarkField, [""], _ => "the field called Sidemark", "Sidemark field"),
    ];

    private MappingSection Section(
        string name, string hint, MappingKind kind, IReadOnlyList<string> keys, Func<string, string> otherwise, string defaultName = "Default")
    {
        // A mapping whose name we no longer use is still shown: it must be possible to take it away.
        var held = mappings.Where(m => m.Kind == kind).ToList();
        string[] all = [.. keys, .. held.Select(m => m.Key).Where(k => !keys.Contains(k, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase)];
        var shared = lists is null || kind == MappingKind.LedgerAccount ? [] : MappingTargets.Of(lists, kind, "");
        var suggestions = new MappingSuggestions(shared);
        List<MappingRow> rows = [.. all.Select(key => Row(
            kind, key, held.Find(m => Same(m.Key, key)), otherwise(key), defaultName,
            lists is not null && kind == MappingKind.LedgerAccount ? MappingTargets.Of(lists, kind, key) : shared))];
        return new(name, hint, MappingRoutes.Coverage(rows), [.. rows.Select(r => IsOpen(r) ? r with { Suggestion = suggestions.For(r.Ours) } : r)]);
    }

    private static bool IsOpen(MappingRow row) => row.Key.Length > 0
        && row.Route is MappingRoute.MadeAtFirstExport or MappingRoute.Default or MappingRoute.Nothing or MappingRoute.Gone
        && row.Kind is not (MappingKind.DepositAccount or MappingKind.LedgerAccount);

    private MappingRow Row(MappingKind kind, string key, Mapping? mapping, string otherwise, string defaultName, IReadOnlyList<MappingTarget> targets)
    {
        var ours = kind == MappingKind.LedgerAccount ? RoleName(key) : key.Length == 0 ? defaultName : key;
        if (mapping is null)
        {
            return new(kind, key, ours, null, _routes?.Of(kind, key) ?? MappingRoute.Unknown, otherwise, targets);
        }

        var target = targets.FirstOrDefault(t => string.Equals(t.Id, mapping.QuickBooksId, StringComparison.Ordinal));
        var route = lists is null ? MappingRoute.Unknown : target is null ? MappingRoute.Gone : MappingRoute.Mapped;
        return new(kind, key, ours, target ?? new(mapping.QuickBooksId, mapping.QuickBooksName), route, otherwise, targets);
    }

    internal static string RoleName(string role) => role switch
    {
        nameof(LedgerAccountRole.Income) => "Income",
        nameof(LedgerAccountRole.Discount) => "Discounts given",
        nameof(LedgerAccountRole.AccountsReceivable) => "Accounts receivable",
        nameof(LedgerAccountRole.AccountsPayable) => "Accounts payable",
        nameof(LedgerAccountRole.PurchaseExpense) => "Purchases",
        nameof(LedgerAccountRole.PurchaseFreight) => "Freight on purchases",
        nameof(LedgerAccountRole.Refunds) => "Bank account for refunds",
        _ => role,
    };

    private static bool Same(string a, string b) => string.Equals(PlainText.Collapse(a), PlainText.Collapse(b), StringComparison.OrdinalIgnoreCase);
}
