using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Links;
using Valance.Core.Orders;
using Valance.Core.Records.Exporting;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Order = Valance.Core.Orders.Order;

namespace Valance.Export.Tests.Changes;

/// <summary>QuickBooks told that something changed: our links say what became of their records, and what is told again costs nothing.</summary>
public sealed class LookForChangesTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Look_ChangedVoidedInactiveAndDeletedThere_MarksEachAndLeavesTheOthers()
    {
        var customer = await _site.Data.CustomerAsync();
        var vendor = await _site.Data.VendorAsync();
        var (changed, voided, deleted, untouched) = (await OrderAsync(customer), await OrderAsync(customer), await OrderAsync(customer), await OrderAsync(customer));
        await _site.ExportAsync(vendor, changed, voided, deleted, untouched);
        await _site.ChangeThereAsync<Invoice>(changed, i => new Invoice { Id = i.Id, SyncToken = i.SyncToken, Sparse = true, ShipAddr = new() { Line1 = "9 Elsewhere" } });
        var (toVoid, toDelete) = (await _site.HeldAsync<Invoice>(voided), await _site.HeldAsync<Invoice>(deleted));
        await _site.QuickBooks().VoidInvoiceAsync(toVoid.Id!, toVoid.SyncToken!, ct: Ct);
        await _site.QuickBooks().DeleteAsync<Invoice>(toDelete.Id!, toDelete.SyncToken!, ct: Ct);
        await _site.ChangeThereAsync<Vendor>(vendor, v => v with { Active = false, MetaData = null });

        await HearAsync("Invoice");
        Assert.True(await LookAsync());

        Assert.Equal(
            [SeenInQuickBooks.Changed, SeenInQuickBooks.Voided, SeenInQuickBooks.Deleted, SeenInQuickBooks.AsSent, SeenInQuickBooks.Inactive],
            [await SeenAsync(changed), await SeenAsync(voided), await SeenAsync(deleted), await SeenAsync(untouched), await SeenAsync(vendor)]);
        var status = await new ExportStatuses(_site.Store).OfAsync(_site.Bookkeeper, deleted, Ct);
        Assert.Equal((ExportState.ChangedInQuickBooks, "Somebody deleted it in QuickBooks."), (status.State, status.Reason));
    }

    [Fact]
    public async Task Look_OurOwnExportsComeBack_AreNoChange()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 40m, [order]);
        await _site.ExportAsync(order, payment);

        await HearAsync("Payment");
        await LookAsync();

        Assert.Equal([SeenInQuickBooks.AsSent, SeenInQuickBooks.AsSent], [await SeenAsync(order), await SeenAsync(payment)]);
    }

    [Fact]
    public async Task Look_ChangedBackOrSentAnew_IsAsSentAgain()
    {
        var order = await OrderAsync(await _site.Data.CustomerAsync());
        await _site.ExportAsync(order);
        await ShipToAsync(order, new() { Line1 = "9 Elsewhere" });
        await HearAsync("Invoice");
        await LookAsync();
        Assert.Equal(SeenInQuickBooks.Changed, await SeenAsync(order));

        await ShipToAsync(order, new() { Line1 = "2 Side St", City = "Waco" });
        await HearAsync("Invoice");
        await LookAsync();

        Assert.Equal(SeenInQuickBooks.AsSent, await SeenAsync(order));
    }

    [Fact]
    public async Task Hear_RepeatedOrLate_IsNoNewsAndNobodyLooks()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        var notice = Notice("Customer");
        await _site.Get<HearOfChanges>().HandleAsync([notice], Ct);
        Assert.Equal([_site.ConnectionId], await _site.Get<LookForChanges>().WaitingAsync(Ct));
        _site.Time.Forward(TimeSpan.FromMinutes(1));
        await LookAsync();

        Assert.Equal(0, await _site.Get<HearOfChanges>().HandleAsync([notice, notice with { At = notice.At - TimeSpan.FromHours(6) }], Ct));

        Assert.Empty(await _site.Get<LookForChanges>().WaitingAsync(Ct));
    }

    [Fact]
    public async Task Hear_AnotherCompanysOrADisconnectedOne_IsNoNews()
    {
        await using (var db = _site.Store.CreateDbContext())
        {
            (await db.Connections.SingleAsync(Ct)).State = ConnectionState.Disconnected;
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(0, await _site.Get<HearOfChanges>().HandleAsync([Notice("Customer"), Notice("Customer") with { RealmId = "404" }], Ct));
    }

    [Fact]
    public async Task Look_QuickBooksDoesNotAnswer_StaysToBeDone()
    {
        await HearAsync("Customer");
        _site.Faults.IsDown = true;

        Assert.False(await LookAsync());

        Assert.Equal([_site.ConnectionId], await _site.Get<LookForChanges>().WaitingAsync(Ct));
    }

    [Fact]
    public async Task Look_ToldOfAList_BringsTheCatalogueUpToDate()
    {
        await _site.ExportAsync(await _site.Data.CustomerAsync());
        var made = (await _site.QuickBooks().CreateAsync(new Term { Name = "Net 77", DueDays = 77 }, ct: Ct)).Value!;
        Assert.DoesNotContain(_site.Get<CompanyCatalogues>().For(_site.RealmId).Known!.Terms, t => t.Id == made.Id);

        await HearAsync("Term");
        await LookAsync();

        Assert.Contains(_site.Get<CompanyCatalogues>().For(_site.RealmId).Known!.Terms, t => t.Id == made.Id);
    }

    private Task<Order> OrderAsync(Core.Customers.Customer customer) => _site.Data.OrderAsync(customer, set: o => o.ShippingAddress = new() { Line1 = "2 Side St", City = "Waco" });

    private Task ShipToAsync(Order order, PhysicalAddress address) =>
        _site.ChangeThereAsync<Invoice>(order, i => new Invoice { Id = i.Id, SyncToken = i.SyncToken, Sparse = true, ShipAddr = address });

    private ChangeNotice Notice(string entity) => new(_site.RealmId, entity, "1", "Update", _site.Time.GetUtcNow());

    private Task HearAsync(string entity)
    {
        _site.Time.Forward(TimeSpan.FromMinutes(1));
        return _site.Get<HearOfChanges>().HandleAsync([Notice(entity)], Ct);
    }

    private Task<bool> LookAsync() => _site.Get<LookForChanges>().HandleAsync(_site.ConnectionId, Ct);

    private async Task<SeenInQuickBooks> SeenAsync(Core.Records.Record record) => (await _site.LinkAsync(record))!.Seen;
}
