using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Records.Lists;
using Xunit;

namespace Valance.Core.Tests;

public sealed class CustomerListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_Search_FindsEveryWordWhateverCaseAndAccent()
    {
        await using var dealer = await Dealer.CreateAsync();
        await dealer.AddCustomerAsync("Ana Núñez", more: c => c.BillingAddress = new() { City = "Austin" });
        await dealer.AddCustomerAsync("Ana Smith", more: c => c.Phones = [new() { Number = "512-555-0101" }]);
        Assert.Equal(["Ana Núñez", "Ana Smith"], await NamesAsync(dealer, new() { Search = "ANA" }));
        Assert.Equal(["Ana Núñez"], await NamesAsync(dealer, new() { Search = "nunez  aus" }));
        Assert.Equal(["Ana Smith"], await NamesAsync(dealer, new() { Search = "555-0101" }));
        Assert.Empty(await NamesAsync(dealer, new() { Search = "100%" }));
    }

    [Fact]
    public async Task HandleAsync_Sort_IgnoresCaseAndIsTotal()
    {
        await using var dealer = await Dealer.CreateAsync();
        foreach (var (name, company) in new[] { ("Zimmer", "B"), ("adams", "b"), ("Adams", "A") })
        {
            await dealer.AddCustomerAsync(name, more: c => c.CompanyName = company);
        }

        Assert.Equal(["adams", "Adams", "Zimmer"], await NamesAsync(dealer, new()));
        Assert.Equal(["Zimmer", "Adams", "adams"], await NamesAsync(dealer, new() { Sort = "name", Descending = true }));
        Assert.Equal(["Adams", "Zimmer", "adams"], await NamesAsync(dealer, new() { Sort = "company" }));
    }

    [Fact]
    public async Task HandleAsync_UnknownColumn_IsRefused()
    {
        await using var dealer = await Dealer.CreateAsync();
        var result = await dealer.Customers.HandleAsync(dealer.Bookkeeper, new() { Sort = "password" }, Ct);
        Assert.Equal("Sort", Assert.Single(result.Problems).Field);
        Assert.Contains("display-name", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_Pages_CoverAllOnce()
    {
        await using var dealer = await Dealer.CreateAsync();
        for (var i = 0; i < 7; i++)
        {
            await dealer.AddCustomerAsync($"C{i}");
        }

        var pages = new List<ListPage<CustomerRow>>();
        for (var page = 1; page <= 3; page++)
        {
            pages.Add((await dealer.Customers.HandleAsync(dealer.Bookkeeper, new() { Page = page, PageSize = 3 }, Ct)).Value);
        }

        Assert.Equal(["C0", "C1", "C2", "C3", "C4", "C5", "C6"], pages.SelectMany(p => p.Rows).Select(r => r.Name));
        Assert.Equal([true, true, false], pages.Select(p => p.HasNext));
        Assert.All(pages, p => Assert.Equal(7, p.Count));
    }

    [Fact]
    public async Task HandleAsync_Cancelled_AreHiddenUnlessAskedFor()
    {
        await using var dealer = await Dealer.CreateAsync();
        await dealer.AddCustomerAsync("In use");
        var gone = await dealer.AddCustomerAsync("Gone");
        await new CancelCustomer(dealer.Store, dealer.Time).HandleAsync(dealer.Bookkeeper, gone.Id, gone.Version, cancelled: true, Ct);
        Assert.Equal(["In use"], await NamesAsync(dealer, new()));
        Assert.Equal(["Gone"], await NamesAsync(dealer, new() { Cancelled = true }));
        Assert.Equal(["Gone", "In use"], await NamesAsync(dealer, new() { Cancelled = null }));
    }

    [Fact]
    public async Task HandleAsync_EachSeesTheirOwn()
    {
        await using var dealer = await Dealer.CreateAsync();
        await dealer.AddCustomerAsync("Ana's", dealer.Ana);
        await dealer.AddCustomerAsync("Bob's", dealer.Bob);
        await dealer.AddCustomerAsync("Hill's", dealer.OtherBookkeeper);
        Assert.Equal(["Ana's"], await NamesAsync(dealer, new(), dealer.Ana));
        Assert.Equal(["Ana's", "Bob's"], await NamesAsync(dealer, new()));
        Assert.Equal(["Ana's", "Bob's", "Hill's"], await NamesAsync(dealer, new(), dealer.Support));
        Assert.Equal(["Hill's"], await NamesAsync(dealer, new() { AccountId = dealer.OtherAccountId }, dealer.Support));
        Assert.Empty(await NamesAsync(dealer, new() { AccountId = dealer.OtherAccountId }));
        Assert.Single(await dealer.Customers.IdsAsync(dealer.Ana, new(), Ct));
    }

    [Fact]
    public async Task HandleAsync_Row_HasWhatTheScreenShows()
    {
        await using var dealer = await Dealer.CreateAsync();
        await dealer.AddCustomerAsync("A", more: c =>
        {
            c.Emails = ["first@a.co", "second@a.co"];
            c.Phones = [new() { Label = "Cell", Number = "555-0100" }];
            c.BillingAddress = new() { City = "Austin", State = "TX" };
        });
        await dealer.AddCustomerAsync("B");
        var rows = (await dealer.Customers.HandleAsync(dealer.Bookkeeper, new(), Ct)).Value.Rows;
        Assert.Equal(("first@a.co", "Cell", "Austin", "TX"), (rows[0].Email, rows[0].Phones.Single().Label, rows[0].City, rows[0].State));
        Assert.Null(rows[1].Email);
    }

    private static async Task<IEnumerable<string>> NamesAsync(Dealer dealer, ListRequest request, Actor? by = null) =>
        (await dealer.Customers.HandleAsync(by ?? dealer.Bookkeeper, request, Ct)).Value.Rows.Select(r => r.Name);
}
