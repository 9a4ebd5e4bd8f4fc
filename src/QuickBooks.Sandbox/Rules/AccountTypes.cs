using System.Collections.Frozen;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Account types of a US company with their classification and the subtype that QuickBooks takes when none is sent. Source: Intuit's Account page.</summary>
internal static class AccountTypes
{
    private static readonly FrozenDictionary<string, (string Classification, string SubType)> Known =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["Bank"] = ("Asset", "CashOnHand"),
            ["Accounts Receivable"] = ("Asset", "AccountsReceivable"),
            ["Other Current Asset"] = ("Asset", "OtherCurrentAssets"),
            ["Fixed Asset"] = ("Asset", "OtherFixedAssets"),
            ["Other Asset"] = ("Asset", "OtherLongTermAssets"),
            ["Accounts Payable"] = ("Liability", "AccountsPayable"),
            ["Credit Card"] = ("Liability", "CreditCard"),
            ["Other Current Liability"] = ("Liability", "OtherCurrentLiabilities"),
            ["Long Term Liability"] = ("Liability", "OtherLongTermLiabilities"),
            ["Equity"] = ("Equity", "OpeningBalanceEquity"),
            ["Income"] = ("Revenue", "ServiceFeeIncome"),
            ["Other Income"] = ("Revenue", "OtherInvestmentIncome"),
            ["Cost of Goods Sold"] = ("Expense", "SuppliesMaterialsCogs"),
            ["Expense"] = ("Expense", "Travel"),
            ["Other Expense"] = ("Expense", "Depreciation"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly string[] Types = [.. Known.Keys];

    /// <summary>Kept by QuickBooks itself for each company: receivables and payables carry names, the others are where it books by itself.</summary>
    public static bool IsSpecial(JsonNode? account) =>
        IsControl(account.Text("AccountType")) || account.Text("AccountSubType") is "UndepositedFunds" or "RetainedEarnings" or "OpeningBalanceEquity" or "GlobalTaxPayable";

    /// <summary>Receivables and payables: every posting to them names a customer or a vendor.</summary>
    public static bool IsControl(string? type) => type is "Accounts Receivable" or "Accounts Payable";

    /// <summary>6430 where a reference names an account of another type.</summary>
    public static void Check(Draft draft, JsonNode? holder, string property, params string[] types)
    {
        if (draft.Get("Account", holder.Ref(property)) is { } account && !types.Contains(account.Text("AccountType"), StringComparer.Ordinal))
        {
            draft.Problems.Add(new ServiceError("6430", "Invalid account type used", "Invalid account type: " + account.Text("AccountType"), property));
        }
    }

    /// <summary>A line that books to receivables needs a customer, to payables a vendor (Intuit's JournalEntry page; the text is the screen's).</summary>
    public static void CheckName(Draft draft, string? accountId, string? nameId, string element)
    {
        var type = draft.Get("Account", accountId).Text("AccountType");
        var needed = type switch { "Accounts Receivable" => "Customer", "Accounts Payable" => "Vendor", _ => null };
        if (needed is not null && draft.Get(needed, nameId) is null)
        {
            draft.Problems.Add(ServiceError.Business($"When you use {type}, you must choose a {needed.ToLowerInvariant()} in the Name field.", element));
        }
    }

    public static string Classification(string type) => Known.TryGetValue(type, out var known) ? known.Classification : "Asset";

    public static string DefaultSubType(string type) => Known.TryGetValue(type, out var known) ? known.SubType : "";
}
