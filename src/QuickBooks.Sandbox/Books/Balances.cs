using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Books;

/// <summary>Balances on customers, vendors and accounts: made from the ledger, never kept apart from it, and no reason for a new SyncToken.</summary>
internal static class Balances
{
    private static readonly HashSet<string> ProfitAndLoss =
        new(StringComparer.Ordinal) { "Income", "Other Income", "Expense", "Other Expense", "Cost of Goods Sold" };

    private static readonly HashSet<string> DebitSide =
        new(StringComparer.Ordinal) { "Bank", "Accounts Receivable", "Other Current Asset", "Fixed Asset", "Other Asset" };

    public static void Refresh(Company company, IEnumerable<string> accounts, IEnumerable<string> names)
    {
        foreach (var id in accounts)
        {
            if (company.Find("Account", id) is { } account)
            {
                var type = account.Text("AccountType") ?? "";
                account["CurrentBalance"] = Json.Of(ProfitAndLoss.Contains(type) ? 0 : company.Ledger.Balance(id) * (DebitSide.Contains(type) ? 1 : -1));
                for (JsonObject? up = account; up is not null; up = company.Find("Account", up.Ref("ParentRef") ?? ""))
                {
                    up["CurrentBalanceWithSubAccounts"] = Json.Of(WithSubAccounts(company, up));
                }
            }
        }

        foreach (var id in names)
        {
            if (company.Find("Customer", id) is { } customer)
            {
                customer["Balance"] = Json.Of(OfType(company, id, "Accounts Receivable"));
                for (JsonObject? up = customer; up is not null; up = company.Find("Customer", up.Ref("ParentRef") ?? ""))
                {
                    up["BalanceWithJobs"] = Json.Of(WithJobs(company, up));
                }
            }
            else if (company.Find("Vendor", id) is { } vendor)
            {
                vendor["Balance"] = Json.Of(-OfType(company, id, "Accounts Payable"));
            }
        }
    }

    private static decimal WithJobs(Company company, JsonObject customer) =>
        customer.Number("Balance") + company.Table("Customer")!.ByIndex("ParentRef", customer.Text("Id")!).Sum(child => WithJobs(company, child));

    private static decimal WithSubAccounts(Company company, JsonObject account) =>
        account.Number("CurrentBalance") + company.Table("Account")!.ByIndex("ParentRef", account.Text("Id")!).Sum(child => WithSubAccounts(company, child));

    private static decimal OfType(Company company, string nameId, string accountType) =>
        company.Table("Account")!.ByIndex("AccountType", accountType).Sum(a => company.Ledger.NameBalance(nameId, a.Text("Id")!));
}
