using System.Globalization;
using CsCheck;
using Valance.Core.Orders;
using Xunit;

namespace Valance.Core.Tests.Orders;

public sealed class OrderTotalsTests
{
    private static readonly Gen<decimal> Cents = Gen.Int[0, 5_000_00].Select(c => c / 100m);

    private static readonly Gen<OrderLine> Line =
        Gen.Select(Gen.Int[1, 9_999_999], Gen.Int[0, 99_999_999], Gen.Int[0, 10_000], Gen.Bool, Gen.Bool.Select(b => b ? "Shades" : "Drapery"))
            .Select((quantity, price, discount, taxable, category) => new OrderLine
            {
                Item = "x",
                Category = category,
                Quantity = quantity / 1000m,
                UnitPrice = price / 10_000m,
                DiscountPercent = discount / 100m,
                Taxable = taxable,
            });

    private static readonly Gen<AdditionalCharge> Charge =
        Gen.Select(Cents, Gen.Bool).Select((amount, taxable) => new AdditionalCharge { Name = "Install", Amount = amount, Taxable = taxable });

    private static readonly Gen<AdditionalAmount> Amount =
        Gen.Select(Gen.Enum<AdditionalAmountKind>(), Gen.Bool, Gen.Int[0, 100_00], Gen.Bool.Select(b => b ? "Shades" : ""), Gen.Bool)
            .Select((kind, percent, value, category, taxable) =>
                new AdditionalAmount { Name = "Promo", Kind = kind, IsPercent = percent, Value = value / 100m, Category = category, Taxable = taxable });

    private static readonly Gen<(OrderLine[] Lines, AdditionalCharge[] Charges, AdditionalAmount[] Amounts, decimal Rate)> Sale =
        Gen.Select(Line.Array[0, 8], Charge.Array[0, 3], Amount.Array[0, 3], Gen.Int[0, 2000].Select(r => r / 100m));

    [Fact]
    public void Of_AnySale_TotalIsTheSumOfItsPartsToTheCent() => Sale.Sample(s =>
    {
        var totals = OrderTotals.Of(s.Lines, s.Charges, s.Amounts, s.Rate);
        Assert.Equal(totals.Total, totals.LineAmounts.Sum() + s.Charges.Sum(c => c.Amount) + totals.AdjustmentAmounts.Sum() + totals.TaxAmount);
        foreach (var part in totals.LineAmounts.Concat(totals.AdjustmentAmounts).Concat([totals.Subtotal, totals.ChargesTotal, totals.TaxAmount, totals.Total]))
        {
            Assert.Equal(part, decimal.Round(part, 2));
        }
    });

    [Fact]
    public void Of_AnySale_TaxIsNeverNegativeAndNothingUntaxedIsTaxed() => Sale.Sample(s =>
    {
        var totals = OrderTotals.Of(s.Lines, s.Charges, s.Amounts, s.Rate);
        Assert.True(totals.TaxAmount >= 0m);
        Assert.All(s.Amounts.Zip(totals.AdjustmentAmounts, totals.AdjustmentTaxableShares), a =>
            Assert.InRange(Math.Abs(a.Third), 0m, Math.Abs(a.Second)));
        var untaxed = OrderTotals.Of([.. s.Lines.Where(l => !l.Taxable)], [.. s.Charges.Where(c => !c.Taxable)], [], s.Rate);
        Assert.Equal(0m, untaxed.TaxAmount);
    });

    [Fact]
    public void Of_OrderOfLines_DoesNotChangeTheTotal() => Sale.Sample(s => Assert.Equal(
        OrderTotals.Of(s.Lines, s.Charges, s.Amounts, s.Rate).Total,
        OrderTotals.Of([.. s.Lines.Reverse()], [.. s.Charges.Reverse()], [.. s.Amounts.Reverse()], s.Rate).Total));

    [Theory]
    [InlineData("1", "0.005", "0", "0.01")]
    [InlineData("3", "33.335", "0", "100.01")]
    [InlineData("21", "18", "25", "283.50")]
    [InlineData("2.5", "0.01", "0", "0.03")]
    [InlineData("1", "19.99", "100", "0")]
    public void Of_LineOnTheHalfCent_RoundsAwayFromZero(string quantity, string price, string discount, string expected)
    {
        var line = new OrderLine { Quantity = Figure(quantity), UnitPrice = Figure(price), DiscountPercent = Figure(discount) };
        Assert.Equal(Figure(expected), OrderTotals.Of([line], [], [], 0m).Total);
    }

    [Fact]
    public void Of_DiscountOverTaxedAndUntaxedLines_LowersTheTaxedShareOnly()
    {
        OrderLine[] lines = [new() { UnitPrice = 300m }, new() { UnitPrice = 100m, Taxable = false }];
        AdditionalCharge[] charges = [new() { Name = "Installation", Amount = 50m }, new() { Name = "Freight", Amount = 20m, Taxable = true }];
        AdditionalAmount[] amounts = [new() { Name = "Spring sale", IsPercent = true, Value = 10m }];

        var totals = OrderTotals.Of(lines, charges, amounts, 8.25m);

        Assert.Equal((400m, -40m, -30m), (totals.Subtotal, totals.AdjustmentAmounts[0], totals.AdjustmentTaxableShares[0]));
        Assert.Equal((290m, 23.93m), (totals.TaxableBase, totals.TaxAmount)); // 300 - 30 + 20; 23.925 rounds up
        Assert.Equal(400m + 70m - 40m + 23.93m, totals.Total);
    }

    [Fact]
    public void Of_AmountOnOneCategory_CountsItsLinesAlone()
    {
        OrderLine[] lines = [new() { UnitPrice = 300m, Category = "Shades" }, new() { UnitPrice = 100m, Category = "Drapery" }];
        AdditionalAmount[] amounts =
        [
            new() { IsPercent = true, Value = 10m, Category = "drapery" },
            new() { Kind = AdditionalAmountKind.Tariff, Value = 12.34m, Category = "Shades", Taxable = false },
        ];

        var totals = OrderTotals.Of(lines, [], amounts, 10m);

        Assert.Equal([-10m, 12.34m], totals.AdjustmentAmounts);
        Assert.Equal([-10m, 0m], totals.AdjustmentTaxableShares);
        Assert.Equal(390m, totals.TaxableBase);
        Assert.Equal(441.34m, totals.Total);
    }

    [Fact]
    public void Of_ExemptOrder_HasNoTax()
    {
        var order = new Order { TaxCode = "TX", TaxRatePercent = 8.25m, TaxExempt = true, Lines = [new OrderLine { UnitPrice = 10m }] };
        Assert.Equal(10m, OrderTotals.Of(order).Total);
        order.TaxExempt = false;
        Assert.Equal(10.83m, OrderTotals.Of(order).Total);
    }

    private static decimal Figure(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
