using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records.Saving;
using Xunit;

namespace Valance.Core.Tests.Orders;

public sealed class OrderListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", false, "1003,1002,1001")]
    [InlineData("number", false, "1001,1002,1003")]
    [InlineData("customer", false, "1002,1001,1003")]
    [InlineData("total", true, "1002,1003,1001")]
    [InlineData("balance", false, "1001,1003,1002")]
    public async Task HandleAsync_Sorted_InTheDatabase(string sort, bool descending, string expected)
    {
        await using var desk = await StockAsync();
        var page = (await desk.Get<OrderList>().HandleAsync(desk.Bookkeeper, new() { Sort = sort, Descending = descending }, Ct)).Value;
        Assert.Equal(expected, string.Join(',', page.Rows.Select(r => r.Number)));
        Assert.Equal(3, page.Count);
    }

    [Fact]
    public async Task HandleAsync_FiltersAndPages_GiveWhatMatches()
    {
        await using var desk = await StockAsync();
        async Task<string> NumbersAsync(OrderListRequest request) =>
            string.Join(',', (await desk.Get<OrderList>().HandleAsync(desk.Bookkeeper, request, Ct)).Value.Rows.Select(r => r.Number));

        Assert.Equal("1002", await NumbersAsync(new() { Search = "nunez" }));
        Assert.Equal("1003", await NumbersAsync(new() { Search = "FOREMAN kitchen" }));
        Assert.Equal("1001", await NumbersAsync(new() { HasBalance = false }));
        Assert.Equal("1003", await NumbersAsync(new() { CustomerId = desk.Foreman.Id, HasBalance = true }));
        Assert.Equal("1002,1001", await NumbersAsync(new() { To = new DateOnly(2026, 3, 2) }));
        Assert.Equal("1003", await NumbersAsync(new() { From = new DateOnly(2026, 3, 3), To = new DateOnly(2026, 3, 3) }));
        Assert.Equal("1002", await NumbersAsync(new() { PageSize = 1, Page = 2 }));
        Assert.Equal("1004", await NumbersAsync(new() { Cancelled = true }));
        Assert.Equal("", await NumbersAsync(new() { Page = 9 }));
        Assert.Equal(Refusal.Invalid, (await desk.Get<OrderList>().HandleAsync(desk.Bookkeeper, new() { Sort = "margin" }, Ct)).Refusal);
        Assert.Empty((await desk.Get<OrderList>().HandleAsync(desk.Stranger, new(), Ct)).Value.Rows);
    }

    [Fact]
    public async Task PaymentList_ShowsOrdersAndWhatIsUnapplied()
    {
        await using var desk = await StockAsync();
        var row = Assert.Single((await desk.Get<PaymentList>().HandleAsync(desk.Bookkeeper, new() { Sort = "customer", Search = "1001" }, Ct)).Value.Rows);
        Assert.Equal((12m, 10m, 2m, "George Foreman"), (row.Amount, row.Applied, row.Unapplied, row.CustomerName));
        Assert.Equal(["1001"], row.Orders.Select(o => o.Number));
        Assert.Empty((await desk.Get<PaymentList>().HandleAsync(desk.Salesperson, new(), Ct)).Value.Rows);
    }

    [Fact]
    public async Task SaveCustomer_Renamed_OrdersAndPaymentsAreFoundUnderTheNewNameWithTheirVersionsKept()
    {
        await using var desk = await StockAsync();
        var input = CustomerInput.From(desk.Foreman);
        input.Name = "Jorge Capataz";
        var save = new SaveCustomer(desk.Store, desk.Time);

        Assert.True((await save.HandleAsync(desk.Bookkeeper, SaveTarget.Edit(desk.Foreman.Id, desk.Foreman.Version), input, Ct)).IsDone);

        var orders = (await desk.Get<OrderList>().HandleAsync(desk.Bookkeeper, new() { Search = "capataz" }, Ct)).Value.Rows;
        Assert.Equal(["1003", "1001"], orders.Select(o => o.Number));
        Assert.All(orders, o => Assert.Equal(1, o.Version));
        Assert.Single((await desk.Get<PaymentList>().HandleAsync(desk.Bookkeeper, new() { Search = "capataz 1001" }, Ct)).Value.Rows);
        Assert.Empty((await desk.Get<OrderList>().HandleAsync(desk.Bookkeeper, new() { Search = "foreman" }, Ct)).Value.Rows);
    }

    /// <summary>Three orders on three days, the first paid, and a cancelled one.</summary>
    private static async Task<OrderDesk> StockAsync()
    {
        var desk = await OrderDesk.OpenAsync();
        foreach (var (number, price, customer, day, sidemark) in new[]
        {
            ("1001", 10m, desk.Foreman, 1, "Den"), ("1002", 30m, desk.Núñez, 2, ""), ("1003", 20m, desk.Foreman, 3, "Kitchen"), ("1004", 5m, desk.Foreman, 4, ""),
        })
        {
            var sale = desk.Sale(number, price, customer);
            (sale.CreatedOn, sale.Sidemark) = (new DateOnly(2026, 3, day), sidemark);
            var id = (await desk.SaveAsync(sale)).Value.Id;
            if (number is "1001")
            {
                Assert.True((await desk.PayAsync(desk.Check(12m, (id, 10m)))).IsDone);
            }
            else if (number is "1004")
            {
                Assert.True((await desk.Get<CancelOrder>().HandleAsync(desk.Bookkeeper, id, 1, Ct)).IsDone);
            }
        }

        return desk;
    }
}
