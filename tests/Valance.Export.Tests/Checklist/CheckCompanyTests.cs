using Valance.Core;
using Valance.Core.Access;
using Valance.Export.Checklist;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Checklist;

public sealed class CheckCompanyTests
{
    [Fact]
    public async Task Check_CompanyInOrder_IsGoodWithTheTimeOfTheLook()
    {
        await using var site = await TestSite.CreateAsync();

        var view = (await CheckAsync(site, now: true)).Value;

        Assert.Equal(0, view.Bad);
        Assert.NotNull(view.LookedAt);
        Assert.Contains("QuickBooks Online Plus", view.Settings.Single(s => s.Name == "Subscription").Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SettingChangedInQuickBooks_IsSeenByCheckNowAlone()
    {
        await using var site = await TestSite.CreateAsync();
        await CheckAsync(site, now: false);
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var held = (await client.ReadPreferencesAsync(ct: TestContext.Current.CancellationToken)).Value!;
        var off = new Preferences { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, SalesFormsPrefs = new SalesFormsPrefs { CustomTxnNumbers = false } };
        Assert.True((await client.UpdateAsync(off, ct: TestContext.Current.CancellationToken)).Succeeded);

        Assert.Equal(0, (await CheckAsync(site, now: false)).Value.Bad);

        Assert.Equal(SettingState.Bad, (await CheckAsync(site, now: true)).Value.Settings.Single(s => s.Name == "Custom transaction numbers, sales").State);
    }

    [Fact]
    public async Task Check_BooksClosedOverOpenOrders_CountsThem()
    {
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();
        await site.Data.OrderAsync(customer, set: o => o.CreatedOn = new DateOnly(2020, 1, 5));
        await site.Data.OrderAsync(customer, set: o => o.CreatedOn = new DateOnly(2024, 1, 5));
        site.Sandbox.Books.CloseBooks(site.RealmId, new DateOnly(2020, 12, 31));

        var closing = (await CheckAsync(site, now: true)).Value.Settings.Single(s => s.Name == "Closing date");

        Assert.Equal("The books are closed up to 12/31/2020.", closing.Found);
        Assert.StartsWith("1 of your orders and payments", closing.Breaks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CompanySilent_SaysSoAndStillTellsTheAccess()
    {
        await using var site = await TestSite.CreateAsync();
        site.Faults.IsDown = true;

        var view = (await CheckAsync(site, now: true)).Value;

        Assert.Equal((2, 1), (view.Settings.Count, view.Bad));
        Assert.Null(view.LookedAt);
    }

    [Fact]
    public async Task Check_AccessAboutToEnd_IsTold()
    {
        await using var site = await TestSite.CreateAsync();
        await CheckAsync(site, now: true);
        site.Time.Forward(TimeSpan.FromDays(95));

        Assert.Equal(SettingState.Notice, (await CheckAsync(site, now: false)).Value.Settings.Single(s => s.Name == "Valance's access").State);
    }

    [Fact]
    public async Task Check_AskedForByOthers_IsRefused()
    {
        await using var site = await TestSite.CreateAsync();
        var stranger = new Actor(99, "Stranger", Role.AccountAdministrator, site.Data.Account.Id + 1);

        Assert.Equal(Refusal.Forbidden, (await CheckAsync(site, now: false, site.Bookkeeper)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await CheckAsync(site, now: false, stranger)).Refusal);
    }

    private static Task<Result<CompanyChecklistView>> CheckAsync(TestSite site, bool now, Actor? actor = null) =>
        site.Get<CheckCompany>().HandleAsync(actor ?? site.Administrator, site.Data.Account.Id, now, CancellationToken.None);
}
