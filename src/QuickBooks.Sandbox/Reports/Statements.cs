namespace QuickBooks.Sandbox.Reports;

/// <summary>Trial balance, profit and loss, balance sheet: accrual, in one column. Groups and order: bodies of the real service (recorded).</summary>
internal static class Statements
{
    private static readonly ReportColumn[] OneColumn = [new("", "Account", "account"), new("Total", "Money", "total")];

    private static readonly (string, string)[] Basis = [("ReportBasis", "Accrual"), ("SummarizeColumnsBy", "Total")];

    private static readonly (string, string)[] Standard = [("AccountingStandard", "GAAP")];

    /// <summary>Every account with a balance at the end of the period, in debit or credit, by full name.</summary>
    public static Report TrialBalance(DatedLedger ledger, ReportPeriod period)
    {
        var balances = ledger.BalancesAt(period.End);
        var rows = new List<ReportRow>();
        foreach (var account in DatedLedger.Types.SelectMany(t => ledger.AccountsOf(t.Type)))
        {
            if (balances.GetValueOrDefault(account.Text("Id")!) is var balance and not 0)
            {
                rows.Add(ReportRow.Of([new(account.Text("FullyQualifiedName")!, account.Text("Id")), Cell.MoneyOrEmpty(Math.Max(balance, 0)), Cell.MoneyOrEmpty(Math.Max(-balance, 0))]));
            }
        }

        var empty = rows.Count == 0;
        if (!empty)
        {
            rows.Add(ReportRow.Total("GrandTotal", new Cell("TOTAL"), Cell.Money(balances.Values.Where(b => b > 0).Sum()), Cell.Money(-balances.Values.Where(b => b < 0).Sum())));
        }

        return new("TrialBalance", [new("", "Account"), new("Debit", "Money"), new("Credit", "Money")], rows) { Head = [("ReportBasis", "Accrual")], IsEmpty = empty };
    }

    public static Report ProfitAndLoss(DatedLedger ledger, ReportPeriod period)
    {
        var accounts = new AccountRows(ledger, ledger.Sums(period.Start, period.End));
        var (income, incomeTotal) = accounts.Section("Income", "Income", "Income");
        var (cost, costTotal) = accounts.Section("Cost of Goods Sold", "Cost of Goods Sold", "COGS");
        var (expenses, expensesTotal) = accounts.Section("Expense", "Expenses", "Expenses");
        var (otherIncome, otherIncomeTotal) = accounts.Section("Other Income", "Other Income", "OtherIncome");
        var (otherExpenses, otherExpensesTotal) = accounts.Section("Other Expense", "Other Expenses", "OtherExpenses");
        var gross = incomeTotal - costTotal;
        var operating = gross - expensesTotal;
        var other = otherIncomeTotal - otherExpensesTotal;

        // Income and expenses stand there even when they are empty, the other sections only with figures (recorded).
        var rows = new List<ReportRow?>
        {
            income ?? AccountRows.Wrap("Income", [], 0, "Income"),
            cost,
            ReportRow.Total("GrossProfit", new Cell("Gross Profit"), Cell.Money(gross)),
            expenses ?? AccountRows.Wrap("Expenses", [], 0, "Expenses"),
            ReportRow.Total("NetOperatingIncome", new Cell("Net Operating Income"), Cell.Money(operating)),
            otherIncome,
            otherExpenses,
            otherIncome is null && otherExpenses is null ? null : ReportRow.Total("NetOtherIncome", new Cell("Net Other Income"), Cell.Money(other)),
            ReportRow.Total("NetIncome", new Cell("Net Income"), Cell.Money(operating + other)),
        };
        return new("ProfitAndLoss", OneColumn, [.. rows.OfType<ReportRow>()])
        {
            Head = Basis,
            Options = Standard,
            IsEmpty = new[] { income, cost, expenses, otherIncome, otherExpenses }.All(s => s is null),
        };
    }

    public static Report BalanceSheet(DatedLedger ledger, ReportPeriod period)
    {
        var balances = ledger.BalancesAt(period.End);
        var accounts = new AccountRows(ledger, balances);
        var current = Group("Current Assets", "CurrentAssets",
            accounts.Section("Bank", "Bank Accounts", "BankAccounts"),
            accounts.Section("Accounts Receivable", "Accounts Receivable", "AR"),
            accounts.Section("Other Current Asset", "Other Current Assets", "OtherCurrentAssets"));
        var assets = Group("ASSETS", "TotalAssets",
            current,
            accounts.Section("Fixed Asset", "Fixed Assets", "FixedAssets"),
            accounts.Section("Other Asset", "Other Assets", "OtherAssets"));
        var liabilities = Group("Liabilities", "Liabilities",
            Group("Current Liabilities", "CurrentLiabilities",
                accounts.Section("Accounts Payable", "Accounts Payable", "AP"),
                accounts.Section("Credit Card", "Credit Cards", "CreditCards"),
                accounts.Section("Other Current Liability", "Other Current Liabilities", "OtherCurrentLiabilities")),
            accounts.Section("Long Term Liability", "Long-Term Liabilities", "LongTermLiabilities"));
        var (equity, equityTotal) = accounts.Of("Equity");
        var earned = -balances.Where(b => DatedLedger.IsProfitOrLoss(ledger.Company.Find("Account", b.Key).Text("AccountType"))).Sum(b => b.Value);
        equity.Add(ReportRow.Of([new("Net Income"), Cell.MoneyOrEmpty(earned)], saysType: true) with { Group = "NetIncome" });
        var both = Group("LIABILITIES AND EQUITY", "TotalLiabilitiesAndEquity", liabilities, (AccountRows.Wrap("Equity", equity, equityTotal + earned, "Equity"), equityTotal + earned));
        return new("BalanceSheet", OneColumn, [assets.Section ?? AccountRows.Wrap("ASSETS", [], 0, "TotalAssets", "TOTAL ASSETS"), both.Section!])
        {
            Head = Basis,
            Options = Standard,
            IsEmpty = balances.Values.All(b => b == 0),
        };
    }

    private static (ReportRow? Section, decimal Total) Group(string title, string group, params (ReportRow? Section, decimal Total)[] parts)
    {
        var total = parts.Sum(p => p.Total);
        var rows = parts.Select(p => p.Section).OfType<ReportRow>().ToList();
        var totalTitle = title.All(c => !char.IsLower(c)) ? "TOTAL " + title : "Total " + title;
        return (rows.Count == 0 ? null : AccountRows.Wrap(title, rows, total, group, totalTitle), total);
    }
}
