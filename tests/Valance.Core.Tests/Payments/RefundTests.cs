using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records.Saving;
using Valance.Core.Tests.Orders;
using Xunit;

namespace Valance.Core.Tests.Payments;

/// <summary>Refunds: each kind, never more than was paid, and what they do to payments and orders.</summary>
public sealed class RefundTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_UndoesAPart_TakesTheCreditFirstThenTheNewestOrder()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (one, two) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 50m));
        var payment = (await desk.PayAsync(desk.Check(160m, (one, 100m), (two, 50m)))).Value;

        await desk.PayAsync(Refund(desk, 40m, RefundKind.UndoesPayment, payment.Id));

        Assert.Equal((0m, 30m), ((await desk.OrderAsync(one)).Balance, (await desk.OrderAsync(two)).Balance));
        var page = await PageAsync(desk, payment.Id);
        Assert.Equal((0m, 40m, 2, true), (page.Unapplied, page.Payment.Undone, page.Payment.Version, page.MayEdit));
        Assert.Equal("Refund 9", Assert.Single(page.Refunds).Label);
    }

    [Fact]
    public async Task HandleAsync_UndoesTheWhole_OpensItsOrdersAndEndsThePayment()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var order = await desk.SellAsync("1001", 100m);
        var payment = (await desk.PayAsync(desk.Check(100m, (order, 100m)))).Value;

        await desk.PayAsync(Refund(desk, 100m, RefundKind.UndoesPayment, payment.Id));

        Assert.Equal(100m, (await desk.OrderAsync(order)).Balance);
        var page = await PageAsync(desk, payment.Id);
        Assert.Equal((true, false), (page.Payment.IsUndone, page.MayEdit));
        Assert.Contains("undone by a refund", (await desk.PayAsync(desk.Check(50m), SaveTarget.Edit(payment.Id, 2))).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrderPage_RefundsOfItAndOfItsPayments_AreListed()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (order, other) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 50m));
        var payment = (await desk.PayAsync(desk.Check(100m, (order, 100m)))).Value;
        await desk.PayAsync(Refund(desk, 40m, RefundKind.UndoesPayment, payment.Id));
        await desk.PayAsync(Refund(desk, 10m, RefundKind.ReturnsMoney, null, order));

        var page = (await desk.Get<OrderDetail>().HandleAsync(desk.Bookkeeper, order, Ct)).Value;

        Assert.Equal([(RefundKind.UndoesPayment, -40m), (RefundKind.ReturnsMoney, -10m)], page.Refunds.Select(r => (r.Kind, r.Amount)));
        Assert.Empty((await desk.Get<OrderDetail>().HandleAsync(desk.Bookkeeper, other, Ct)).Value.Refunds);
    }

    [Theory]
    [InlineData(RefundKind.UndoesPayment, 100.01, "Payment #1 came to $100.00. No more can be undone.")]
    [InlineData(RefundKind.ReturnsCredit, 40.01, "Payment #1 has $40.00 left as a credit.")]
    [InlineData(RefundKind.ReturnsMoney, 60.01, "$60.00 was paid on order 1001 and not given back yet.")]
    [InlineData(RefundKind.GrantsCredit, 80.01, "Order 1001 comes to $80.00, earlier refunds taken off.")]
    public async Task HandleAsync_MoreThanThereIs_IsRefused(RefundKind kind, double amount, string message)
    {
        await using var desk = await OrderDesk.OpenAsync();
        var order = await desk.SellAsync("1001", 80m);
        var payment = (await desk.PayAsync(desk.Check(100m, (order, 60m)))).Value;

        var refused = await desk.PayAsync(Refund(desk, (decimal)amount, kind, payment.Id, order));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal("Amount", problem.Field);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);

        Assert.True((await desk.PayAsync(Refund(desk, (decimal)amount - 0.01m, kind, payment.Id, order))).IsDone);
        Assert.False((await desk.PayAsync(Refund(desk, 0.01m, kind, payment.Id, order))).IsDone);
    }

    [Fact]
    public async Task HandleAsync_NotSaidWhatItIs_AsksForItAtTheField()
    {
        await using var desk = await OrderDesk.OpenAsync();
        Assert.Equal(["Refund"], (await desk.PayAsync(desk.Check(-20m))).Problems.Select(p => p.Field));
        Assert.Equal(["RefundsPaymentId"], (await desk.PayAsync(Refund(desk, 20m, RefundKind.UndoesPayment, null))).Problems.Select(p => p.Field));
        var unconfirmed = Refund(desk, 20m, RefundKind.ReturnsMoney, null);
        (unconfirmed.IsConfirmed, unconfirmed.RefundTax) = (false, -1m);
        Assert.Equal(["IsConfirmed", "RefundTax", "RefundsOrderId"], (await desk.PayAsync(unconfirmed)).Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task HandleAsync_AnotherCustomersPaymentOrOrder_IsNotFound()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (order, payment) = (await desk.SellAsync("1001", 80m), (await desk.PayAsync(desk.Check(100m))).Value.Id);
        foreach (var kind in Enum.GetValues<RefundKind>().Where(k => k != RefundKind.None))
        {
            var theirs = Refund(desk, 10m, kind, payment, order);
            theirs.CustomerId = desk.Núñez.Id;
            Assert.Contains("is not one of the customer's", Assert.Single((await desk.PayAsync(theirs)).Problems).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task HandleAsync_GrantsCreditOnAnOpenOrder_LowersItsBalanceAndKeepsTheRest()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (order, next) = (await desk.SellAsync("1001", 80m), await desk.SellAsync("1002", 30m));
        var credit = Refund(desk, 50m, RefundKind.GrantsCredit, null, order);
        credit.Applications = [new() { OrderId = next, Amount = 30m }];

        var saved = (await desk.PayAsync(credit)).Value;

        Assert.Equal((80m, 0m), ((await desk.OrderAsync(order)).Balance, (await desk.OrderAsync(next)).Balance));
        Assert.Equal(20m, (await PageAsync(desk, saved.Id)).Unapplied);
        Assert.True((await desk.PayAsync(Refund(desk, 20m, RefundKind.ReturnsCredit, saved.Id))).IsDone);
        Assert.Equal(0m, (await PageAsync(desk, saved.Id)).Unapplied);
        Assert.Contains("Cancel that refund first", (await CancelOrderAsync(desk, order)).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_StandingRefund_KeepsItsFiguresAndTakesTheRest()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var payment = (await desk.PayAsync(desk.Check(100m))).Value.Id;
        var saved = (await desk.PayAsync(Refund(desk, 30m, RefundKind.ReturnsCredit, payment))).Value;

        var other = Refund(desk, 31m, RefundKind.UndoesPayment, payment);
        Assert.Equal(["Amount", "Refund"], (await desk.PayAsync(other, SaveTarget.Edit(saved.Id, 1))).Problems.Select(p => p.Field));
        var memo = Refund(desk, 30m, RefundKind.ReturnsCredit, payment);
        memo.Memo = "Sent by mail";
        Assert.True((await desk.PayAsync(memo, SaveTarget.Edit(saved.Id, 1))).IsDone);
        Assert.Equal(30m, (await PageAsync(desk, payment)).Payment.Returned);
        Assert.Contains("it cannot be less", (await desk.PayAsync(desk.Check(29m), SaveTarget.Edit(payment, 2))).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_Refund_GivesThePaymentItsCreditBack()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var order = await desk.SellAsync("1001", 100m);
        var payment = (await desk.PayAsync(desk.Check(100m, (order, 100m)))).Value.Id;
        var refund = (await desk.PayAsync(Refund(desk, 100m, RefundKind.UndoesPayment, payment))).Value;

        Assert.Contains("Cancel them first", (await CancelAsync(desk, payment, 2)).Problems[0].Message, StringComparison.Ordinal);
        Assert.True((await CancelAsync(desk, refund.Id, 1)).IsDone);

        var page = await PageAsync(desk, payment);
        Assert.Equal((100m, 0m, true), (page.Unapplied, page.Payment.Undone, page.MayEdit));
        Assert.Equal(100m, (await desk.OrderAsync(order)).Balance);
        Assert.True((await CancelAsync(desk, payment, 3)).IsDone);
    }

    private static PaymentInput Refund(OrderDesk desk, decimal amount, RefundKind kind, long? payment, long? order = null)
    {
        var input = desk.Check(-amount);
        (input.Refund, input.RefundsPaymentId, input.RefundsOrderId, input.IsConfirmed, input.ReferenceNumber) = (kind, payment, order, true, "9");
        return input;
    }

    private static async Task<PaymentPage> PageAsync(OrderDesk desk, long id) => (await desk.Get<PaymentDetail>().HandleAsync(desk.Bookkeeper, id, Ct)).Value;

    private static Task<Result<Saved>> CancelAsync(OrderDesk desk, long id, int version) => desk.Get<CancelPayment>().HandleAsync(desk.Bookkeeper, id, version, Ct);

    private static Task<Result<Saved>> CancelOrderAsync(OrderDesk desk, long id) => desk.Get<CancelOrder>().HandleAsync(desk.Bookkeeper, id, 1, Ct);
}
