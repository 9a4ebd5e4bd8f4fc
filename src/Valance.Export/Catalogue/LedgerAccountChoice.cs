using Valance.Core.Mappings;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>Ledger accounts by role: mapped, else the one that QuickBooks itself would take.</summary>
internal sealed class LedgerAccountChoice(CompanyLists lists, IReadOnlyList<Mapping> mappings)
{
    private readonly List<MissingEntry> _missing = [];

    public IReadOnlyList<MissingEntry> Missing => _missing;

    /// <summary>The account, or null where there is none; nobody is told.</summary>
    public Ref? Find(LedgerAccountRole role) => Mapped(MappingKind.LedgerAccount, role.ToString()) is { } mapping
        ? Active(mapping) ?? Usual(role)
        : Usual(role);

    /// <summary>The account; a mapping that leads nowhere, or no account at all, is missing.</summary>
    public Ref? Of(LedgerAccountRole role)
    {
        if (Mapped(MappingKind.LedgerAccount, role.ToString()) is { } mapping && Active(mapping) is null)
        {
            _missing.Add(new("mapping-gone", NameOf(role), mapping.QuickBooksName, new(mapping.Kind, mapping.Key)));
            return null;
        }

        if (Find(role) is { } account)
        {
            return account;
        }

        _missing.Add(new("missing-account", NameOf(role), "", new(MappingKind.LedgerAccount, role.ToString())));
        return null;
    }

    public Ref? Deposit(string method)
    {
        var mapping = (PlainText.Collapse(method).Length > 0 ? Mapped(MappingKind.DepositAccount, method) : null) ?? Mapped(MappingKind.DepositAccount, "");
        if (mapping is null)
        {
            return lists.AccountOfSubType("UndepositedFunds") is { } funds ? new Ref(funds.Id!) : null;
        }

        if (Active(mapping) is { } account)
        {
            return account;
        }

        _missing.Add(new("mapping-gone", Fields.DepositAccount, mapping.QuickBooksName, new(mapping.Kind, mapping.Key)));
        return null;
    }

    public Ref? Receivable()
    {
        var all = lists.LedgerAccounts.Where(a => a.Active != false && ListLookups.Same(a.AccountType, "Accounts Receivable")).ToList();
        return Mapped(MappingKind.LedgerAccount, nameof(LedgerAccountRole.AccountsReceivable)) is { } mapping
            && all is [var only] && ListLookups.Same(only.Id, mapping.QuickBooksId) ? new Ref(only.Id!) : null;
    }

    private Ref? Usual(LedgerAccountRole role)
    {
        var account = role switch
        {
            LedgerAccountRole.Income => lists.AccountOf("Income", "SalesOfProductIncome", "ServiceFeeIncome"),
            LedgerAccountRole.Discount => lists.AccountOfSubType("DiscountsRefundsGiven") ?? lists.AccountOf("Income", "SalesOfProductIncome"),
            LedgerAccountRole.AccountsReceivable => lists.AccountOf("Accounts Receivable"),
            LedgerAccountRole.AccountsPayable => lists.AccountOf("Accounts Payable"),
            LedgerAccountRole.Refunds => lists.AccountOf("Bank", "Checking"),
            LedgerAccountRole.PurchaseExpense => lists.AccountOf("Cost of Goods Sold", "SuppliesMaterialsCogs") ?? lists.AccountOf("Expense"),
            LedgerAccountRole.PurchaseFreight => lists.AccountOfSubType("ShippingFreightDeliveryCos") ?? lists.AccountOfSubType("ShippingFreightDelivery")
                ?? lists.AccountOf("Cost of Goods Sold") ?? lists.AccountOf("Expense"),
            _ => null,
        };
        return account is null ? null : new Ref(account.Id!);
    }

    private Ref? Active(Mapping mapping) =>
        lists.LedgerAccounts.FirstOrDefault(a => ListLookups.Same(a.Id, mapping.QuickBooksId)) is { Active: not false } account ? new Ref(account.Id!) : null;

    private Mapping? Mapped(MappingKind kind, string key) =>
        mappings.FirstOrDefault(m => m.Kind == kind && ListLookups.Same(PlainText.Collapse(m.Key), PlainText.Collapse(key)));

    private static string NameOf(LedgerAccountRole role) => role switch
    {
        LedgerAccountRole.AccountsPayable => Fields.PayableAccount,
        LedgerAccountRole.AccountsReceivable => Fields.ReceivableAccount,
        LedgerAccountRole.PurchaseExpense => "Purchase expense account",
        LedgerAccountRole.Refunds => Fields.RefundAccount,
        LedgerAccountRole.PurchaseFreight => "Purchase freight account",
        _ => $"{role} account",
    };
}
