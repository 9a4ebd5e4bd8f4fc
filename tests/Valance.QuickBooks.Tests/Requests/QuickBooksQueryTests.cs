using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Requests;

public sealed class QuickBooksQueryTests
{
    [Theory]
    [InlineData("O'Brien", "O\\'Brien")]
    [InlineData("C:\\blinds", "C:\\\\blinds")]
    [InlineData("\\'", "\\\\\\'")]
    [InlineData("Söhne & \"Co\"", "Söhne & \"Co\"")]
    public void WhereEqual_Value_IsEscaped(string value, string escaped) =>
        Assert.Equal($"SELECT * FROM Customer WHERE DisplayName = '{escaped}' STARTPOSITION 1 MAXRESULTS 1000",
            new QuickBooksQuery<Customer>().WhereEqual("DisplayName", value).ToString());

    [Fact]
    public void Page_WithEverything_ReadsInIntuitsOrder()
    {
        var query = new QuickBooksQuery<LedgerAccount>()
            .WhereIn("AccountType", ["Bank", "Other Current Asset"]).WhereLike("Name", "Un%").IncludingInactive().OrderBy("Name", descending: true);

        Assert.Equal(
            "SELECT * FROM Account WHERE AccountType IN ('Bank', 'Other Current Asset') AND Name LIKE 'Un%' AND Active IN (true, false)"
            + " ORDERBY Name DESC STARTPOSITION 11 MAXRESULTS 10", query.Page(11, 10));
    }

    [Fact]
    public void Where_DatesAndTimes_AreIsoWhateverTheCulture()
    {
        var query = new QuickBooksQuery<Invoice>()
            .WhereBetween("TxnDate", new DateOnly(2026, 1, 2), new DateOnly(2026, 3, 4))
            .WhereEqual("DueDate", new DateOnly(2026, 5, 6)).WhereEqual("Active", true)
            .WhereSince("MetaData.LastUpdatedTime", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-8)));

        Assert.Equal(
            "SELECT COUNT(*) FROM Invoice WHERE TxnDate >= '2026-01-02' AND TxnDate <= '2026-03-04' AND DueDate = '2026-05-06' AND Active = true"
            + " AND MetaData.LastUpdatedTime >= '2026-01-02T03:04:05-08:00'", query.Count);
    }

    [Fact]
    public void Take_LessThanAPage_AsksForNoMore() =>
        Assert.EndsWith("MAXRESULTS 5", new QuickBooksQuery<Item>().Take(5).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Builder_ImpossibleWishes_AreDefects()
    {
        var query = new QuickBooksQuery<Item>();

        Assert.Throws<ArgumentException>(() => query.WhereIn("Id", []));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Take(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.InPagesOf(1001));
    }

    [Fact]
    public void Where_OnASharedQuery_LeavesItAsItWas()
    {
        var all = new QuickBooksQuery<Item>();

        _ = all.WhereEqual("Name", "Shade");

        Assert.DoesNotContain("WHERE", all.ToString(), StringComparison.Ordinal);
    }
}
