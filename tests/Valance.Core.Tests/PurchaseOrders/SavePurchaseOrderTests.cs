using Microsoft.EntityFrameworkCore;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Saving;
using Valance.Core.Tests.Orders;
using Xunit;

namespace Valance.Core.Tests.PurchaseOrders;

public sealed class SavePurchaseOrderTests
{
    private static readonly DateOnly Today = new(2026, 3, 9);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Propose_ForAnOrder_TakesItsLinesAtTheDealersCost()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var sale = desk.Sale("1001", 100m);
        (sale.Lines[0].Room, sale.Lines[0].Color, sale.Lines[0].Quantity) = ("Den", "Sand", 3);
        var order = (await desk.SaveAsync(sale)).Value.Id;
        await using var db = desk.Db();
        await db.Products.ExecuteUpdateAsync(s => s.SetProperty(p => p.UnitCost, 41.5m), Ct);

        var input = await desk.Get<ProposePurchaseOrder>().HandleAsync(desk.Bookkeeper, null, order, null, Today, Ct);
        input.VendorId = desk.Mill.Id;
        input.Charges.Add(new PurchaseOrderCharge { Kind = PurchaseOrderChargeKind.Freight, Amount = 12m });
        input.Charges.Add(new PurchaseOrderCharge { Kind = PurchaseOrderChargeKind.VendorAdjustment, Description = "Rebate", Amount = -4.5m });
        var saved = await desk.Get<SavePurchaseOrder>().HandleAsync(desk.Bookkeeper, SaveTarget.New(), input, Ct);

        var page = (await desk.Get<PurchaseOrderDetail>().HandleAsync(desk.Bookkeeper, saved.Value.Id, Ct)).Value;
        Assert.Equal(("PO-1001", "Shade Mill", "1001"), (page.PurchaseOrder.Number, page.PurchaseOrder.Vendor!.Name, page.PurchaseOrder.Order!.Number));
        Assert.Equal((124.5m, 7.5m, 132m), (page.Totals.Subtotal, page.Totals.ChargesTotal, page.PurchaseOrder.Total));
        Assert.Equal("Den, Sand", page.PurchaseOrder.Lines.Single().Description);
        Assert.Equal("PO-1001", (await desk.Get<OrderDetail>().HandleAsync(desk.Bookkeeper, order, Ct)).Value.PurchaseOrders.Single().Number);
        Assert.Equal("PO-1002", (await desk.Get<ProposePurchaseOrder>().HandleAsync(desk.Bookkeeper, null, null, null, Today, Ct)).Number);
    }

    [Fact]
    public async Task HandleAsync_ManyProblems_TellsAllAtOnce()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var input = new PurchaseOrderInput
        {
            OrderId = 77,
            ReplacesId = 78,
            Lines = [new PurchaseOrderLine { Item = "Shade", Quantity = -1 }, new PurchaseOrderLine { Description = "?", UnitCost = -2m }],
            Charges = [new PurchaseOrderCharge { Kind = PurchaseOrderChargeKind.Freight, Amount = -3m }],
        };

        var result = await desk.Get<SavePurchaseOrder>().HandleAsync(desk.Bookkeeper, SaveTarget.New(), input, Ct);

        Assert.Equal(
            ["Charges[0].Amount", "Date", "Lines[0].Quantity", "Lines[1].Item", "Lines[1].UnitCost", "Number", "OrderId", "ReplacesId", "VendorId"],
            result.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HandleAsync_InPlaceOfAnother_ReplacesTheOpenOneOnce()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var old = await BuyAsync(desk, "PO-1");
        var propose = desk.Get<ProposePurchaseOrder>();
        var input = await propose.HandleAsync(desk.Bookkeeper, null, null, old, Today, Ct);
        Assert.Equal(("PO-2", old, "Shade"), (input.Number, input.ReplacesId, input.Lines.Single().Item));
        var save = desk.Get<SavePurchaseOrder>();

        var saved = await save.HandleAsync(desk.Bookkeeper, SaveTarget.New(), input, Ct);

        var page = (await desk.Get<PurchaseOrderDetail>().HandleAsync(desk.Bookkeeper, old, Ct)).Value;
        Assert.Equal((PurchaseOrderStatus.Replaced, "PO-2", false), (page.PurchaseOrder.Status, page.ReplacedBy!.Number, page.MayEdit));
        Assert.Equal("PO-1", (await desk.Get<PurchaseOrderDetail>().HandleAsync(desk.Bookkeeper, saved.Value.Id, Ct)).Value.Replaces!.Number);
        input.Number = "PO-3";
        Assert.Equal("ReplacesId", Assert.Single((await save.HandleAsync(desk.Bookkeeper, SaveTarget.New(), input, Ct)).Problems).Field);
        input.ReplacesId = old;
        input.Number = "PO-2";
        Assert.True((await save.HandleAsync(desk.Bookkeeper, SaveTarget.Edit(saved.Value.Id, 1), input, Ct)).IsDone);
    }

    [Fact]
    public async Task MovePurchaseOrder_ReceivedAndBack_CancelledForGood()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var id = await BuyAsync(desk, "PO-1");
        var move = desk.Get<MovePurchaseOrder>();
        Assert.Equal(2, (await move.HandleAsync(desk.Bookkeeper, id, 1, PurchaseOrderStatus.Received, Ct)).Value.Version);
        Assert.Equal(Refusal.Conflict, (await move.HandleAsync(desk.Bookkeeper, id, 1, PurchaseOrderStatus.Open, Ct)).Refusal);
        Assert.True((await move.HandleAsync(desk.Bookkeeper, id, 2, PurchaseOrderStatus.Open, Ct)).IsDone);
        Assert.True((await move.HandleAsync(desk.Bookkeeper, id, 3, PurchaseOrderStatus.Cancelled, Ct)).IsDone);
        Assert.Equal(Refusal.Invalid, (await move.HandleAsync(desk.Bookkeeper, id, 4, PurchaseOrderStatus.Open, Ct)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await desk.Get<SavePurchaseOrder>().HandleAsync(desk.Salesperson, SaveTarget.New(), Purchase(desk, "PO-2"), Ct)).Refusal);
    }

    [Fact]
    public async Task PurchaseOrderList_FiltersByStatusAndSortsByVendor()
    {
        await using var desk = await OrderDesk.OpenAsync();
        var open = await BuyAsync(desk, "PO-1");
        var received = await BuyAsync(desk, "PO-2");
        await desk.Get<MovePurchaseOrder>().HandleAsync(desk.Bookkeeper, received, 1, PurchaseOrderStatus.Received, Ct);
        var list = desk.Get<PurchaseOrderList>();
        var page = (await list.HandleAsync(desk.Bookkeeper, new() { Status = PurchaseOrderStatus.Open }, Ct)).Value;
        Assert.Equal(open, page.Rows.Single().Id);
        Assert.Equal(["PO-1", "PO-2"], (await list.HandleAsync(desk.Bookkeeper, new() { Sort = "vendor", Search = "mill" }, Ct)).Value.Rows.Select(r => r.Number));
        Assert.Empty((await list.HandleAsync(desk.Salesperson, new(), Ct)).Value.Rows);
    }

    private static PurchaseOrderInput Purchase(OrderDesk desk, string number) => new()
    {
        Number = number,
        VendorId = desk.Mill.Id,
        Date = Today,
        Lines = [new PurchaseOrderLine { Item = "Shade", UnitCost = 10m }],
    };

    private static async Task<long> BuyAsync(OrderDesk desk, string number) =>
        (await desk.Get<SavePurchaseOrder>().HandleAsync(desk.Bookkeeper, SaveTarget.New(), Purchase(desk, number), Ct)).Value.Id;
}
