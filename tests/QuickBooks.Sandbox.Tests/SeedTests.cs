using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Tests;

/// <summary>What a new company starts with.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task Empty_HoldsListsAndSettings_ButNoNamesItemsOrTransactions()
    {
        await using var qb = await SandboxClient.Start();
        foreach (var type in Catalogue.All.Where(t => t.IsTransaction || t.Name is "Customer" or "Vendor" or "Employee" or "Item"))
        {
            Assert.Empty(qb.Host.Books.DocumentsOf(qb.Realm, type.Name));
        }

        var accounts = qb.Host.Books.DocumentsOf(qb.Realm, "Account").Select(a => a.Text("AccountSubType")).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string?>(StringComparer.Ordinal) { "AccountsReceivable", "AccountsPayable", "UndepositedFunds", "SalesOfProductIncome", "SuppliesMaterialsCogs", "OpeningBalanceEquity" }, accounts!);
        Assert.Equal(["NON", "TAX"], qb.Host.Books.DocumentsOf(qb.Realm, "TaxCode").Select(c => c.Text("Id")).Order(StringComparer.Ordinal));
        var prefs = qb.Host.Books.DocumentsOf(qb.Realm, "Preferences").Single();
        Assert.True(prefs.Part("SalesFormsPrefs").Flag("CustomTxnNumbers"));
        Assert.True(prefs.Part("SalesFormsPrefs").Flag("AllowDiscount"));
        Assert.True(prefs.Part("AccountingInfoPrefs").Flag("TrackDepartments"));
    }

    [Fact]
    public async Task Default_HoldsEveryKind_AndBalances()
    {
        await using var qb = await SandboxClient.Start("default");
        foreach (var type in Catalogue.All)
        {
            Assert.NotEmpty(qb.Host.Books.DocumentsOf(qb.Realm, type.Name));
        }

        Assert.InRange(qb.Host.Books.DocumentsOf(qb.Realm, "Account").Count, 75, 110);
        Assert.Equal(
            ["Category", "Inventory", "NonInventory", "Service"],
            qb.Host.Books.DocumentsOf(qb.Realm, "Item").Select(i => i.Text("Type")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var invoices = qb.Host.Books.DocumentsOf(qb.Realm, "Invoice");
        Assert.Contains(invoices, i => i.Number("Balance") == 0);
        Assert.Contains(invoices, i => i.Number("Balance") == i.Number("TotalAmt"));
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
    }
}
