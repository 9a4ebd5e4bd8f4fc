using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Xunit;

namespace Valance.Core.Tests.Orders;

public sealed class SaveOrderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_NewOrder_KeepsWhatWasTypedWithTotalsAndAddresses()
    {
        await using var desk = await OrderDesk.OpenAsync();
        await using var db = desk.Db();
        var input = desk.Sale(" 1001 ", 200m);
        (input.TaxCode, input.Terms, input.Sidemark, input.Salesperson) = ("tx", "net 30", " Foreman - den ", "Sam");
        input.DepartmentId = await db.Departments.Select(d => d.Id).SingleAsync(Ct);
        input.Lines.Add(new OrderLine());
        input.Lines.Add(new OrderLine { Item = "Drape", Room = "Den", Color = "Sand", Size = "36 x 60", Quantity = 2, UnitPrice = 50m, DiscountPercent = 10, Taxable = false });
        input.Charges.Add(new AdditionalCharge { Name = "Installation", Amount = 75m });
        input.Amounts.Add(new AdditionalAmount { Name = "Tariff", Kind = AdditionalAmountKind.Tariff, Value = 5m, Taxable = false });

        var saved = await desk.SaveAsync(input);

        var order = await desk.OrderAsync(saved.Value.Id);
        Assert.Equal(("1001", "TX", 8.25m, "Net 30", "Foreman - den"), (order.Number, order.TaxCode, order.TaxRatePercent, order.Terms, order.Sidemark));
        Assert.Equal((290m, 16.5m, 386.5m, 386.5m), (order.Subtotal, order.TaxAmount, order.Total, order.Balance));
        Assert.Equal([(1, 200m), (2, 90m)], order.Lines.OrderBy(l => l.Number).Select(l => (l.Number, l.Amount)));
        Assert.Equal(("1 Main St", "9 Lake Rd"), (order.BillingAddress.Line1, order.ShippingAddress.Line1));
        Assert.Equal((desk.Account.Id, 11L, "Beth"), (order.AccountId, order.OwnerId!.Value, order.UpdatedBy));
        Assert.Contains("foreman - den", order.Search, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_ManyProblems_TellsAllAtOnceEachAtItsField()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var input = new OrderInput
        {
            DepartmentId = 999,
            Terms = "Net 45",
            TaxCode = "CA",
            BillingAddress = new Address { Zip = "abc" },
            Lines =
            [
                new OrderLine { Item = "Shade", Quantity = 0, UnitPrice = -1m },
                new OrderLine { Room = "Den", DiscountPercent = 101, UnitPrice = 0.12345678m },
            ],
            Charges = [new AdditionalCharge { Amount = 1.005m }],
            Amounts = [new AdditionalAmount { Name = "Promo", IsPercent = true, Value = 120, Category = "Rugs" }],
        };

        var result = await desk.SaveAsync(input);

        Assert.Equal(Refusal.Invalid, result.Refusal);
        Assert.Equal(
            [
                "Amounts[0].Category", "Amounts[0].Value", "BillingAddress.Zip", "Charges[0].Amount", "Charges[0].Name", "CreatedOn", "CustomerId", "DepartmentId",
                "Lines[0].Quantity", "Lines[0].UnitPrice", "Lines[1].DiscountPercent", "Lines[1].Item", "Lines[1].UnitPrice", "Number", "TaxCode", "Terms",
            ],
            result.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
        Assert.Contains(result.Problems, p => p.Message is "Line 2: the product is missing.");
        await using var db = desk.Db();
        Assert.Equal(0, await db.Orders.CountAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_NothingOnIt_AsksForALine()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var input = desk.Sale("1001");
        input.Lines = [new OrderLine()];
        Assert.Equal(("Lines", "Add at least one line item."), Only(await desk.SaveAsync(input)));
    }

    [Fact]
    public async Task HandleAsync_DiscountsAboveTheLines_AreRefused()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var input = desk.Sale("1001", 100m);
        input.Amounts = [new AdditionalAmount { Name = "Promo", Value = 100.01m }];
        var result = await desk.SaveAsync(input);
        Assert.Equal(["Amounts[0].Value", "Total"], result.Problems.Select(p => p.Field));
        Assert.Contains("-$0.01", result.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_NumberTaken_NamesAFreeOneAndAnotherAccountMayUseIt()
    {
        await using var desk = await OrderDesk.OpenAsync();
        await desk.SellAsync("A-099");
        await desk.SellAsync("A-100");
        Assert.Equal(("Number", "Order number A-099 is taken. A-101 is free."), Only(await desk.SaveAsync(desk.Sale("A-099"))));

        await using var db = desk.Db();
        var elsewhere = new Customer { AccountId = desk.Account.Id + 1, Name = "Elsewhere" };
        db.Customers.Add(elsewhere);
        await db.SaveChangesAsync(Ct);
        Assert.True((await desk.SaveAsync(desk.Sale("A-099", 1m, elsewhere), actor: desk.Stranger)).IsDone);
    }

    [Fact]
    public async Task ProposeOrderNumber_FollowsTheLastOne()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var propose = desk.Get<ProposeOrderNumber>();
        Assert.Equal("1001", await propose.HandleAsync(desk.Bookkeeper, null, Ct));
        await desk.SellAsync("WT-0098");
        Assert.Equal("WT-0099", await propose.HandleAsync(desk.Bookkeeper, null, Ct));
        await desk.SellAsync("WT-0099");
        await desk.SellAsync("WT-0100");
        await using var db = desk.Db();
        Assert.Equal("WT-0101", await propose.HandleAsync(desk.Bookkeeper, null, Ct));
        Assert.Equal("1001", await propose.HandleAsync(desk.Stranger, null, Ct));
    }

    [Fact]
    public async Task HandleAsync_SomebodySavedFirst_IsAConflictThatCarriesWhatStands()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await desk.SellAsync("1001", 100m);
        var theirs = OrderInput.From(await desk.OrderAsync(id));
        var mine = OrderInput.From(await desk.OrderAsync(id));
        theirs.Sidemark = "Theirs";
        Assert.True((await desk.SaveAsync(theirs, SaveTarget.Edit(id, 1))).IsDone);
        mine.Sidemark = "Mine";

        var result = await desk.SaveAsync(mine, SaveTarget.Edit(id, 1), desk.Bookkeeper with { Name = "Bo" });

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.Equal((2, "Beth"), (result.Standing!.Version, result.Standing.ChangedBy));
        var standing = Assert.IsType<OrderInput>(result.Standing.Input);
        Assert.Equal(("Theirs", 1), (standing.Sidemark, standing.Lines.Count));
        Assert.Equal("Theirs", (await desk.OrderAsync(id)).Sidemark);
        Assert.True((await desk.SaveAsync(mine, SaveTarget.Edit(id, result.Standing.Version))).IsDone);
    }

    [Fact]
    public async Task HandleAsync_SavedUnchanged_KeepsItsVersion()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await desk.SellAsync("1001");
        var result = await desk.SaveAsync(OrderInput.From(await desk.OrderAsync(id)), SaveTarget.Edit(id, 1));
        Assert.Equal(1, result.Value.Version);
        Assert.Single((await desk.OrderAsync(id)).Lines);
    }

    [Fact]
    public async Task HandleAsync_LinesChanged_ReplacesThemAndReckonsAnew()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await desk.SellAsync("1001", 100m);
        var input = OrderInput.From(await desk.OrderAsync(id));
        input.Lines.Insert(0, new OrderLine { Item = "Blind", UnitPrice = 40m });
        input.Lines.Add(new OrderLine { Item = "Valance", UnitPrice = 10m });

        await desk.SaveAsync(input, SaveTarget.Edit(id, 1));

        var order = await desk.OrderAsync(id);
        Assert.Equal(["Blind", "Roller shade", "Valance"], order.Lines.OrderBy(l => l.Number).Select(l => l.Item));
        Assert.Equal((150m, 150m, 2), (order.Total, order.Balance, order.Version));
        await using var db = desk.Db();
        Assert.Equal(3, await db.Set<OrderLine>().CountAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_TaxCodeKept_KeepsTheRateItWasSoldWith()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var sale = desk.Sale("1001", 100m);
        sale.TaxCode = "TX";
        var id = (await desk.SaveAsync(sale)).Value.Id;
        await using var db = desk.Db();
        await db.TaxCodes.ForEachAsync(t => t.RatePercent = 10m, Ct);
        await db.SaveChangesAsync(Ct);
        var input = OrderInput.From(await desk.OrderAsync(id));
        input.Memo = "x";
        await desk.SaveAsync(input, SaveTarget.Edit(id, 1));
        Assert.Equal(108.25m, (await desk.OrderAsync(id)).Total);
        await desk.SaveAsync(input = With(input, i => i.TaxCode = ""), SaveTarget.Edit(id, 2));
        await desk.SaveAsync(With(input, i => i.TaxCode = "TX"), SaveTarget.Edit(id, 3));
        Assert.Equal(110m, (await desk.OrderAsync(id)).Total);
    }

    [Fact]
    public async Task HandleAsync_NewProducts_AreRememberedOnce()
    {
        await using var desk = await OrderDesk.OpenAsync();
        await desk.SellAsync("1001", 100m);
        await desk.SellAsync("1002", 120m);
        await using var db = desk.Db();
        var product = await db.Products.SingleAsync(Ct);
        Assert.Equal(("Roller shade", "Shades", 100m, true), (product.Name, product.Category, product.UnitPrice, product.Taxable));
    }

    [Fact]
    public async Task HandleAsync_OthersCustomersAndRoles_AreRefused()
    {
        await using var desk = await OrderDesk.OpenAsync();
        Assert.Equal(("CustomerId", "That customer was not found."), Only(await desk.SaveAsync(desk.Sale("1001"), actor: desk.Stranger)));
        Assert.Equal(("CustomerId", "That customer was not found."), Only(await desk.SaveAsync(desk.Sale("1001"), actor: desk.Salesperson)));
        var own = await desk.SaveAsync(desk.Sale("1001", 1m, desk.Núñez), actor: desk.Salesperson);
        Assert.Equal(12, (await desk.OrderAsync(own.Value.Id)).OwnerId);
        var support = new Actor(20, "Sue", Role.SupportAgent, null);
        Assert.Equal(Refusal.Forbidden, (await desk.SaveAsync(desk.Sale("1002"), actor: support)).Refusal);
        Assert.Equal(Refusal.NotFound, (await desk.SaveAsync(desk.Sale("1001"), SaveTarget.Edit(own.Value.Id, 1), desk.Stranger)).Refusal);
        Assert.True((await desk.SaveAsync(desk.Sale("1003"), actor: Actor.CommandLine)).IsDone);
        Assert.Equal(
            ("CustomerId", "That customer was not found."),
            Only(await desk.SaveAsync(desk.Sale("1004"), SaveTarget.New(desk.Account.Id + 1), Actor.CommandLine)));
    }

    [Fact]
    public async Task CancelOrder_WithAPayment_LeavesTheMoneyAsACredit()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await desk.SellAsync("1001", 100m, desk.Núñez);
        var pay = desk.Check(60m, (id, 60m));
        pay.CustomerId = desk.Núñez.Id;
        var payment = (await desk.PayAsync(pay)).Value;
        await using var db = desk.Db();
        await db.Orders.TagWith(UnauditedWrites.ByHand).ExecuteUpdateAsync(s => s.SetProperty(o => o.OwnerId, 12), Ct);
        var cancel = desk.Get<CancelOrder>();
        Assert.Equal(Refusal.Forbidden, (await cancel.HandleAsync(desk.Salesperson, id, 1, Ct)).Refusal);
        Assert.Equal(Refusal.Conflict, (await cancel.HandleAsync(desk.Bookkeeper, id, 0, Ct)).Refusal);

        Assert.True((await cancel.HandleAsync(desk.Bookkeeper, id, 1, Ct)).IsDone);

        var order = await desk.OrderAsync(id);
        Assert.Equal((OrderStatus.Cancelled, 0m, 100m, 2), (order.Status, order.Balance, order.Total, order.Version));
        var left = await db.Payments.Include(p => p.Applications).SingleAsync(Ct);
        Assert.Empty(left.Applications);
        Assert.Equal(payment.Version + 1, left.Version);
        Assert.Equal(Refusal.Invalid, (await desk.SaveAsync(desk.Sale("1001"), SaveTarget.Edit(id, 2))).Refusal);
    }

    private static (string Field, string Message) Only(Result<Saved> result)
    {
        var problem = Assert.Single(result.Problems);
        return (problem.Field, problem.Message);
    }

    private static OrderInput With(OrderInput input, Action<OrderInput> change)
    {
        change(input);
        return input;
    }
}
