using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Translation;

public sealed class FingerprintTests
{
    private static readonly Customer Plain = new() { DisplayName = "A", GivenName = "B", BillAddr = new() { City = "Austin" } };

    [Fact]
    public void Of_RequestFieldsAndEmptyTexts_DoNotCount()
    {
        var same = Plain with { Id = "1", SyncToken = "4", Sparse = true, Domain = "QBO", MetaData = new(), FamilyName = "", PrimaryPhone = new() { FreeFormNumber = "" } };
        Assert.Equal(Fingerprint.Of(Plain), Fingerprint.Of(same));
        Assert.Equal(64, Fingerprint.Of(Plain).Length);
    }

    [Fact]
    public void Of_AnotherValue_Differs()
    {
        Customer[] others = [Plain with { DisplayName = "a" }, Plain with { GivenName = null }, Plain with { BillAddr = new() { Line1 = "Austin" } }, Plain with { Taxable = false }];
        Assert.Equal(5, others.Append(Plain).Select(Fingerprint.Of).Distinct().Count());
    }

    [Fact]
    public void Of_OneFigureWithOtherZeros_IsEqual()
    {
        Invoice With(decimal amount) => new() { Line = [new() { Amount = amount }] };
        Assert.Equal(Fingerprint.Of(With(5m)), Fingerprint.Of(With(5.00m)));
        Assert.NotEqual(Fingerprint.Of(With(5m)), Fingerprint.Of(With(5.01m)));
    }

    [Fact]
    public void Of_OrderOfLines_Counts()
    {
        Line a = new() { Amount = 1m }, b = new() { Amount = 2m };
        Assert.NotEqual(Fingerprint.Of(new Invoice { Line = [a, b] }), Fingerprint.Of(new Invoice { Line = [b, a] }));
    }

    [Fact]
    public void Marker_OfARecord_IsShortAndItsOwn()
    {
        var marker = Marker.Of(Sample.Customer());
        Assert.Matches(@"^\[V-[0-9A-Z]{10}\]$", marker);
        Assert.Equal(marker, Marker.Of(Sample.Customer(c => c.Name = "Other")));
        string[] others = [Marker.Of(Sample.Customer(c => c.Id++)), Marker.Of(Sample.Customer(c => c.AccountId++)), Marker.Of(Sample.Vendor(v => v.Id = 7)),
            Marker.Of(Sample.Customer(c => c.CreatedAt = c.CreatedAt.AddSeconds(1)))];
        Assert.Equal(5, others.Append(marker).Distinct().Count());
        Assert.True(Marker.IsIn($"note\n{marker}", Sample.Customer()));
        Assert.False(Marker.IsIn(null, Sample.Customer()));
    }
}
