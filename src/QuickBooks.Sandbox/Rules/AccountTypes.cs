using System.Collections.Frozen;

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

    public static string Classification(string type) => Known.TryGetValue(type, out var known) ? known.Classification : "Asset";

    public static string DefaultSubType(string type) => Known.TryGetValue(type, out var known) ? known.SubType : "";
}
