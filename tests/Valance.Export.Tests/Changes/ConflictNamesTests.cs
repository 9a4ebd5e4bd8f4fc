using Valance.Export.Changes;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Changes;

/// <summary>Where a person compares and chooses, terms, locations, items and people stand by their names: an id tells nobody anything.</summary>
public sealed class ConflictNamesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_ReferencesChangedInQuickBooks_ShowNamesOnAllThreeSides()
    {
        await using var site = await TestSite.CreateAsync();
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var north = await site.Data.DepartmentAsync("North");
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o => (o.Terms, o.DepartmentId) = ("Net 30", north.Id));
        await site.ExportAsync(order);
        var invoice = (await client.QueryAsync(new QuickBooksQuery<Invoice>(), ct: Ct)).Value![0];
        await client.UpdateAsync(
            new Invoice
            {
                Id = invoice.Id,
                SyncToken = invoice.SyncToken,
                Sparse = true,
                CustomerRef = new((await client.CreateAsync(new Customer { DisplayName = "Ann Other" }, ct: Ct)).Value!.Id!),
                SalesTermRef = new((await client.CreateAsync(new Term { Name = "Net 12", Type = "STANDARD", DueDays = 12 }, ct: Ct)).Value!.Id!),
                DepartmentRef = new((await client.CreateAsync(new Department { Name = "South" }, ct: Ct)).Value!.Id!),
                Line = [.. invoice.Line!.Where(l => l.DetailType == LineDetailType.SalesItem).Select(l => l with { Description = "Woven shade", Amount = 90m, SalesItemLineDetail = l.SalesItemLineDetail! with { UnitPrice = 90m, Qty = 1m } })],
            },
            ct: Ct);

        var changes = (await site.Get<GetChanges>().HandleAsync(site.Bookkeeper, order.Kind, order.Id, withTheirs: true, Ct)).Value;

        (string, string, string?) Sides(string field) => changes.Fields.Where(f => f.Field == field).Select(f => (f.Sent, f.Ours, f.Theirs)).Single();
        Assert.Equal(("Net 30", "Net 30", "Net 12"), Sides(Fields.Terms));
        Assert.Equal(("North", "North", "South"), Sides(Fields.Department));
        Assert.Equal(("George Foreman", "George Foreman", "Ann Other"), Sides(Fields.Customer));
        var (sent, _, theirs) = Sides(Fields.Lines);
        Assert.Contains("Roller shade", sent, StringComparison.Ordinal);
        Assert.Contains("Woven shade", theirs, StringComparison.Ordinal);
        Assert.All(changes.Fields.SelectMany(f => new[] { f.Sent, f.Ours, f.Theirs ?? "" }), value => Assert.False(value.Length > 0 && value.All(char.IsAsciiDigit), value));
    }
}
