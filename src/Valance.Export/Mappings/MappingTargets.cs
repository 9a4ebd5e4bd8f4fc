using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Mappings;

/// <summary>What of the company may stand for something of ours: active, and of the right type.</summary>
internal static class MappingTargets
{
    public static IReadOnlyList<MappingTarget> Of(CompanyLists lists, MappingKind kind, string key) => kind switch
    {
        MappingKind.Item or MappingKind.ItemCategory or MappingKind.Charge or MappingKind.AdditionalAmount =>
            Sorted(lists.Items.Where(ListLookups.CanBeSold).Select(i => new MappingTarget(i.Id!, i.FullyQualifiedName ?? i.Name ?? ""))),
        MappingKind.LedgerAccount => Accounts(lists, TypesOf(Enum.Parse<LedgerAccountRole>(key))),
        MappingKind.DepositAccount => Accounts(lists, ["Bank", "Other Current Asset"]),
        MappingKind.Terms => Sorted(lists.Terms.Where(t => t.Active != false).Select(t => new MappingTarget(t.Id!, t.Name ?? ""))),
        MappingKind.Department => Sorted(lists.Departments.Where(d => d.Active != false).Select(d => new MappingTarget(d.Id!, d.FullyQualifiedName ?? d.Name ?? ""))),
        MappingKind.TaxCode => Sorted(lists.TaxCodes.Where(IsForTransactions).Select(t => new MappingTarget(t.Id!, t.Name ?? ""))),
        MappingKind.PaymentMethod => Sorted(lists.PaymentMethods.Where(m => m.Active != false).Select(m => new MappingTarget(m.Id!, m.Name ?? ""))),
        MappingKind.SidemarkField => Sorted(lists.Profile.SalesCustomFields.Select(f => new MappingTarget(f.Key, f.Value))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Mappings whose entry is inactive, gone, or of another type by now.</summary>
    public static IReadOnlyList<Mapping> Gone(CompanyLists lists, IReadOnlyList<Mapping> mappings) =>
        [.. mappings.Where(m => !Of(lists, m.Kind, m.Key).Any(t => string.Equals(t.Id, m.QuickBooksId, StringComparison.Ordinal)))];

    private static string[] TypesOf(LedgerAccountRole role) => role switch
    {
        LedgerAccountRole.Income or LedgerAccountRole.Discount => ["Income", "Other Income"],
        LedgerAccountRole.AccountsReceivable => ["Accounts Receivable"],
        LedgerAccountRole.AccountsPayable => ["Accounts Payable"],
        LedgerAccountRole.Refunds => ["Bank"],
        LedgerAccountRole.PurchaseExpense or LedgerAccountRole.PurchaseFreight => ["Cost of Goods Sold", "Expense", "Other Expense"],
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    // TAX and NON stand on lines; a transaction takes a real code.
    private static bool IsForTransactions(TaxCode code) => code.Active != false && code.Id is not ("TAX" or "NON");

    private static IReadOnlyList<MappingTarget> Accounts(CompanyLists lists, string[] types) => Sorted(lists.LedgerAccounts
        .Where(a => a.Active != false && types.Contains(a.AccountType, StringComparer.OrdinalIgnoreCase))
        .Select(a => new MappingTarget(a.Id!, a.FullyQualifiedName ?? a.Name ?? "")));

    private static IReadOnlyList<MappingTarget> Sorted(IEnumerable<MappingTarget> targets) => [.. targets.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];
}
