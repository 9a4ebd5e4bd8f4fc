using Valance.Export.Catalogue;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Catalogue;

/// <summary>The kept lists are brought up to date by what changed since, not by reading them again.</summary>
public sealed class FreshenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FreshenAsync_EntriesMadeAndRenamedInQuickBooks_AreMergedByOneQuestion()
    {
        await using var site = await TestSite.CreateAsync();
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var income = (await client.QueryAsync(new QuickBooksQuery<LedgerAccount>().WhereEqual("AccountType", "Income"), ct: Ct)).Value![0];
        var item = (await client.CreateAsync(new Item { Name = "Shades", Type = "Service", IncomeAccountRef = new Ref(income.Id!) }, ct: Ct)).Value!;
        var catalogue = site.Get<CompanyCatalogues>().For(site.RealmId);
        var before = (await catalogue.ListsAsync(client, ct: Ct)).Value!;

        Assert.True((await client.UpdateAsync(item with { Name = "Roller shades" }, ct: Ct)).Succeeded);
        Assert.True((await client.CreateAsync(new PaymentMethod { Name = "Barter" }, ct: Ct)).Succeeded);
        site.Faults.Sent.Clear();
        await catalogue.FreshenAsync(client, Priority.Low, Ct);

        var after = catalogue.Known!;
        Assert.Equal("Roller shades", Assert.Single(after.Items, i => i.Id == item.Id).Name);
        Assert.Single(after.PaymentMethods, m => m.Name == "Barter");
        Assert.DoesNotContain(before.PaymentMethods, m => m.Name == "Barter");
        Assert.Equal(before.LedgerAccounts.Count, after.LedgerAccounts.Count);
        Assert.Equal(["/cdc", "/preferences"], site.Faults.Sent.Select(s => s[s.LastIndexOf('/')..]));
    }

    [Fact]
    public async Task FreshenAsync_QuestionFails_ListsStayAsTheyWere()
    {
        await using var site = await TestSite.CreateAsync();
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var catalogue = site.Get<CompanyCatalogues>().For(site.RealmId);
        var before = (await catalogue.ListsAsync(client, ct: Ct)).Value!;
        site.Faults.IsDown = true;

        await catalogue.FreshenAsync(client, Priority.Low, Ct);

        Assert.Same(before, catalogue.Known);
    }
}
