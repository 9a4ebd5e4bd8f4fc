using CsCheck;
using Valance.Core.Links;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Reconciling;
using Xunit;

namespace Valance.Export.Tests.Reconciling;

/// <summary>Two sides beside each other, without HTTP and without a store.</summary>
public sealed class BooksComparisonTests
{
    private static readonly DateOnly Day = new(2026, 5, 14);
    private static readonly Period May = new(new(2026, 5, 1), new(2026, 5, 31));
    private static readonly BooksComparison Comparison = new(new CompanyProfile { UsesCustomSalesNumbers = true, UsesCustomPurchaseNumbers = true, UsesSalesTax = true }, May);

    private static readonly OurSide Ours = new(RecordKind.Order, 7, "Order 1042")
    {
        Link = new Link { RealmId = "1", QuickBooksId = "12", RecordVersion = 3 },
        Version = 3,
        Date = Day,
        Party = "George Foreman",
        PartyId = "4",
        Number = "1042",
        Amount = 100.10m,
        Tax = 8.10m,
        Open = 40.10m,
    };

    private static readonly TheirSide Theirs = new("12", "1042")
    {
        Date = Day,
        Party = "George Foreman",
        PartyId = "4",
        Number = "1042",
        Amount = 100.10m,
        Tax = 8.10m,
        Open = 40.10m,
    };

    [Fact]
    public void Linked_SameOnBothSides_IsNoDifference() => Assert.Null(Comparison.Linked(Ours, Theirs));

    [Fact]
    public void Linked_EveryFieldOther_NamesEachWithBothFigures()
    {
        var theirs = Theirs with { Date = Day.AddDays(1), Party = "Nora Quill", PartyId = "5", Number = "1043", Amount = 100.11m, Tax = 8.11m, Open = 0m };

        var fields = Rows(Comparison.Linked(Ours, theirs)!);

        Assert.Equal(
            [
                new(Fields.OrderNumber, "1042", "1043"), new(Fields.CreatedOn, "05/14/2026", "05/15/2026"), new(Fields.Customer, "George Foreman", "Nora Quill"),
                new(Fields.Tax, "$8.10", "$8.11"), new(Fields.Total, "$100.10", "$100.11"), new(Fields.Balance, "$40.10", "$0.00"),
            ],
            fields);
    }

    [Fact]
    public void Linked_CompanyNumbersAndTaxesItself_AreNoDifference()
    {
        var comparison = new BooksComparison(new CompanyProfile(), May);

        Assert.Null(comparison.Linked(Ours, Theirs with { Number = "1", Tax = 0m }));
    }

    [Fact]
    public void Linked_OnlyTheBalance_PointsToThePayments()
    {
        var row = Comparison.Linked(Ours, Theirs with { Open = 100.10m })!;

        Assert.Equal((ReconcileAction.LookThere, 0m), (row.Action, row.Effect));
        Assert.Contains("payments", row.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "It was changed in QuickBooks since the export.")]
    [InlineData(4, "It was changed here since the export.")]
    public void Linked_Different_SaysWhoChangedIt(int version, string reason) =>
        Assert.Equal(reason, Comparison.Linked(Ours with { Version = version }, Theirs with { Amount = 1m })!.Reason);

    [Fact]
    public void Linked_VoidedOnBothSides_IsNoDifference() =>
        Assert.Null(Comparison.Linked(Ours with { IsCancelled = true, Amount = 0m }, Theirs with { IsVoided = true, Amount = 0m, Open = 0m }));

    [Fact]
    public void Linked_PurchaseOrderReceivedHere_IsOpenThere()
    {
        var ours = Ours with { Kind = RecordKind.PurchaseOrder, Status = "Closed" };

        Assert.Equal([new(Fields.Status, "Closed", "Open")], Rows(Comparison.Linked(ours, Theirs with { Status = "Open" })!));
    }

    [Fact]
    public void Linked_CardNumberInTheReference_IsComparedMaskedAndNeverShown()
    {
        var ours = Ours with { Kind = RecordKind.Payment, Number = "4111 1111 1111 1111" };

        Assert.DoesNotContain("4111 1111 1111", Comparison.Linked(ours, Theirs)!.Fields, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1042", 0, true, true)]
    [InlineData("1042", 9, true, true)]
    [InlineData("", 0, true, true)]
    [InlineData("", 1, true, false)]
    [InlineData("1042", 0, false, false)]
    public void AreAlike_UnlinkedOrder_GoesByNumberOrDayAndByCustomerAndAmount(string number, int daysLater, bool sameCustomer, bool alike) => Assert.Equal(alike, BooksComparison.AreAlike(
        Ours with { Link = null }, Theirs with { Number = number, Date = Day.AddDays(daysLater), PartyId = sameCustomer ? "4" : "5" }));

    [Fact]
    public void AreAlike_AnotherAmount_AreNotUnlessOurMarkerSaysSo()
    {
        var theirs = Theirs with { Amount = 5m, Note = "Smith [V-9K3MZ0QA7T]" };

        Assert.False(BooksComparison.AreAlike(Ours, theirs));
        Assert.True(BooksComparison.AreAlike(Ours with { Marker = "[V-9K3MZ0QA7T]" }, theirs));
    }

    [Fact]
    public void Figures_SameDifference_AreTheSameAndOtherwiseChange()
    {
        var once = Comparison.Linked(Ours, Theirs with { Amount = 1m })!.Figures;

        Assert.Equal(once, Comparison.Linked(Ours with { Version = 9 }, Theirs with { Amount = 1m })!.Figures);
        Assert.NotEqual(once, Comparison.Linked(Ours, Theirs with { Amount = 1.01m })!.Figures);
        Assert.NotEqual(once, Comparison.OnlyHere(Ours).Figures);
    }

    /// <summary>Whatever differs, and wherever the days lie: the row makes up exactly what the sums of the period differ by.</summary>
    [Fact]
    public void Effect_AnyTwoSides_IsWhatTheyAddToTheDifferenceOfTheSums()
    {
        var money = Gen.Int[-1_000_000, 1_000_000].Select(cents => cents / 100m);
        var day = Gen.Int[-60, 60].Select(days => Day.AddDays(days));
        Gen.Select(money, money, day, day, Gen.Bool).Sample((our, their, ourDay, theirDay, cancelled) =>
        {
            var ours = Ours with { Amount = cancelled ? 0m : our, Date = ourDay, IsCancelled = cancelled };
            var theirs = Theirs with { Amount = their, Date = theirDay };
            var difference = (May.Holds(ourDay) ? ours.Amount : 0m) - (May.Holds(theirDay) ? their : 0m);

            var row = Comparison.Linked(ours, theirs);

            // A cancelled one is worth nothing on either side, or it is a row.
            Assert.Equal(difference, row?.Effect ?? 0m);
        });
    }

    [Fact]
    public void Seen_ManyIds_AreToldApart() => Gen.Long[1, 1_000_000_000].HashSet[200].Sample(
        ids =>
        {
            var seen = new SeenRecords();
            Assert.All(ids, id => Assert.True(!seen.Contains(id) && seen.Add(id)));
            Assert.All(ids, id => Assert.True(seen.Contains(id) && !seen.Add(id)));
            Assert.False(seen.Contains(2_000_000_000));
        },
        iter: 50);

    private static List<FieldDifference> Rows(ReconcileFinding finding) => System.Text.Json.JsonSerializer.Deserialize<List<FieldDifference>>(finding.Fields)!;
}
