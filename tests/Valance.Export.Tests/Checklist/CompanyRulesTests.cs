using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Checklist;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Checklist;

public sealed class CompanyRulesTests
{
    private static readonly OwnNeeds Everything = new(true, true, true, true, true, 3);
    private static readonly OwnNeeds Nothing = new(false, false, false, false, false, 0);

    public static TheoryData<string, SettingState, string, Func<CompanyProfile, CompanyProfile>> Spoiled => new()
    {
        { "Subscription", SettingState.Bad, "Billing & subscription", c => c with { Subscription = "EXPIRED" } },
        { "Custom transaction numbers, sales", SettingState.Bad, "Sales form content", c => c with { UsesCustomSalesNumbers = false } },
        { "Custom transaction numbers, purchases", SettingState.Bad, "Purchase orders", c => c with { UsesCustomPurchaseNumbers = false } },
        { "Purchase orders", SettingState.Bad, "Purchase orders", c => c with { UsesPurchaseOrders = false } },
        { "Purchase orders", SettingState.Bad, "Billing & subscription", c => c with { Offering = "QuickBooks Online Essentials" } },
        { "Closing date", SettingState.Bad, "Accounting", c => c with { BooksClosedUpTo = new DateOnly(2025, 12, 31) } },
        { "Location tracking", SettingState.Bad, "Categories", c => c with { TracksDepartments = false } },
        { "Discounts on sales forms", SettingState.Notice, "Sales form content", c => c with { AllowsDiscount = false } },
        { "Sales tax", SettingState.Bad, "Sales tax", c => c with { UsesSalesTax = false } },
        { "Sales tax", SettingState.Bad, "Sales tax", c => c with { HasUnfinishedSalesTax = true } },
        { "Custom field for the sidemark", SettingState.Bad, "Custom fields", c => c with { SalesCustomFields = new Dictionary<string, string>(StringComparer.Ordinal) } },
        { "Credits applied by themselves", SettingState.Notice, "Automation", c => c with { AppliesCreditsItself = true } },
    };

    [Fact]
    public void Of_CompanyInOrder_IsGoodThroughout() =>
        Assert.All(CompanyRules.Of(Lists(), [], Everything with { Closed = 0 }), s => Assert.Equal((SettingState.Good, "", ""), (s.State, s.Breaks, s.Where)));

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void Of_OneSettingSpoiled_SaysWhatBreaksAndWhere(string name, SettingState state, string where, Func<CompanyProfile, CompanyProfile> spoil)
    {
        var lists = Lists();
        var settings = CompanyRules.Of(lists with { Profile = spoil(lists.Profile) }, [], Everything);

        var setting = settings.Single(s => s.Name == name);
        Assert.Equal(state, setting.State);
        Assert.NotEqual("", setting.Breaks);
        Assert.Contains(where, setting.Where, StringComparison.Ordinal);
        Assert.All(settings.Where(s => s.Name != name), s => Assert.Equal(SettingState.Good, s.State));
    }

    [Fact]
    public void Of_SettingsThatNobodyNeeds_AreNotRed()
    {
        var lists = Lists();
        var spoiled = lists with { Profile = new CompanyProfile { UsesCustomSalesNumbers = true, BooksClosedUpTo = new DateOnly(2025, 12, 31), UsesPurchaseOrders = false } };

        Assert.DoesNotContain(CompanyRules.Of(spoiled, [], Nothing), s => s.State == SettingState.Bad);
    }

    [Fact]
    public void Of_AutomatedTax_IsToldWithoutBeingRed()
    {
        var lists = Lists();

        var tax = CompanyRules.Of(lists with { Profile = lists.Profile with { HasAutomatedSalesTax = true } }, [], Everything).Single(s => s.Name == "Sales tax");

        Assert.Equal(SettingState.Notice, tax.State);
    }

    [Fact]
    public void Of_MappedEntryInactiveAndAccountsGone_NamesThem()
    {
        var lists = Lists() with { Items = [new Item { Id = "9", Name = "Old shade", Type = "Service", Active = false }], LedgerAccounts = [] };
        var mapping = new Mapping { RealmId = "1", Kind = MappingKind.Item, Key = "Roller shade", QuickBooksId = "9", QuickBooksName = "Old shade" };

        var settings = CompanyRules.Of(lists, [mapping], Everything);

        var mapped = settings.Single(s => s.Name.StartsWith("Mapped", StringComparison.Ordinal));
        Assert.Equal((SettingState.Bad, "1 of 1 are inactive or gone: \"Old shade\".", "/tools/mappings"), (mapped.State, mapped.Found, mapped.Link));
        Assert.Contains("Income, Accounts receivable, Accounts payable, Purchases", settings.Single(s => s.Name.StartsWith("Ledger", StringComparison.Ordinal)).Found, StringComparison.Ordinal);
    }

    private static CompanyLists Lists() => new()
    {
        Profile = Sample.Company with { Subscription = "SUBSCRIBED", Offering = "QuickBooks Online Plus", UsesPurchaseOrders = true },
        LedgerAccounts =
        [
            new LedgerAccount { Id = "1", Name = "Sales", AccountType = "Income" },
            new LedgerAccount { Id = "2", Name = "A/R", AccountType = "Accounts Receivable" },
            new LedgerAccount { Id = "3", Name = "A/P", AccountType = "Accounts Payable" },
            new LedgerAccount { Id = "4", Name = "COGS", AccountType = "Cost of Goods Sold" },
        ],
    };
}
