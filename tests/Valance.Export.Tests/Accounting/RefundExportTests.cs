using Microsoft.EntityFrameworkCore;
using Valance.Core.Jobs;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.Previewing;
using Xunit;

namespace Valance.Export.Tests.Accounting;

/// <summary>Refunds on their way: answers that are lost, what a preview and a badge say, what a second export sends.</summary>
public sealed class RefundExportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RefundKind.ReturnsCredit, "/purchase", "Purchase")]
    [InlineData(RefundKind.ReturnsCredit, "/payment", "Purchase")]
    [InlineData(RefundKind.ReturnsMoney, "/refundreceipt", "RefundReceipt")]
    [InlineData(RefundKind.GrantsCredit, "/creditmemo", "CreditMemo")]
    [InlineData(RefundKind.GrantsCredit, "/payment", "CreditMemo")]
    public async Task Export_AnswerIsLost_StandsInTheBooksOnce(RefundKind kind, string path, string document)
    {
        await using var desk = await Desk.OpenAsync();
        var refund = await RefundAsync(desk, kind);
        desk.Site.Faults.LoseAnswer(path);

        await desk.Site.RequestAsync(refund);
        await desk.Site.RunAsync();
        await desk.Site.RunLaterAsync();

        Assert.Equal(JobState.Succeeded, (await desk.Site.JobOfAsync(refund)).State);
        Assert.Single(desk.Site.Books(document));
        Assert.Equal(kind == RefundKind.GrantsCredit ? 2 : 1, desk.Site.Books("Payment").Count);
        await BothBooks.AgreeAsync(desk);
    }

    [Theory]
    [InlineData(RefundKind.UndoesPayment, "part", "no document of its own")]
    [InlineData(RefundKind.ReturnsCredit, "Purchase", "as a new check or expense to the customer.")]
    [InlineData(RefundKind.ReturnsMoney, "RefundReceipt", "as a new refund receipt.")]
    [InlineData(RefundKind.GrantsCredit, "CreditMemo", "as a new credit memo.")]
    public async Task Export_OnceMore_SendsNothingAndTheBadgeKnowsTheDocument(RefundKind kind, string document, string preview)
    {
        await using var desk = await Desk.OpenAsync();
        var refund = await RefundAsync(desk, kind);
        Assert.Contains(preview, (await PreviewAsync(desk, refund)).Summary, StringComparison.Ordinal);

        await desk.ExportAsync(refund);
        desk.Site.Faults.Sent.Clear();
        await desk.ExportAsync(refund);

        Assert.DoesNotContain(desk.Site.Faults.Sent, s => s.StartsWith("POST", StringComparison.Ordinal) && !s.EndsWith("/query", StringComparison.Ordinal));
        var status = await new ExportStatuses(desk.Site.Store).OfAsync(desk.Site.Bookkeeper, await desk.PaymentAsync(refund.Id), Ct);
        Assert.Equal((ExportState.Exported, document), (status.State, status.Document));
        await using var db = desk.Site.Store.CreateDbContext();
        Assert.Single(await db.Links.Where(l => l.RecordKind == RecordKind.Payment && l.RecordId == refund.Id).ToListAsync(Ct));
    }

    private static async Task<RecordPreview> PreviewAsync(Desk desk, Payment refund) =>
        (await desk.Site.Get<PreviewRecord>().HandleAsync(desk.Site.Bookkeeper, RecordKind.Payment, refund.Id, Ct)).Value;

    /// <summary>A refund of 20.00, while its payment of 120.00 and its order of 100.00 stand in both books.</summary>
    private static async Task<Payment> RefundAsync(Desk desk, RefundKind kind)
    {
        var customer = await desk.CustomerAsync();
        var order = await desk.OrderAsync(customer, "4001", Desk.Day(2), Desk.Line(1m, 100m));
        var payment = await desk.PaymentAsync(customer, "CK-40", Desk.Day(3), 120m, (order, kind == RefundKind.GrantsCredit ? 70m : 100m));
        await desk.ExportAsync(payment);
        return await desk.RefundAsync(customer, "", Desk.Day(5), 20m, kind, r =>
        {
            (r.RefundsPaymentId, r.RefundsOrderId) = (payment.Id, order.Id);
            r.Applications = [new() { OrderId = order.Id, Amount = 20m }];
        });
    }
}
