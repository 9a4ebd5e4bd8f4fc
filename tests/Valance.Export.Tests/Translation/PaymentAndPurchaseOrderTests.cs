using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Tests.Translation;

/// <summary>Row by row of mapping.md, "Payments -> Payment" and "Purchase orders -> PurchaseOrder".</summary>
public sealed class PaymentAndPurchaseOrderTests
{
    private static readonly PaymentReferences References = new() { Customer = new Ref("C1") };

    [Fact]
    public void Translate_PlainPayment_FillsEveryRow()
    {
        var payment = Sample.Payment();
        var (sent, notes) = PaymentToQuickBooks.Translate(payment, References with
        {
            Method = new Ref("M1"),
            DepositAccount = new Ref("4"),
            ReceivableAccount = new Ref("84"),
            Invoices = [new AppliedInvoice("130", "1042", 150m, 200m)],
        });
        Assert.Equal((new DateOnly(2026, 3, 5), "CK-17", 150m), (sent.TxnDate, sent.PaymentRefNum, sent.TotalAmt));
        Assert.Equal(("C1", "M1", "4", "84"), (sent.CustomerRef?.Value, sent.PaymentMethodRef?.Value, sent.DepositToAccountRef?.Value, sent.ARAccountRef?.Value));
        Assert.Equal($"Deposit\n{Marker.Of(payment)}", sent.PrivateNote);
        var line = Assert.Single(sent.Line!);
        Assert.Equal((150m, "130", "Invoice"), (line.Amount, line.LinkedTxn![0].TxnId, line.LinkedTxn[0].TxnType));
        Assert.Empty(notes);
    }

    [Fact]
    public void Translate_Deposit_HasNoLines() => Assert.Null(Translate(Sample.Payment()).Sent.Line);

    // amount, wanted and open per invoice -> lines
    [Theory]
    [InlineData("150", "150/100", "100")]
    [InlineData("150", "100/100 50/20", "100 20")]
    [InlineData("150", "50/0 100/100", "100")]
    [InlineData("150", "100/ 50/", "100 50")]
    [InlineData("80", "50/60 30/60", "50 30")]
    public void Translate_Applications_NeverTakeMoreThanIsOpen(string amount, string invoices, string expected)
    {
        var applied = invoices.Split(' ').Select((pair, i) => pair.Split('/') is var p
            ? new AppliedInvoice($"{i}", $"{1000 + i}", D(p[0]), p[1].Length > 0 ? D(p[1]) : null) : null!).ToList();
        var (sent, notes) = Translate(Sample.Payment(p => p.Amount = D(amount)), References with { Invoices = applied });
        Assert.Equal(expected.Split(' ').Select(D), sent.Line!.Select(l => l.Amount!.Value));
        Assert.Equal(applied.Sum(a => a.Wanted) > sent.Line!.Sum(l => l.Amount), notes.Any(n => n is { Kind: PlanNoteKind.Warning, Field: "Orders" }));
    }

    [Fact]
    public void Translate_CancelledOrder_LeavesTheMoneyAsCredit()
    {
        var (sent, notes) = Translate(Sample.Payment(p => p.Applications =
            [new() { Amount = 150m, Order = Sample.Order(o => o.Status = OrderStatus.Cancelled) }]));
        Assert.Null(sent.Line);
        Assert.Equal((PlanNoteKind.LeftOut, "$150.00 on order 1042"), (notes.Note("Orders").Kind, notes.Note("Orders").Ours));
    }

    [Fact]
    public void Translate_LongMethod_IsCutTo31AndKeptWhole()
    {
        var whole = "Financing by Wells Fargo Outdoor Solutions";
        var (sent, notes) = Translate(Sample.Payment(p => p.Method = whole));
        Assert.Equal("Financing by Wells Fargo Outdoo", PaymentToQuickBooks.MethodName(whole));
        Assert.Contains($"Payment method: {whole}", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal((PlanNoteKind.Cut, "Financing by Wells Fargo Outdoo"), (notes.Note("Payment method").Kind, notes.Note("Payment method").Sent));
    }

    [Theory]
    [InlineData("Visa 4111 1111 1111 1111 ok", "Visa **** **** **** 1111 ok")]
    [InlineData("4111-1111-1111-1111", "****-****-****-1111")]
    [InlineData("378282246310005", "***********0005")]
    [InlineData("4111111111111112", "4111111111111112")]
    [InlineData("Order 1042 of 03/04/2026", "Order 1042 of 03/04/2026")]
    [InlineData("phone 512 555 0100", "phone 512 555 0100")]
    public void Translate_CardNumberInMemo_IsMaskedAndSaid(string memo, string sentMemo)
    {
        var (sent, notes) = Translate(Sample.Payment(p => p.Memo = memo));
        Assert.StartsWith(sentMemo, sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal(memo != sentMemo, notes.Any(n => n.Field == "Memo"));
        Assert.DoesNotContain(notes, n => n.Ours.Contains("4111 1111 1111", StringComparison.Ordinal));
    }

    [Fact]
    public void Translate_CardNumberAsReference_IsMasked() =>
        Assert.Equal("************1111", Translate(Sample.Payment(p => p.ReferenceNumber = "4111111111111111")).Sent.PaymentRefNum);

    [Fact]
    public void Translate_PlainPurchaseOrder_FillsEveryRow()
    {
        var order = Sample.PurchaseOrder();
        var (sent, notes) = PurchaseOrderToQuickBooks.Translate(order, Sample.Company, Sample.References(order));
        Assert.Equal(("PO-5", new DateOnly(2026, 3, 6), "V1", "33"), (sent.DocNumber, sent.TxnDate, sent.VendorRef?.Value, sent.APAccountRef?.Value));
        Assert.Equal(("9 Mill Rd", "5 Dock Rd"), (sent.VendorAddr?.Line1, sent.ShipAddr?.Line1));
        Assert.Equal("Order 1042, Smith - master bath", sent.Memo);
        Assert.Equal(("Open", Marker.Of(order)), (sent.POStatus, sent.PrivateNote));
        var item = sent.Line![0].ItemBasedExpenseLineDetail!;
        Assert.Equal((100.01m, "ItemBasedExpenseLineDetail", "Roller shade, White 36 x 60"), (sent.Line[0].Amount, sent.Line[0].DetailType, sent.Line[0].Description));
        Assert.Equal(("I1", "C1", "NotBillable", 3m, 33.335m), (item.ItemRef?.Value, item.CustomerRef?.Value, item.BillableStatus, item.Qty, item.UnitPrice));
        var freight = sent.Line[1];
        Assert.Equal((12m, "AccountBasedExpenseLineDetail", "Freight", "X1"),
            (freight.Amount, freight.DetailType, freight.Description, freight.AccountBasedExpenseLineDetail!.AccountRef!.Value));
        Assert.Equal(("C1", "NotBillable"), (freight.AccountBasedExpenseLineDetail.CustomerRef?.Value, freight.AccountBasedExpenseLineDetail.BillableStatus));
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData(PurchaseOrderStatus.Open, "Open")]
    [InlineData(PurchaseOrderStatus.Received, "Closed")]
    [InlineData(PurchaseOrderStatus.Cancelled, "Closed")]
    [InlineData(PurchaseOrderStatus.Replaced, "Closed")]
    public void Translate_PurchaseOrderStatus_IsOpenOrClosed(PurchaseOrderStatus status, string sent) =>
        Assert.Equal(sent, Translate(Sample.PurchaseOrder(p => p.Status = status)).POStatus);

    [Fact]
    public void Translate_PurchaseOrder_PrintsNoPriceAndNoInternalNote()
    {
        var order = Sample.PurchaseOrder();
        var sent = Translate(order);
        Assert.DoesNotContain("cost", sent.Memo + sent.PrivateNote, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("$", sent.Memo, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_CompanyNumbersPurchases_KeepsOurNumber()
    {
        var order = Sample.PurchaseOrder();
        var (sent, notes) = PurchaseOrderToQuickBooks.Translate(order, Sample.Company with { UsesCustomPurchaseNumbers = false }, Sample.References(order));
        Assert.Null(sent.DocNumber);
        Assert.StartsWith("Purchase order: PO-5\n", sent.PrivateNote, StringComparison.Ordinal);
        Assert.Equal("PO-5", notes.Note("PO number").Ours);
    }

    [Fact]
    public void Translate_PurchaseLineWhoseProductIsNotTheAmount_GoesAsOne()
    {
        var line = Translate(Sample.PurchaseOrder(p => p.Lines[0].Amount = 100m)).Line![0];
        Assert.Equal((100m, 1m, 100m), (line.Amount, line.ItemBasedExpenseLineDetail!.Qty, line.ItemBasedExpenseLineDetail.UnitPrice));
        Assert.Contains("quantity 3", line.Description, StringComparison.Ordinal);
    }

    private static Valance.QuickBooks.Entities.PurchaseOrder Translate(PurchaseOrder order) =>
        PurchaseOrderToQuickBooks.Translate(order, Sample.Company, Sample.References(order)).Ours;

    private static (Valance.QuickBooks.Entities.Payment Sent, IReadOnlyList<PlanNote> Notes) Translate(Payment payment, PaymentReferences? references = null)
    {
        var translated = PaymentToQuickBooks.Translate(payment, references ?? References);
        return (translated.Ours, translated.Notes);
    }

    private static decimal D(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
