using System.Collections.Frozen;
using QuickBooks.Sandbox.Schema.Entities;

namespace QuickBooks.Sandbox.Schema;

/// <summary>Every entity that the sandbox models.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<EntityType> All =
    [
        Names.Customer, Names.Vendor, Names.Employee,
        Lists.Item, Lists.Account, Lists.Department, Lists.Class, Lists.Term, Lists.PaymentMethod, Lists.TaxCode, Lists.TaxRate, Lists.TaxAgency,
        Settings.CompanyInfo, Settings.Preferences,
        Sales.Invoice, Sales.Payment, Sales.CreditMemo, Sales.SalesReceipt, Sales.RefundReceipt, Sales.Estimate,
        Purchases.PurchaseOrder, Purchases.Bill, Purchases.BillPayment, Purchases.VendorCredit, Purchases.Purchase,
        Bank.Deposit, Bank.Transfer, Bank.JournalEntry, Bank.TimeActivity, Bank.Attachable,
    ];

    private static readonly FrozenDictionary<string, EntityType> ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Paths and queries ignore case.</summary>
    public static EntityType? Find(string name) => ByName.GetValueOrDefault(name);
}
