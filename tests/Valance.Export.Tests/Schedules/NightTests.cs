using Microsoft.EntityFrameworkCore;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Schedules;
using Valance.Export.Schedules;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Schedules;

public sealed class NightTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunNight Night => _site.Get<RunNight>();

    private long Account => _site.Data.Account.Id;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Run_NightIsDue_ExportsWhatIsNewInTheSchedulesName()
    {
        await ChooseAsync(new() { EveryNight = true });
        var customer = await _site.Data.CustomerAsync();
        await _site.Data.OrderAsync(customer);
        Assert.False(await Night.HandleAsync(Account, Ct));

        _site.Time.Forward(Day);
        Assert.True(await Night.HandleAsync(Account, Ct));
        await _site.RunAsync();

        Assert.Equal((1, 1), (_site.Books("Customer").Count, _site.Books("Invoice").Count));
        var bulk = Assert.Single(await BulksAsync());
        Assert.Equal(("schedule", "Nightly export of 2 records", JobState.Succeeded), (bulk.RequestedBy, bulk.Title, bulk.State));
    }

    [Fact]
    public async Task Run_ManyNightsMissed_CatchesUpOnce()
    {
        await ChooseAsync(new() { EveryNight = true });
        await _site.Data.CustomerAsync();
        _site.Time.Forward(5 * Day);

        Assert.True(await Night.HandleAsync(Account, Ct));
        Assert.False(await Night.HandleAsync(Account, Ct));
        Assert.Single(await BulksAsync());

        _site.Time.Forward(Day);
        Assert.True(await Night.HandleAsync(Account, Ct));
    }

    [Fact]
    public async Task Run_OnManyNodesAtTheSameMoment_IsOneRun()
    {
        await ChooseAsync(new() { EveryNight = true });
        await _site.Data.CustomerAsync();
        _site.Time.Forward(Day);

        var ran = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Night.HandleAsync(Account, Ct))));

        Assert.Single(ran, r => r);
        Assert.Single(await BulksAsync());
    }

    [Fact]
    public async Task Run_TimeOfTodayChosenAfterIt_WasNotMissed()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(_site.Data.Account.TimeZone);
        var past = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(_site.Time.GetUtcNow().UtcDateTime, zone)).AddMinutes(-5);
        await ChooseAsync(new() { EveryNight = true, NightAt = new TimeOnly(past.Hour, past.Minute) });
        await _site.Data.CustomerAsync();

        Assert.False(await Night.HandleAsync(Account, Ct));
        _site.Time.Forward(Day);
        Assert.True(await Night.HandleAsync(Account, Ct));
    }

    [Fact]
    public async Task Run_NothingToExport_IsANightWithoutAJob()
    {
        await ChooseAsync(new() { EveryNight = true });
        _site.Time.Forward(Day);

        Assert.True(await Night.HandleAsync(Account, Ct));

        await using var db = _site.Store.CreateDbContext();
        Assert.Null((await db.NightRuns.SingleAsync(Ct)).JobId);
        Assert.Empty(await BulksAsync());
    }

    [Fact]
    public async Task Run_SwitchedOff_DoesNothing()
    {
        await ChooseAsync(new() { EveryNight = true, ComparesBooks = true });
        await ChooseAsync(new() { EveryNight = false, ComparesBooks = true });
        _site.Time.Forward(Day);

        Assert.False(await Night.HandleAsync(Account, Ct));
        Assert.Empty(await Night.AccountsAsync(Ct));
        await using var db = _site.Store.CreateDbContext();
        Assert.False((await db.ExportSettings.SingleAsync(Ct)).ComparesBooks);
    }

    [Fact]
    public async Task Run_OrdersGoOnTheirMark_LeavesUnmarkedOnesAndTheirPaymentsAlone()
    {
        await ChooseAsync(new() { EveryNight = true, WhenReady = true });
        var customer = await _site.Data.CustomerAsync();
        var open = await _site.Data.OrderAsync(customer);
        var ready = await _site.Data.OrderAsync(customer, set: o => o.Status = OrderStatus.ReadyToInvoice);
        await _site.Data.PaymentAsync(customer, 10m, [open]);
        await _site.Data.PaymentAsync(customer, 20m, [ready]);
        _site.Time.Forward(Day);

        await Night.HandleAsync(Account, Ct);
        await _site.RunAsync();

        Assert.Equal(ready.Number, Assert.Single(_site.Books("Invoice"))["DocNumber"]!.GetValue<string>());
        Assert.Single(_site.Books("Payment"));
    }

    [Fact]
    public async Task Mark_OrderReady_ExportsItWithItsCustomerWhereTheAccountWantsThat()
    {
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync());
        Assert.Null(await MarkAsync(order, true));
        Assert.Null(await MarkAsync(order, false));
        await ChooseAsync(new() { WhenReady = true });

        var job = await MarkAsync(order, true);
        Assert.Equal(job, await MarkAsync(order, true));
        await _site.RunAsync();

        Assert.Single(_site.Books("Invoice"));
        var made = await _site.JobOfAsync(order);
        Assert.Equal((job, "Ana Cole", JobState.Succeeded), (made.Id, made.RequestedBy, made.State));
        await using var db = _site.Store.CreateDbContext();
        var marked = await db.Orders.SingleAsync(Ct);
        Assert.Equal((OrderStatus.ReadyToInvoice, order.Version), (marked.Status, marked.Version));
    }

    [Fact]
    public async Task Mark_CancelledOrForeignOrEarlyOrder_IsRefusedOrStaysHere()
    {
        await ChooseAsync(new() { WhenReady = true, OrdersFrom = new DateOnly(2026, 1, 1) });
        var customer = await _site.Data.CustomerAsync();
        var cancelled = await _site.Data.OrderAsync(customer, set: o => o.Status = OrderStatus.Cancelled);
        var early = await _site.Data.OrderAsync(customer, set: o => o.CreatedOn = new DateOnly(2025, 12, 1));
        var mark = new MarkReadyToInvoice(_site.Get<JobWriter>(), _site.Time);

        Assert.Equal(Core.Refusal.Invalid, (await mark.HandleAsync(_site.Bookkeeper, cancelled.Id, true, Ct)).Refusal);
        Assert.Equal(Core.Refusal.NotFound, (await mark.HandleAsync(_site.Bookkeeper with { AccountId = Account + 1 }, early.Id, true, Ct)).Refusal);
        Assert.Null((await mark.HandleAsync(_site.Bookkeeper, early.Id, true, Ct)).Value.JobId);
    }

    [Fact]
    public async Task Compare_AfterTheNightsExport_IsStartedOnce()
    {
        await ChooseAsync(new() { EveryNight = true, ComparesBooks = true });
        await _site.Data.CustomerAsync();
        _site.Time.Forward(Day);
        await Night.HandleAsync(Account, Ct);

        var compare = _site.Get<CompareAfterNight>();
        Assert.Equal(0, await compare.HandleAsync(Ct));
        await _site.RunAsync();
        Assert.Equal(1, await compare.HandleAsync(Ct));
        Assert.Equal(0, await compare.HandleAsync(Ct));

        await using var db = _site.Store.CreateDbContext();
        var job = await db.Jobs.SingleAsync(j => j.Kind == JobKind.Reconcile, Ct);
        Assert.Equal("schedule", job.RequestedBy);
    }

    private async Task ChooseAsync(ExportChoices choices)
    {
        var saved = await _site.Get<SaveExportSettings>().HandleAsync(_site.Administrator, Account, choices, Ct);
        Assert.True(saved.IsDone, saved.ToString());
    }

    private async Task<long?> MarkAsync(Order order, bool ready) =>
        (await new MarkReadyToInvoice(_site.Get<JobWriter>(), _site.Time).HandleAsync(_site.Bookkeeper, order.Id, ready, Ct)).Value.JobId;

    private async Task<List<Job>> BulksAsync()
    {
        await using var db = _site.Store.CreateDbContext();
        return await db.Jobs.AsNoTracking().Where(j => j.Kind == JobKind.BulkExport).ToListAsync(Ct);
    }
}
