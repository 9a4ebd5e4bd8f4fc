using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Mappings;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Mappings;

public sealed class MappingTests
{
    [Fact]
    public async Task Get_AccountWithLists_ShowsOursBesideWhatCanBeChosen()
    {
        await using var site = await SiteWithListsAsync();

        var view = (await GetAsync(site)).Value;

        Assert.Null(view.Unread);
        Assert.True(view.CreatesMissing);
        var deposit = view.Sections.Single(s => s.Name == "Deposit accounts");
        Assert.Equal(["Default deposit account", "Check"], deposit.Rows.Select(r => r.Ours));
        Assert.Contains(deposit.Rows[0].Targets, t => t.Name == "Undeposited Funds");
        Assert.DoesNotContain(deposit.Rows[0].Targets, t => t.Name.Contains("Payable", StringComparison.Ordinal));
        Assert.Equal(["Default item", "Roller shade"], view.Sections.Single(s => s.Name == "Items").Rows.Select(r => r.Ours));
        Assert.Contains(view.Sections.Single(s => s.Name == "Sidemark").Rows[0].Targets, t => t.Name == "Sidemark");
    }

    [Fact]
    public async Task Save_EntryOfTheCompany_IsKeptWithWhoAndShownAgain()
    {
        await using var site = await SiteWithListsAsync();
        var funds = await TargetAsync(site, "Deposit accounts", "Undeposited Funds");

        var saved = await SaveAsync(site, site.Administrator, MappingKind.DepositAccount, "Check", funds.Id);

        Assert.Equal("Undeposited Funds", saved.Value!.Name);
        var row = (await GetAsync(site)).Value.Sections.Single(s => s.Name == "Deposit accounts").Rows.Single(r => r.Key == "Check");
        Assert.Equal((funds, false), (row.Mapped!, row.IsGone));
        await using var db = site.Store.CreateDbContext();
        Assert.Equal(("Omar Reyes", site.RealmId), await db.Mappings.Select(m => ValueTuple.Create(m.ChangedBy, m.RealmId)).SingleAsync());
    }

    [Fact]
    public async Task Save_Null_TakesTheMappingAway()
    {
        await using var site = await SiteWithListsAsync();
        var funds = await TargetAsync(site, "Deposit accounts", "Undeposited Funds");
        await SaveAsync(site, site.Administrator, MappingKind.DepositAccount, "", funds.Id);

        Assert.True((await SaveAsync(site, site.Administrator, MappingKind.DepositAccount, "", null)).IsDone);

        await using var db = site.Store.CreateDbContext();
        Assert.Empty(await db.Mappings.ToListAsync());
    }

    [Theory]
    [InlineData(MappingKind.DepositAccount, "Check", "999999")]
    [InlineData(MappingKind.LedgerAccount, "Nonsense", "1")]
    [InlineData((MappingKind)77, "", "1")]
    public async Task Save_WhatTheCompanyDoesNotHave_IsRefused(MappingKind kind, string key, string id)
    {
        await using var site = await SiteWithListsAsync();

        var saved = await SaveAsync(site, site.Administrator, kind, key, id);

        Assert.Equal(Refusal.Invalid, saved.Refusal);
    }

    [Fact]
    public async Task Save_LedgerAccountOfTheWrongType_IsRefused()
    {
        await using var site = await SiteWithListsAsync();
        var funds = await TargetAsync(site, "Deposit accounts", "Undeposited Funds");

        var saved = await SaveAsync(site, site.Administrator, MappingKind.LedgerAccount, nameof(LedgerAccountRole.Income), funds.Id);

        Assert.Equal(Refusal.Invalid, saved.Refusal);
    }

    [Fact]
    public async Task Get_MappedEntryGone_SaysSo()
    {
        await using var site = await SiteWithListsAsync();
        await using (var db = site.Store.CreateDbContext())
        {
            db.Mappings.Add(new Mapping
            {
                AccountId = site.Data.Account.Id,
                RealmId = site.RealmId,
                Kind = MappingKind.Terms,
                Key = "Old terms",
                QuickBooksId = "4711",
                QuickBooksName = "Net 11",
            });
            await db.SaveChangesAsync();
        }

        var row = (await GetAsync(site)).Value.Sections.Single(s => s.Name == "Terms").Rows.Single(r => r.Key == "Old terms");

        Assert.Equal(("Net 11", true), (row.Mapped!.Name, row.IsGone));
    }

    [Fact]
    public async Task Mappings_AskedForByOthers_AreRefused()
    {
        await using var site = await SiteWithListsAsync();
        var stranger = new Actor(99, "Stranger", Role.AccountAdministrator, site.Data.Account.Id + 1);

        Assert.Equal(Refusal.Forbidden, (await GetAsync(site, site.Bookkeeper)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await GetAsync(site, stranger)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(site, site.Bookkeeper, MappingKind.DepositAccount, "", null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await Saver(site).CreateMissingAsync(stranger, site.Data.Account.Id, false, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task CreateMissing_SwitchedOff_StaysOff()
    {
        await using var site = await SiteWithListsAsync();

        Assert.True((await Saver(site).CreateMissingAsync(site.Administrator, site.Data.Account.Id, false, CancellationToken.None)).IsDone);

        Assert.False((await GetAsync(site)).Value.CreatesMissing);
    }

    private static async Task<TestSite> SiteWithListsAsync()
    {
        var site = await TestSite.CreateAsync();
        await using var db = site.Store.CreateDbContext();
        db.PaymentMethods.Add(new PaymentMethod { AccountId = site.Data.Account.Id, Name = "Check" });
        db.Products.Add(new Product { AccountId = site.Data.Account.Id, Name = "Roller shade", Category = "Shades" });
        await db.SaveChangesAsync();
        return site;
    }

    private static SaveMapping Saver(TestSite site) => new(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>(), site.Time);

    private static Task<Result<MappingsView>> GetAsync(TestSite site, Actor? actor = null) =>
        new GetMappings(site.Store, site.Get<CompanyCatalogues>(), site.Get<QuickBooksClientFactory>())
            .HandleAsync(actor ?? site.Administrator, site.Data.Account.Id, again: false, CancellationToken.None);

    private static Task<Result<MappingTarget?>> SaveAsync(TestSite site, Actor actor, MappingKind kind, string key, string? id) =>
        Saver(site).HandleAsync(actor, site.Data.Account.Id, kind, key, id, CancellationToken.None);

    private static async Task<MappingTarget> TargetAsync(TestSite site, string section, string name) =>
        (await GetAsync(site)).Value.Sections.Single(s => s.Name == section).Rows[0].Targets.Single(t => t.Name == name);
}
