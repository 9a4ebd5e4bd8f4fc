using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Reports;

/// <summary>The ledger by date: what was booked from one day to another.</summary>
internal sealed class DatedLedger(Company company)
{
    public Company Company { get; } = company;

    /// <summary>Account types in the order of statements, with the side that raises them: 1 debit, -1 credit.</summary>
    public static readonly IReadOnlyList<(string Type, int Side)> Types =
    [
        ("Bank", 1), ("Accounts Receivable", 1), ("Other Current Asset", 1), ("Fixed Asset", 1), ("Other Asset", 1),
        ("Accounts Payable", -1), ("Credit Card", -1), ("Other Current Liability", -1), ("Long Term Liability", -1), ("Equity", -1),
        ("Income", -1), ("Cost of Goods Sold", 1), ("Expense", 1), ("Other Income", -1), ("Other Expense", 1),
    ];

    public static bool IsProfitOrLoss(string? type) => type is "Income" or "Cost of Goods Sold" or "Expense" or "Other Income" or "Other Expense";

    public IEnumerable<JsonObject> AccountsOf(string type) => Company.Table("Account")!.InOrder().Where(a => string.Equals(a.Text("AccountType"), type, StringComparison.Ordinal));

    /// <summary>Every document with postings that is dated in the span, both days included.</summary>
    public IEnumerable<(string Type, JsonObject Doc, IReadOnlyList<Posting> Postings)> Documents(DateOnly? from, DateOnly to)
    {
        foreach (var ((type, id), postings) in Company.Ledger.Documents)
        {
            if (Company.Find(type, id) is { } doc && doc.DateOf("TxnDate") is { } date && date <= to && (from is null || date >= from))
            {
                yield return (type, doc, postings);
            }
        }
    }

    /// <summary>By account Id, debit positive.</summary>
    public Dictionary<string, decimal> Sums(DateOnly? from, DateOnly to)
    {
        var sums = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var posting in Documents(from, to).SelectMany(d => d.Postings))
        {
            sums[posting.AccountId] = sums.GetValueOrDefault(posting.AccountId) + posting.Amount;
        }

        return sums;
    }

    /// <summary>
    /// Balances at the end of a day: income and expense count from the fiscal year's start, and what earlier years earned stands in Retained Earnings,
    /// as QuickBooks closes a year by itself.
    /// </summary>
    public Dictionary<string, decimal> BalancesAt(DateOnly day)
    {
        var year = ReportPeriod.FiscalYearStart(Company.Preferences, day);
        var balances = Sums(null, day);
        var before = Sums(null, year.Later(-1));
        var retained = Company.Table("Account")!.ByIndex("AccountSubType", "RetainedEarnings").FirstOrDefault().Text("Id") ?? "";
        foreach (var (account, amount) in before.Where(b => IsProfitOrLoss(Company.Find("Account", b.Key).Text("AccountType"))))
        {
            balances[account] -= amount;
            balances[retained] = balances.GetValueOrDefault(retained) + amount;
        }

        return balances;
    }
}
