using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Export.Catalogue;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;
using Department = Valance.Core.Accounts.Department;

namespace Valance.Export.Tests.Translation;

/// <summary>Row by row of mapping.md, "Orders -> Invoice".</summary>
public sealed class OrderToInvoiceTests
{
    [Fact]
    public void Translate_PlainOrder_FillsTheHead()
    {
        var order = Sample.Order(o => o.Sidemark = "Smith - bath");
        var (sent, notes) = OrderToInvoice.Translate(order, Sample.Company, Sample.References(order) with
        {
            Terms = new Ref("3"),
            DueDays = 30,
            Department = new Ref("D1"),
        });
        Assert.Equal(("1042", new DateOnly(2026, 3, 4), new DateOnly(2026, 4, 3)), (sent.DocNumber, sent.TxnDate, sent.DueDate));
        Assert.Equal(("C1", "3", "D1"), (sent.CustomerRef?.Value, sent.SalesTermRef?.Value, sent.DepartmentRef?.Value));
        Assert.Equal(("1 Main St", "2 Side St"), (sent.BillAddr?.Line1, sent.ShipAddr?.Line1));
        var field = Assert.Single(sent.CustomField!);
        Assert.Equal(("1", "StringType", "Smith - bath"), (field.DefinitionId, field.Type, field.StringValue));
        Assert.Equal(Marker.Of(order), sent.PrivateNote);
        Assert.Null(sent.TxnTaxDetail);
        Assert.Null(sent.Balance);
        Assert.Null(sent.TotalAmt);
        Assert.Empty(notes);
    }

    [Fact]
    public void Translate_CompanyNumbersItself_KeepsOurNumberInTheMemo()
    {
        var (sent, notes) = Translate(Sample.Order(), Sample.Company with { UsesCustomSalesNumbers = false });
        Assert.Null(sent.DocNumber);
        Assert.StartsWith("Order: 1042\n[V-", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal("1042", notes.Note("Order number").Ours);
    }

    [Fact]
    public void Translate_LongSidemark_IsCutTo31AndKeptWhole()
    {
        var whole = "Smith - master bath, second floor, left";
        var (sent, notes) = Translate(Sample.Order(o => o.Sidemark = whole));
        Assert.Equal(whole[..31].TrimEnd(), sent.CustomField!.Single().StringValue);
        Assert.Contains($"Sidemark: {whole}", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal(PlanNoteKind.Cut, notes.Note("Sidemark").Kind);
    }

    [Fact]
    public void Translate_NoCustomField_WarnsAndKeepsTheSidemark()
    {
        var order = Sample.Order(o => o.Sidemark = "Smith");
        var (sent, notes) = OrderToInvoice.Translate(order, Sample.Company, Sample.References(order) with { SidemarkField = null });
        Assert.Null(sent.CustomField);
        Assert.Contains("Sidemark: Smith", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal(PlanNoteKind.Warning, notes.Note("Sidemark").Kind);
    }

    [Fact]
    public void Translate_LineItem_BearsItemDescriptionQuantityAndPrice()
    {
        var line = Translate(Sample.Order()).Sent.Line!.Single();
        Assert.Equal((200m, "SalesItemLineDetail", "Master bath, Roller shade, White, 36 x 60"), (line.Amount, line.DetailType, line.Description));
        Assert.Equal(("I1", 2m, 100m, "TAX"),
            (line.SalesItemLineDetail!.ItemRef!.Value, line.SalesItemLineDetail.Qty, line.SalesItemLineDetail.UnitPrice, line.SalesItemLineDetail.TaxCodeRef!.Value));
    }

    // quantity, list price, discount -> quantity sent, price sent
    [Theory]
    [InlineData("2", "100", "10", "2", "90")]
    [InlineData("3", "33.33", "12.5", "3", "29.16375")]
    [InlineData("7", "0.0000003", "50", "7", "0.0000002")]
    [InlineData("1000000", "1.2345678", "12.5", "1", "1080246.83")]
    [InlineData("12", "14.00", "15", "12", "11.9")]
    public void Translate_LineDiscount_GoesOutAsNetPriceElseAsOneAtTheAmount(string quantity, string price, string discount, string sentQuantity, string sentPrice)
    {
        var line = Sample.Line(D(quantity), D(price), D(discount));
        var sent = Translate(Sample.Order(o => o.Lines = [line])).Sent.Line!.Single();
        Assert.Equal(line.Amount, sent.Amount);
        Assert.Equal((D(sentQuantity), D(sentPrice)), (sent.SalesItemLineDetail!.Qty, sent.SalesItemLineDetail.UnitPrice));
        Assert.Contains($"{decimal.Parse(discount, System.Globalization.CultureInfo.InvariantCulture):0.#######}%", sent.Description, StringComparison.Ordinal);
        Assert.Contains("list price $", sent.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_AnyLine_ProductIsTheAmountToTheCent() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[1, 500_0000], CsCheck.Gen.Int[0, 99_999_99], CsCheck.Gen.Int[0, 100_00]),
            t =>
            {
                var line = Sample.Line(t.Item1 / 10_000m, t.Item2 / 100m, t.Item3 / 100m);
                var sent = Translate(Sample.Order(o => o.Lines = [line])).Sent.Line!.Single();
                return sent.Amount == line.Amount
                    && Money.Round(sent.SalesItemLineDetail!.Qty!.Value * sent.SalesItemLineDetail.UnitPrice!.Value) == line.Amount
                    && decimal.Round(sent.SalesItemLineDetail.UnitPrice!.Value, 7) == sent.SalesItemLineDetail.UnitPrice;
            }, iter: 2000);

    [Fact]
    public void Translate_Charges_AreLinesByTheirOwnItems()
    {
        var sent = Translate(Sample.Order(o => o.Charges =
        [
            new() { Number = 2, Name = "Freight", Amount = 32.38m }, new() { Number = 1, Name = "Installation", Amount = 80m, Taxable = true },
        ])).Sent.Line!;
        Assert.Equal(["I1", "CH1", "CH2"], sent.Select(l => l.SalesItemLineDetail!.ItemRef!.Value));
        Assert.Equal([(80m, "Installation", "TAX"), (32.38m, "Freight", "NON")],
            sent.Skip(1).Select(l => (l.Amount!.Value, l.Description!, l.SalesItemLineDetail!.TaxCodeRef!.Value)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Translate_OneDiscountOverAll_IsTheInvoicesDiscount(bool taxable)
    {
        var sent = Translate(Sample.Order(o => o.Amounts = [Sample.Discount(-20m, taxable: taxable)])).Sent;
        var line = sent.Line![^1];
        Assert.Equal((20m, "DiscountLineDetail"), (line.Amount, line.DetailType));
        Assert.False(line.DiscountLineDetail!.PercentBased);
        Assert.Equal("86", line.DiscountLineDetail.DiscountAccountRef!.Value);
        Assert.Equal(taxable, sent.ApplyTaxAfterDiscount);
        Assert.Null(line.SalesItemLineDetail);
    }

    [Fact]
    public void Translate_DiscountsOff_IsANegativeLine() =>
        AssertNegativeLine(Sample.Order(o => o.Amounts = [Sample.Discount(-20m)]), Sample.Company with { AllowsDiscount = false }, "TAX");

    [Fact]
    public void Translate_DiscountOnPart_IsANegativeLine() =>
        AssertNegativeLine(Sample.Order(o => o.Amounts = [Sample.Discount(-20m, "Shades")]), Sample.Company, "TAX");

    [Fact]
    public void Translate_DiscountOnUntaxedPart_IsANegativeLineNon() =>
        AssertNegativeLine(
            Sample.Order(o => (o.Lines, o.Amounts) = ([Sample.Line(taxable: false)], [Sample.Discount(-20m, "Shades")])), Sample.Company, "NON");

    [Fact]
    public void Translate_DiscountOverTaxedAndUntaxed_IsALineOfEach()
    {
        var sent = Translate(Sample.Order(o => (o.Lines, o.Amounts) = ([Sample.Line(1m, 100m), Sample.Line(1m, 50m, taxable: false)], [Sample.Discount(-10m, "Shades")]))).Sent;
        Assert.Equal(
            [(-6.67m, "TAX"), (-3.33m, "NON")], sent.Line!.Skip(2).Select(l => (l.Amount!.Value, l.SalesItemLineDetail!.TaxCodeRef!.Value)));
    }

    [Fact]
    public void Translate_SeveralDiscounts_AreNegativeLines()
    {
        var sent = Translate(Sample.Order(o => o.Amounts = [Sample.Discount(-20m), Sample.Discount(-5m)])).Sent;
        Assert.Equal([200m, -20m, -5m], sent.Line!.Select(l => l.Amount!.Value));
        Assert.All(sent.Line!, l => Assert.Equal("SalesItemLineDetail", l.DetailType));
        Assert.Null(sent.ApplyTaxAfterDiscount);
    }

    [Fact]
    public void Translate_SurchargeAndTariff_ArePositiveLines()
    {
        var sent = Translate(Sample.Order(o => o.Amounts =
        [
            new() { Number = 1, Name = "Fuel", Kind = AdditionalAmountKind.Surcharge, Amount = 7m, Taxable = false },
            new() { Number = 2, Kind = AdditionalAmountKind.Tariff, IsPercent = true, Value = 10m, Amount = 20m },
            Sample.Discount(-20m),
        ])).Sent.Line!;
        Assert.Equal([(7m, "Fuel", "NON"), (20m, "Tariff (10%)", "TAX")],
            sent.Skip(1).Take(2).Select(l => (l.Amount!.Value, l.Description!, l.SalesItemLineDetail!.TaxCodeRef!.Value)));
        Assert.Equal("DiscountLineDetail", sent[^1].DetailType);
    }

    [Theory]
    [InlineData(true, "T8", "TAX", true)]
    [InlineData(true, null, "TAX", false)]
    [InlineData(false, "T8", null, false)]
    public void Translate_Tax_GoesAsCodeAndAmount(bool usesTax, string? code, string? lineCode, bool hasDetail)
    {
        var order = Sample.Order(o => o.TaxAmount = 16.50m);
        var sent = OrderToInvoice.Translate(
            order, Sample.Company with { UsesSalesTax = usesTax }, Sample.References(order) with { TaxCode = code is null ? null : new Ref(code) }).Ours;
        Assert.Equal(lineCode, sent.Line!.Single().SalesItemLineDetail!.TaxCodeRef?.Value);
        Assert.Equal(hasDetail, sent.TxnTaxDetail is { TotalTax: 16.50m, TxnTaxCodeRef.Value: "T8" });
        Assert.Equal(hasDetail, sent.TxnTaxDetail is not null);
    }

    [Fact]
    public void Translate_ExemptOrder_SendsNonOnEveryLine() =>
        Assert.Equal("NON", Translate(Sample.Order(o => o.TaxExempt = true)).Sent.Line!.Single().SalesItemLineDetail!.TaxCodeRef!.Value);

    [Fact]
    public void Translate_NoLocationTracking_LeavesTheDepartmentOutAndKeepsIt()
    {
        var (sent, notes) = Translate(
            Sample.Order(o => o.Department = new Department { Name = "North" }), Sample.Company with { TracksDepartments = false });
        Assert.Null(sent.DepartmentRef);
        Assert.Contains("Department: North", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal(PlanNoteKind.LeftOut, notes.Note("Department").Kind);
    }

    [Fact]
    public void Translate_CharactersThatNobodySees_AreTakenOutOfTheLines()
    {
        var (sent, notes) = Translate(Sample.Order(o => o.Lines[0].Description = "White\u0001 linen"));
        Assert.EndsWith("White linen", sent.Line!.Single().Description, StringComparison.Ordinal);
        Assert.Contains("cannot be seen", notes.Note("Line items").Reason, StringComparison.Ordinal);
    }

    private static void AssertNegativeLine(Order order, CompanyProfile company, string taxCode)
    {
        var line = Translate(order, company).Sent.Line![^1];
        Assert.Equal((-20m, "SalesItemLineDetail", "A1"), (line.Amount, line.DetailType, line.SalesItemLineDetail!.ItemRef!.Value));
        Assert.Equal((1m, -20m, taxCode), (line.SalesItemLineDetail.Qty, line.SalesItemLineDetail.UnitPrice, line.SalesItemLineDetail.TaxCodeRef!.Value));
    }

    private static decimal D(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    private static (Invoice Sent, IReadOnlyList<PlanNote> Notes) Translate(Order order, CompanyProfile? company = null)
    {
        var translated = OrderToInvoice.Translate(order, company ?? Sample.Company, Sample.References(order));
        return (translated.Ours, translated.Notes);
    }
}
