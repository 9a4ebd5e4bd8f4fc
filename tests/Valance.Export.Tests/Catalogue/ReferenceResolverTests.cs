using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Catalogue;

public sealed class ReferenceResolverTests
{
    private static readonly CompanyLists Lists = new()
    {
        Profile = Sample.Company,
        Items =
        [
            new() { Id = "1", Name = "Roller shade", Type = "NonInventory", Active = true, ExpenseAccountRef = new("80") },
            new() { Id = "2", Name = "Shades", Type = "Category", Active = true },
            new() { Id = "3", Name = "Installation", Type = "Service", Active = true },
            new() { Id = "4", Name = "Old shade", Type = "Service", Active = false },
            new() { Id = "5", Name = "Blinds - wood", Type = "Inventory", Active = true },
            new() { Id = "6", Name = "Hardware", Type = "Service", FullyQualifiedName = "Parts:Hardware", Active = true },
        ],
        LedgerAccounts =
        [
            new() { Id = "70", AccountType = "Income", AccountSubType = "ServiceFeeIncome", Active = true },
            new() { Id = "71", AccountType = "Income", AccountSubType = "SalesOfProductIncome", Active = true },
            new() { Id = "80", AccountType = "Cost of Goods Sold", AccountSubType = "SuppliesMaterialsCogs", Active = true },
            new() { Id = "33", AccountType = "Accounts Payable", Active = true },
            new() { Id = "84", AccountType = "Accounts Receivable", Active = true },
            new() { Id = "4", AccountType = "Other Current Asset", AccountSubType = "UndepositedFunds", Active = true },
            new() { Id = "35", AccountType = "Bank", Name = "Checking", Active = true },
            new() { Id = "36", AccountType = "Bank", Name = "Closed bank", Active = false },
        ],
        Terms = [new() { Id = "10", Name = "Net 30", DueDays = 30, Active = true }, new() { Id = "11", Name = "Net 15", DueDays = 15, Active = false }],
        PaymentMethods = [new() { Id = "20", Name = "Financing by Wells Fargo Outdoo", Active = true }],
        Departments = [new() { Id = "30", Name = "North", FullyQualifiedName = "Texas:North", Active = true }],
        TaxCodes = [new() { Id = "40", Name = "TX 8.25", Active = true }],
    };

    // product, category, mapping (kind=key>id) -> id, or ! cause
    [Theory]
    [InlineData("Roller shade", "Shades", "", "1")]
    [InlineData("roller  shade", "", "", "1")]
    [InlineData("Blinds: wood", "", "", "5")]
    [InlineData("Parts:Hardware", "", "", "!missing-item")]
    [InlineData("Shades", "", "", "!missing-item")]
    [InlineData("Old shade", "", "", "!missing-item")]
    [InlineData("Roller shade", "Shades", "Item=Roller Shade>5", "5")]
    [InlineData("Roller shade", "Shades", "ItemCategory=shades>3", "3")]
    [InlineData("Roller shade", "Shades", "Item=Roller shade>5 ItemCategory=Shades>3 Item=>1", "5")]
    [InlineData("Valance", "Shades", "ItemCategory=Shades>3 Item=>1", "3")]
    [InlineData("Valance", "Trim", "ItemCategory=Shades>3 Item=>1", "1")]
    [InlineData("Valance", "Trim", "", "!missing-item")]
    [InlineData("Valance", "Trim", "Item=Valance>2", "!mapping-gone")]
    [InlineData("Valance", "Trim", "Item=Valance>4", "!mapping-gone")]
    [InlineData("Valance", "Trim", "Item=>99", "!mapping-gone")]
    public void ProductItem_WithoutCreating_IsItemThenCategoryThenNameThenDefault(string product, string category, string mappings, string expected) =>
        AssertFound(expected, mappings, r => r.ProductItem(product, category));

    [Theory]
    [InlineData("Valance", "Item=>1", "Valance")]
    [InlineData("Valance: silk \"fine\"", "", "Valance - silk 'fine'")]
    [InlineData("", "", "Trim")]
    public void ProductItem_Creating_GoesBeforeTheDefault(string product, string mappings, string name)
    {
        var resolver = Resolver(mappings, creates: true);
        resolver.ProductItem(product, "Trim");
        Assert.Equal(new NewEntry.Item(name, "NonInventory", "71", "80"), Assert.Single(resolver.Missing).New);
    }

    [Fact]
    public void ProductItem_NameTooLongToCreate_TakesTheDefaultElseSaysWhy()
    {
        var name = new string('x', 101);
        Assert.Equal("1", Resolver("Item=>1", creates: true).ProductItem(name, "").Value);
        var resolver = Resolver("", creates: true);
        resolver.ProductItem(name, "");
        Assert.Contains("100 characters", Assert.Single(resolver.Missing).ToFailure().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ProductItem_NameOfACategory_IsNotCreatedButTold()
    {
        Assert.Equal("1", Resolver("Item=>1", creates: true).ProductItem("Shades", "").Value);
        var resolver = Resolver("", creates: true);
        resolver.ProductItem("shades", "");
        var missing = Assert.Single(resolver.Missing);
        Assert.Null(missing.New);
        Assert.Contains("category", missing.ToFailure().Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Texas: North")]
    [InlineData("Texas:North")]
    [InlineData("north")]
    public void Department_BelowAnother_IsFoundHoweverTheColonIsWritten(string name) => AssertFound("30", "", r => r.Department(name));

    [Theory]
    [InlineData("Installation", "", "3")]
    [InlineData("Freight", "Charge=Freight>1", "1")]
    [InlineData("Freight", "Item=Freight>1", "!missing-item")]
    [InlineData("Freight", "Item=>1", "1")]
    public void ChargeItem_HasAMappingOfItsOwn(string charge, string mappings, string expected) => AssertFound(expected, mappings, r => r.ChargeItem(charge));

    [Fact]
    public void ChargeItem_Creating_IsAService()
    {
        var resolver = Resolver("", creates: true);
        resolver.ChargeItem("Freight");
        Assert.Equal(new NewEntry.Item("Freight", "Service", "71", null), Assert.Single(resolver.Missing).New);
    }

    [Theory]
    [InlineData("Promotion", "AdditionalAmount=Promotion>3", "3")]
    [InlineData("", "AdditionalAmount=Promotion>3 Item=>1", "1")]
    public void AmountItem_HasAMappingOfItsOwn(string amount, string mappings, string expected) => AssertFound(expected, mappings, r => r.AmountItem(amount, "Discount"));

    [Theory]
    [InlineData("Roller shade", "1")]
    [InlineData("Blinds - wood", "5")]
    [InlineData("Installation", "!item-not-purchasable")]
    public void PurchasedItem_NeedsAnExpenseAccount(string product, string expected) => AssertFound(expected, "", r => r.PurchasedItem(product, ""));

    [Theory]
    [InlineData("net 30", "", "10")]
    [InlineData("", "", null)]
    [InlineData("Net 15", "", "!missing-terms")]
    [InlineData("Net 60", "Terms=Net 60>10", "10")]
    [InlineData("Net 60", "Terms=>10", "10")]
    [InlineData("Net 60", "Terms=Net 60>11", "!mapping-gone")]
    public void Terms_AreMatchedByName(string terms, string mappings, string? expected) => AssertFound(expected, mappings, r => r.Terms(terms));

    [Theory]
    [InlineData("Net 60", 60)]
    [InlineData("Due on receipt", 0)]
    [InlineData("House terms", 21)]
    public void Terms_Creating_BearTheirDays(string terms, int days)
    {
        var resolver = Resolver("", creates: true);
        resolver.Terms(terms);
        Assert.Equal(new NewEntry.Terms(terms, days), Assert.Single(resolver.Missing).New);
    }

    [Fact]
    public void Terms_TooLongForQuickBooks_AreNotCreated()
    {
        var resolver = Resolver("", creates: true);
        resolver.Terms(new string('x', 32));
        Assert.Null(Assert.Single(resolver.Missing).New);
    }

    [Theory]
    [InlineData("House terms", 21)]
    [InlineData("Net 30", 30)]
    [InlineData("", null)]
    public void DueDays_AreOursElseTheirs(string terms, int? days)
    {
        var resolver = Resolver("", creates: false);
        Assert.Equal(days, resolver.DueDays(terms, resolver.Terms(terms)));
    }

    [Theory]
    [InlineData("North", "", "30")]
    [InlineData("texas:north", "", "30")]
    [InlineData("South", "Department=South>30", "30")]
    [InlineData("South", "", "!missing-department")]
    [InlineData(null, "", null)]
    public void Department_IsMatchedByFullNameThenLeaf(string? department, string mappings, string? expected) => AssertFound(expected, mappings, r => r.Department(department));

    [Theory]
    [InlineData("tx 8.25", "", "40")]
    [InlineData("NM", "TaxCode=NM>40", "40")]
    [InlineData("NM", "", "!missing-tax-code")]
    [InlineData("", "", null)]
    public void TaxCode_IsMatchedAndNeverCreated(string code, string mappings, string? expected)
    {
        AssertFound(expected, mappings, r => r.TaxCode(code));
        AssertFound(expected, mappings, r => r.TaxCode(code), creates: true);
    }

    [Fact]
    public void PaymentMethod_IsMatchedByItsFirst31Characters() =>
        AssertFound("20", "", r => r.PaymentMethod("Financing by Wells Fargo Outdoor Solutions"));

    [Theory]
    [InlineData("Check", false)]
    [InlineData("VISA card", true)]
    public void PaymentMethod_Creating_KnowsCards(string method, bool isCard)
    {
        var resolver = Resolver("", creates: true);
        resolver.PaymentMethod(method);
        Assert.Equal(new NewEntry.PaymentMethod(method, isCard), Assert.Single(resolver.Missing).New);
    }

    [Theory]
    [InlineData("Check", "", "4")]
    [InlineData("Check", "DepositAccount=Check>35 DepositAccount=>4", "35")]
    [InlineData("Visa", "DepositAccount=Check>4 DepositAccount=>35", "35")]
    [InlineData("Check", "DepositAccount=Check>36", "!mapping-gone")]
    public void DepositAccount_IsByMethodElseUndepositedFunds(string method, string mappings, string expected) => AssertFound(expected, mappings, r => r.DepositAccount(method));

    [Theory]
    [InlineData("", null)]
    [InlineData("LedgerAccount=AccountsReceivable>84", "84")]
    [InlineData("LedgerAccount=AccountsReceivable>35", null)]
    public void ReceivableAccount_IsSentOnlyWhereItIsCertain(string mappings, string? expected) => AssertFound(expected, mappings, r => r.ReceivableAccount());

    [Theory]
    [InlineData("", "33")]
    [InlineData("LedgerAccount=AccountsPayable>36", "!mapping-gone")]
    public void PayableAccount_IsAlwaysThere(string mappings, string expected) => AssertFound(expected, mappings, r => r.PayableAccount());

    [Fact]
    public void SidemarkField_IsMappedElseOfThatName()
    {
        Assert.Equal("1", Resolver("", false).SidemarkField());
        Assert.Equal("1", Resolver("SidemarkField=>9", false).SidemarkField());
        Assert.Null(new ReferenceResolver(Lists with { Profile = new() }, [], new Dictionary<string, int>(StringComparer.Ordinal), false).SidemarkField());
    }

    private static void AssertFound(string? expected, string mappings, Func<ReferenceResolver, Ref?> resolve, bool creates = false)
    {
        var resolver = Resolver(mappings, creates);
        var found = resolve(resolver);
        if (expected?.StartsWith('!') == true)
        {
            Assert.Equal(expected[1..], Assert.Single(resolver.Missing).Cause);
            return;
        }

        Assert.Empty(resolver.Missing);
        Assert.Equal(expected, found?.Value);
    }

    private static ReferenceResolver Resolver(string mappings, bool creates) => new(
        Lists,
        [.. System.Text.RegularExpressions.Regex.Matches(mappings, @"(?<kind>\w+)=(?<key>[^>]*)>(?<id>\d+)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(m => new Mapping
            {
                RealmId = "1",
                Kind = Enum.Parse<MappingKind>(m.Groups["kind"].Value),
                Key = m.Groups["key"].Value,
                QuickBooksId = m.Groups["id"].Value,
                QuickBooksName = "Mapped",
            })],
        new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["House terms"] = 21 },
        creates);
}
