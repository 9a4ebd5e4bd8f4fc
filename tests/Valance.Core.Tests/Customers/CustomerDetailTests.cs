using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records.Exporting;
using Xunit;

namespace Valance.Core.Tests;

public sealed class CustomerDetailTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_WithOrders_AddsUpTheOpenBalance()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George", dealer.Ana);
        await using (var db = dealer.Store.CreateDbContext())
        {
            db.Orders.AddRange(
                new Order { AccountId = dealer.AccountId, CustomerId = saved.Id, Number = "1", Balance = 100.10m, OwnerId = dealer.Ana.UserId },
                new Order { AccountId = dealer.AccountId, CustomerId = saved.Id, Number = "2", Balance = 0.05m },
                new Order { AccountId = dealer.AccountId, CustomerId = saved.Id, Number = "3", Balance = 7m, Status = OrderStatus.Cancelled });
            await db.SaveChangesAsync(Ct);
        }

        var detail = new CustomerDetail(dealer.Store, dealer.Statuses);
        var page = (await detail.HandleAsync(dealer.Bookkeeper, saved.Id, Ct)).Value;
        Assert.Equal((2, 100.15m, "Ana Sales", "Bay Shades"), (page.OpenOrders, page.Balance, page.Owner, page.Account.Name));
        Assert.Equal((ExportState.NotExported, true, true), (page.Export.State, page.MayEdit, page.MayExport));
        Assert.Equal(1, (await detail.HandleAsync(dealer.Ana, saved.Id, Ct)).Value.OpenOrders);
        Assert.Equal(Refusal.NotFound, (await detail.HandleAsync(dealer.Bob, saved.Id, Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await detail.HandleAsync(dealer.OtherBookkeeper, saved.Id, Ct)).Refusal);
        Assert.False((await detail.HandleAsync(dealer.Support, saved.Id, Ct)).Value.MayExport);
    }
}
