using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records.Saving;
using Valance.Core.Tests.Orders;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Payments;

public sealed class SavePaymentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_OverTwoOrders_LowersBothBalancesAndLeavesACredit()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (one, two) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 50m));

        var saved = await desk.PayAsync(desk.Check(175.25m, (one, 100m), (two, 30m)));

        Assert.Equal((0m, 20m), ((await desk.OrderAsync(one)).Balance, (await desk.OrderAsync(two)).Balance));
        var page = (await desk.Get<PaymentDetail>().HandleAsync(desk.Bookkeeper, saved.Value.Id, Ct)).Value;
        Assert.Equal((45.25m, "Check"), (page.Unapplied, page.Payment.Method));
        Assert.Equal(1, (await desk.OrderAsync(one)).Version);
        var order = (await desk.Get<OrderDetail>().HandleAsync(desk.Bookkeeper, two, Ct)).Value;
        Assert.Equal((30m, 175.25m, 30m), (order.Paid, order.Payments.Single().Amount, order.Payments.Single().Applied));
    }

    [Fact]
    public async Task HandleAsync_Trial_TellsWhatIsWrongAndSavesNothing()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var order = await desk.SellAsync("1001", 100m);
        var trial = SaveTarget.New(desk.Bookkeeper.AccountId) with { IsTrial = true };

        var wrong = await desk.Get<SavePayment>().HandleAsync(desk.Bookkeeper, trial, desk.Check(0m), Ct);
        var right = await desk.Get<SavePayment>().HandleAsync(desk.Bookkeeper, trial, desk.Check(60m, (order, 60m)), Ct);

        Assert.Equal(["Amount"], wrong.Problems.Select(p => p.Field));
        Assert.Equal((false, 0), (right.IsDone, right.Problems.Count));
        Assert.Equal(100m, (await desk.OrderAsync(order)).Balance);
    }

    [Fact]
    public async Task HandleAsync_ManyProblems_TellsAllAtOnce()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (mine, theirs) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 50m, desk.Núñez));
        var input = desk.Check(90m, (mine, 100.01m), (theirs, 10m), (mine, -5m));
        (input.ReceivedOn, input.Method) = (null, "Barter");

        var result = await desk.PayAsync(input);

        Assert.Equal(
            ["Applications", "Applications[0]", "Applications[1]", "Applications[2]", "Applications[2]", "Method", "ReceivedOn"],
            result.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
        Assert.Contains(result.Problems, p => p.Message.StartsWith("Order 1001 has $100.00 open.", StringComparison.Ordinal));
        Assert.Equal(100m, (await desk.OrderAsync(mine)).Balance);
    }

    [Theory]
    [InlineData("0", "Enter the amount")]
    [InlineData("1.005", "The amount has more than two decimals")]
    public async Task HandleAsync_AmountThatIsNone_IsExplained(string amount, string message)
    {
        await using var desk = await OrderDesk.OpenAsync();
        var problem = Assert.Single((await desk.PayAsync(desk.Check(decimal.Parse(amount, CultureInfo.InvariantCulture)))).Problems);
        Assert.Equal("Amount", problem.Field);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_Edited_MovesWhatItAppliesFromOneOrderToAnother()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var (one, two) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 50m));
        var id = (await desk.PayAsync(desk.Check(100m, (one, 100m)))).Value.Id;
        var open = await desk.Get<OpenOrders>().HandleAsync(desk.Bookkeeper, desk.Foreman.Id, id, Ct);
        Assert.Equal([(one, 100m), (two, 50m)], open.Select(o => (o.Id, o.Open)));

        var saved = await desk.PayAsync(desk.Check(100m, (one, 50m), (two, 50m)), SaveTarget.Edit(id, 1));

        Assert.Equal(2, saved.Value.Version);
        Assert.Equal((50m, 0m), ((await desk.OrderAsync(one)).Balance, (await desk.OrderAsync(two)).Balance));
        Assert.Equal(Refusal.Conflict, (await desk.PayAsync(desk.Check(1m), SaveTarget.Edit(id, 1))).Refusal);
    }

    [Fact]
    public async Task CancelPayment_OpensItsOrdersAgainForGood()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var order = await desk.SellAsync("1001", 100m);
        var id = (await desk.PayAsync(desk.Check(100m, (order, 100m)))).Value.Id;
        Assert.Equal(0m, (await desk.OrderAsync(order)).Balance);

        Assert.True((await desk.Get<CancelPayment>().HandleAsync(desk.Bookkeeper, id, 1, Ct)).IsDone);

        Assert.Equal(100m, (await desk.OrderAsync(order)).Balance);
        Assert.Equal(Refusal.Invalid, (await desk.PayAsync(desk.Check(1m), SaveTarget.Edit(id, 2))).Refusal);
        Assert.True((await desk.PayAsync(desk.Check(100m, (order, 100m)))).IsDone);
    }

    [Fact]
    public async Task SaveOrder_AfterAPayment_KeepsTheBalanceRightAndRefusesATotalBelowIt()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await desk.SellAsync("1001", 100m);
        await desk.PayAsync(desk.Check(60m, (id, 60m)));
        var input = OrderInput.From(await desk.OrderAsync(id));
        input.Lines[0].UnitPrice = 59.99m;

        var result = await desk.SaveAsync(input, SaveTarget.Edit(id, 1));

        var problem = Assert.Single(result.Problems);
        Assert.Equal("Total", problem.Field);
        Assert.StartsWith("Payments of $60.00 apply to this order, and its total would be $59.99.", problem.Message, StringComparison.Ordinal);
        input.Lines[0].UnitPrice = 75m;
        Assert.True((await desk.SaveAsync(input, SaveTarget.Edit(id, 1))).IsDone);
        Assert.Equal(15m, (await desk.OrderAsync(id)).Balance);
        input.CustomerId = desk.Núñez.Id;
        Assert.Equal("CustomerId", Assert.Single((await desk.SaveAsync(input, SaveTarget.Edit(id, 2))).Problems).Field);
    }

    [Fact]
    public async Task HandleAsync_TwoAtOnceForTheLastDollars_OnlyOneAppliesThem()
    {
        await using var desk = await OrderDesk.OpenAsync();
        await RaceAsync(desk);
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task HandleAsync_TwoAtOnceOnPostgres_OnlyOneAppliesThem()
    {
        await using var desk = await OrderDesk.OpenAsync(TestStore.CreatePostgresAsync());
        await RaceAsync(desk);
    }

    [Fact]
    public async Task HandleAsync_WhoMayNot_IsRefused()
    {
        await using var desk = await OrderDesk.OpenAsync();
        Assert.Equal(Refusal.Forbidden, (await desk.PayAsync(desk.Check(1m), actor: desk.Salesperson)).Refusal);
        Assert.Equal("That customer was not found.", (await desk.PayAsync(desk.Check(1m), actor: desk.Stranger)).Problems[0].Message);
        var id = (await desk.PayAsync(desk.Check(1m))).Value.Id;
        Assert.Equal(Refusal.NotFound, (await desk.Get<CancelPayment>().HandleAsync(desk.Stranger, id, 1, Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await desk.Get<PaymentDetail>().HandleAsync(desk.Salesperson, id, Ct)).Refusal);
    }

    [Fact]
    public void Split_NamedOrderFirstThenTheOldest_UntilNothingIsLeft()
    {
        OpenOrder Open(long id, decimal open) => new(id, $"{id}", new DateOnly(2026, 1, (int)id), "", open, open);
        OpenOrder[] orders = [Open(1, 40m), Open(2, 50m), Open(3, 60m)];
        Assert.Equal([(3L, 60m), (1L, 40m), (2L, 5m)], OpenOrders.Split(105m, orders, 3).Select(a => (a.OrderId, a.Amount)));
        Assert.Equal([(1L, 40m), (2L, 50m), (3L, 60m)], OpenOrders.Split(500m, orders).Select(a => (a.OrderId, a.Amount)));
        Assert.Empty(OpenOrders.Split(0m, orders));
    }

    private static async Task RaceAsync(OrderDesk desk)
    {
        var (one, two) = (await desk.SellAsync("1001", 100m), await desk.SellAsync("1002", 100m));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => desk.PayAsync(
            i % 2 == 0 ? desk.Check(60m, (one, 30m), (two, 30m)) : desk.Check(60m, (two, 30m), (one, 30m))))));

        // 3 times 30 goes into 100; each of the others was told so.
        Assert.Equal(3, results.Count(r => r.IsDone));
        Assert.All(results.Where(r => !r.IsDone), r => Assert.Contains("$10.00 open", r.Problems[0].Message, StringComparison.Ordinal));
        Assert.Equal((10m, 10m), ((await desk.OrderAsync(one)).Balance, (await desk.OrderAsync(two)).Balance));
        await using var db = desk.Db();
        Assert.Equal(180m, await db.Payments.SelectMany(p => p.Applications).SumAsync(a => a.Amount, Ct));
    }
}
