using Valance.Core.Payments.Refunds;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;
using Payment = Valance.Core.Payments.Payment;

namespace Valance.Export.Tests.Translation;

public sealed class RefundToQuickBooksTests
{
    private static readonly RefundReferences References = new()
    {
        Customer = new Ref("C1"),
        PaidFrom = new Ref("35"),
        ReceivableAccount = new Ref("84"),
        Item = new Ref("I9"),
        TaxCode = new Ref("T2"),
        Department = new Ref("D1"),
        Method = new Ref("M1"),
        UsesSalesTax = true,
    };

    [Theory]
    [InlineData("Check", "Check", "Check")]
    [InlineData("Cashier's check", "Check", "Check")]
    [InlineData("Visa", "Cash", "Expense")]
    public void Translate_ReturnedCredit_IsACheckToReceivables(string method, string type, string link)
    {
        var refund = Refund(RefundKind.ReturnsCredit, p => p.Method = method);
        var sent = RefundToQuickBooks.ToPurchase(refund, References).Ours;
        Assert.Equal((type, link), (sent.PaymentType, RefundToQuickBooks.LinkType(refund)));
        Assert.Equal(("35", "C1", "Customer", "CK-17"), (sent.AccountRef!.Value, sent.EntityRef!.Value, sent.EntityRef.Type, sent.DocNumber));
        var line = Assert.Single(sent.Line!);
        Assert.Equal((60m, "84"), (line.Amount, line.AccountBasedExpenseLineDetail!.AccountRef!.Value));
        Assert.Contains(Marker.Of(refund), sent.PrivateNote, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("108.25", "8.25", "100 TAX")]
    [InlineData("60", "0", "60 NON")]
    [InlineData("100", "4.13", "50.06 TAX,45.81 NON")]
    public void Translate_SaleTakenBack_SplitsTaxedAndUntaxed(string amount, string tax, string lines)
    {
        var refund = Refund(RefundKind.ReturnsMoney, p => (p.Amount, p.RefundTax) = (-Money(amount), Money(tax)));
        var receipt = RefundToQuickBooks.ToReceipt(refund, References).Ours;
        var memo = RefundToQuickBooks.ToCreditMemo(refund, References).Ours;
        Assert.Equal(lines.Split(','), receipt.Line!.Select(Text));
        Assert.Equal(receipt.Line!.Select(Text), memo.Line!.Select(Text));
        Assert.Equal(Money(tax), receipt.TxnTaxDetail?.TotalTax ?? 0m);
        Assert.Equal(Money(amount), receipt.Line!.Sum(l => l.Amount) + (receipt.TxnTaxDetail?.TotalTax ?? 0m));
        Assert.Equal(("35", "M1", "CK-17", "D1"), (receipt.DepositToAccountRef!.Value, receipt.PaymentMethodRef!.Value, receipt.PaymentRefNum, receipt.DepartmentRef!.Value));
        Assert.Contains("Reference number: CK-17", memo.PrivateNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_SalesTaxOff_SendsNoTaxCode()
    {
        var sent = RefundToQuickBooks.ToCreditMemo(Refund(RefundKind.GrantsCredit), References with { UsesSalesTax = false }).Ours;
        Assert.Null(Assert.Single(sent.Line!).SalesItemLineDetail!.TaxCodeRef);
        Assert.Null(sent.TxnTaxDetail);
    }

    [Fact]
    public void Translate_Settlement_TakesWhatIsOpenFromTheCredit()
    {
        var sent = RefundToQuickBooks.ToSettlement(Refund(RefundKind.GrantsCredit), new Ref("C1"), "77",
            [new("11", "1042", 40m, 25m), new("12", "1043", 10m, 0m), new("90", "Refund 5", 20m, TxnType: "Check")]);
        Assert.Equal(
            [(25m, "Invoice", "11"), (20m, "Check", "90"), (45m, "CreditMemo", "77")],
            sent.Line!.Select(l => (l.Amount!.Value, l.LinkedTxn![0].TxnType!, l.LinkedTxn[0].TxnId!)));
        Assert.Equal(0m, sent.TotalAmt);
        Assert.Null(RefundToQuickBooks.ToSettlement(Refund(RefundKind.GrantsCredit), new Ref("C1"), "77", []).Line);
    }

    [Fact]
    public void Translate_UndonePayment_IsLowerAndSettlesLess()
    {
        var sent = PaymentToQuickBooks.Translate(
            Sample.Payment(p => p.Undone = 50m), new PaymentReferences { Customer = new Ref("C1"), Invoices = [new("11", "1042", 150m, 150m)] }).Ours;
        Assert.Equal((100m, 100m), (sent.TotalAmt, Assert.Single(sent.Line!).Amount));
    }

    private static string Text(Line line) => $"{line.Amount:0.##} {line.SalesItemLineDetail!.TaxCodeRef!.Value}";

    private static decimal Money(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Payment Refund(RefundKind kind, Action<Payment>? spoil = null) => Sample.Payment(p =>
    {
        (p.Amount, p.Refund, p.RefundsOrder) = (-60m, kind, Sample.Order(o => (o.TaxCode, o.TaxRatePercent) = ("Austin", 8.25m)));
        spoil?.Invoke(p);
    });
}
