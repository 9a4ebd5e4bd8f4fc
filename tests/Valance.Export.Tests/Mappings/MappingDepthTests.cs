using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Audit;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Mappings;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using OwnMethod = Valance.Core.Accounts.PaymentMethod;

namespace Valance.Export.Tests.Mappings;

public sealed class MappingDepthTests
{
    [Fact]
    public async Task Get_ItemsOfEveryRoute_CountsHowManyFallToTheDefault()
    {
        await using var site = await SiteAsync(createWhatIsMissing: false);
        var item = await ItemInQuickBooksAsync(site, "Roller shade");
        await SaveAsync(site, MappingKind.Item, "", item);
        await SaveAsync(site, MappingKind.ItemCategory, "Blinds", item);
        await SaveAsync(site, MappingKind.Item, "Shutter", item);

        var items = await SectionAsync(site, "Items");

        Assert.Equal("4 in all: 1 mapped, 1 by the same name, 1 by their category, 1 fall to the default.", items.Coverage);
    }

    [Fact]
    public async Task Get_NothingStandsForIt_IsSaidAndNearestNameSuggested()
    {
        await using var site = await SiteAsync(createWhatIsMissing: false);
        await ItemInQuickBooksAsync(site, "Roler shade");

        var row = (await SectionAsync(site, "Items")).Rows.Single(r => r.Key == "Roller shade");

        Assert.Equal((MappingRoute.Nothing, true), (row.Route, row.CanBeCreated));
        Assert.Equal(("Roler shade", "name differs by a letter or two"), (row.Suggestion!.Target.Name, row.Suggestion.Why));
    }

    [Theory]
    [InlineData(MappingKind.Item, "Roller shade", "Item", "Items")]
    [InlineData(MappingKind.PaymentMethod, "Money order", "PaymentMethod", "Payment methods")]
    [InlineData(MappingKind.Terms, "Net 45", "Term", "Terms")]
    public async Task Create_OnRequest_MakesOneAndMapsByName(MappingKind kind, string key, string entity, string section)
    {
        await using var site = await SiteAsync(createWhatIsMissing: false);

        var made = await CreateAsync(site, site.Administrator, kind, key);

        Assert.Equal(key, made.Value);
        Assert.Single(site.Books(entity), e => e["Name"]!.GetValue<string>() == key);
        Assert.Equal(MappingRoute.SameName, (await SectionAsync(site, section)).Rows.Single(r => r.Key == key).Route);
        Assert.Equal(new AuditChange("MadeInQuickBooks", "", key), Assert.Single((await AuditAsync(site))[0].Changes));
        Assert.Equal(Refusal.Conflict, (await CreateAsync(site, site.Administrator, kind, key)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await CreateAsync(site, site.Bookkeeper, kind, key)).Refusal);
    }

    [Fact]
    public async Task Save_ChangedAndTakenAway_StandsInTheHistoryWithWho()
    {
        await using var site = await SiteAsync();
        var (first, second) = (await ItemInQuickBooksAsync(site, "First"), await ItemInQuickBooksAsync(site, "Second"));

        await SaveAsync(site, MappingKind.Item, "Shutter", first);
        await SaveAsync(site, MappingKind.Item, "Shutter", first);
        await SaveAsync(site, MappingKind.Item, "Shutter", second);
        await SaveAsync(site, MappingKind.Item, "Shutter", null);

        Assert.Equal(
            [("Second", "", "Omar Reyes"), ("First", "Second", "Omar Reyes"), ("", "First", "Omar Reyes")],
            (await AuditAsync(site)).Select(r => (r.Changes.Single(c => c.Field == nameof(Mapping.QuickBooksName)), r.By)).Select(c => (c.Item1.Before, c.Item1.After, c.By)));
    }

    [Fact]
    public async Task TakeOver_AfterTheMoveToAnotherCompany_TakesWhatIsThereAndNamesTheRest()
    {
        await using var site = await SiteAsync();
        await EarlierAsync(site, MappingKind.Terms, "Net 30", "Net 30");
        await EarlierAsync(site, MappingKind.Item, "Shutter", "Plantation shutter");
        Assert.Equal(2, (await ViewAsync(site)).Earlier);

        var taken = (await Take(site).HandleAsync(site.Administrator, site.Data.Account.Id, CancellationToken.None)).Value;

        Assert.Equal(1, taken.Taken);
        Assert.Equal("Plantation shutter", Assert.Single(taken.Missed));
        var view = await ViewAsync(site);
        Assert.Equal(0, view.Earlier);
        Assert.Equal(MappingRoute.Mapped, view.Sections.Single(s => s.Name == "Terms").Rows.Single(r => r.Key == "Net 30").Route);
        Assert.Equal(Refusal.Forbidden, (await Take(site).HandleAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None)).Refusal);
    }

    private static async Task<TestSite> SiteAsync(bool createWhatIsMissing = true)
    {
        var site = await TestSite.CreateAsync(createWhatIsMissing: createWhatIsMissing);
        await using var db = site.Store.CreateDbContext();
        var account = site.Data.Account.Id;
        db.Products.AddRange(
            new Product { AccountId = account, Name = "Roller shade", Category = "Shades" }, new Product { AccountId = account, Name = "Shutter", Category = "Shutters" },
            new Product { AccountId = account, Name = "Wood blind", Category = "Blinds" }, new Product { AccountId = account, Name = "Valance", Category = "Soft" });
        db.PaymentMethods.Add(new OwnMethod { AccountId = account, Name = "Money order" });
        db.Terms.Add(new Terms { AccountId = account, Name = "Net 45", DueDays = 45 });
        await db.SaveChangesAsync();
        return site;
    }

    private static async Task EarlierAsync(TestSite site, MappingKind kind, string key, string name)
    {
        await using var db = site.Store.CreateDbContext();
        db.Mappings.Add(new Mapping { AccountId = site.Data.Account.Id, RealmId = "4711", Kind = kind, Key = key, QuickBooksId = "99", QuickBooksName = name });
        await db.SaveChangesAsync();
    }

    private static async Task<string> ItemInQuickBooksAsync(TestSite site, string name)
    {
        var income = site.Books("Account").Single(a => a["Name"]!.GetValue<string>() == "Sales")["Id"]!.GetValue<string>();
        var made = await site.Get<QuickBooksClientFactory>().For(site.RealmId).CreateAsync(new Item { Name = name, Type = "Service", IncomeAccountRef = new Ref(income) });
        site.Get<CompanyCatalogues>().Forget(site.RealmId);
        return made.Value!.Id!;
    }

    private static async Task<MappingsView> ViewAsync(TestSite site) => (await new GetMappings(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>())
        .HandleAsync(site.Administrator, site.Data.Account.Id, again: false, CancellationToken.None)).Value;

    private static async Task<IReadOnlyList<AuditRow>> AuditAsync(TestSite site) => (await new AuditSearch(site.Store)
        .HandleAsync(site.Administrator, new() { Subjects = [AuditSubject.Mapping] }, after: null, 50, CancellationToken.None)).Rows;

    private static async Task<MappingSection> SectionAsync(TestSite site, string name) => (await ViewAsync(site)).Sections.Single(s => s.Name == name);

    private static async Task SaveAsync(TestSite site, MappingKind kind, string key, string? id) => Assert.True(
        (await new SaveMapping(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>(), site.Time)
            .HandleAsync(site.Administrator, site.Data.Account.Id, kind, key, id, CancellationToken.None)).IsDone);

    private static Task<Result<string>> CreateAsync(TestSite site, Actor actor, MappingKind kind, string key) =>
        new CreateMappedEntry(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>())
            .HandleAsync(actor, site.Data.Account.Id, kind, key, CancellationToken.None);

    private static TakeOverMappings Take(TestSite site) => new(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>(), site.Time);
}
