using Valance.Core.CompanyImports;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.CompanyImports;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.CompanyImports;

/// <summary>What the sandbox does not model: bundles, other currencies. And how an item is named here.</summary>
public sealed class TheirsTests
{
    private static readonly CompanyLists Lists = new()
    {
        Profile = new CompanyProfile(),
        Items =
        [
            new Item { Id = "1", Name = "Custom", FullyQualifiedName = "Blinds:Custom", Type = "NonInventory" },
            new Item { Id = "2", Name = "Custom", FullyQualifiedName = "Shades:Custom", Type = "NonInventory" },
            new Item { Id = "3", Name = "Measuring", FullyQualifiedName = "Labor:Measuring", Type = "Service" },
        ],
    };

    [Theory]
    [InlineData("2", "Shades:Custom", "Shades")]
    [InlineData("3", "Measuring", "Labor")]
    public void Item_SharedNameOrOwn_IsToldFromOthers(string id, string name, string category)
    {
        var product = TheirItem.ToProduct(Lists.Items.Single(i => i.Id == id), 7, Lists);

        Assert.Equal((name, category), (product.Name, product.Category));
    }

    [Theory]
    [InlineData("Group", true, "bundle")]
    [InlineData("Service", false, "inactive")]
    [InlineData("Payments", true, "no order's line can name")]
    public void WhyNot_ItemThatIsNoProduct_SaysWhy(string type, bool active, string words) =>
        Assert.Contains(words, TheirItem.WhyNot(new Item { Name = "Kit", Type = type, Active = active }), StringComparison.Ordinal);

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("USD", false)]
    [InlineData(null, false)]
    public async Task Judge_CustomerInAnotherCurrency_IsLeftOut(string? currency, bool isLeftOut)
    {
        await using var site = await TestSite.CreateAsync();
        var scope = new CompanyImportScope(1, 1, site.Data.Account.Id, site.RealmId, new("Ana Cole", false, false, []), site.Bookkeeper, null);
        var theirs = new Customer { Id = "1", SyncToken = "0", DisplayName = "Jean Dupont", CurrencyRef = currency is null ? null : new(currency) };

        var offer = Assert.Single(await new JudgeNames(site.Store, scope, "USD").JudgeAsync(
            RecordKind.Customer, [TheirName.Of(theirs, new TheirTerms(Lists, [], []))], CancellationToken.None));

        Assert.Equal(isLeftOut ? OfferVerdict.LeftOut : OfferVerdict.New, offer.Verdict);
        Assert.Equal(isLeftOut ? "QuickBooks keeps it in EUR, and Valance keeps amounts in USD alone." : "", offer.Reason);
    }
}
