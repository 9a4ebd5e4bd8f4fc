using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Core.Schedules;
using Valance.Export.Checks;
using Valance.Export.Previewing;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Schedules;

public sealed class CutOffTests : IAsyncLifetime
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly Before = new(2025, 12, 30);
    private static readonly DateOnly After = new(2026, 1, 2);

    private TestSite _site = null!;
    private Customer _customer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        _customer = await _site.Data.CustomerAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Badge_EveryKindBeforeItsDay_SaysSoAsTheFilterDoes()
    {
        await SetAsync(From, From, From);
        var early = await OrderAsync(Before);
        var late = await OrderAsync(From);
        var payment = await _site.Data.PaymentAsync(_customer, 10m, set: p => p.ReceivedOn = Before);
        var purchase = await _site.Data.PurchaseOrderAsync(await _site.Data.VendorAsync(), set: p => p.Date = Before);

        foreach (var record in new Record[] { early, payment, purchase })
        {
            var status = await StatusAsync(record);
            Assert.Equal(ExportState.BeforeCutOff, status.State);
            Assert.StartsWith("It is dated 12/30/2025, before the cut-off for ", status.Reason, StringComparison.Ordinal);
            Assert.False(status.AwaitsExport);
        }

        Assert.Equal(ExportState.NotExported, (await StatusAsync(late)).State);
        Assert.Equal(ExportState.NotExported, (await StatusAsync(_customer)).State);
        Assert.Equal([early.Id], await ListedAsync(ExportState.BeforeCutOff));
        Assert.Equal([late.Id], await ListedAsync(ExportState.NotExported));
    }

    [Fact]
    public async Task Badge_FailedBeforeTheCutOffWasSet_IsNoFailureAnyMore()
    {
        var early = await OrderAsync(Before);
        await _site.Data.JobAsync(early, await _site.ConnectionAsync(), j => j.State = JobState.Failed);
        Assert.Equal([early.Id], await ListedAsync(ExportState.Failed));

        await SetAsync(From);

        Assert.Equal(ExportState.BeforeCutOff, (await StatusAsync(early)).State);
        Assert.Empty(await ListedAsync(ExportState.Failed));
        Assert.Equal([early.Id], await ListedAsync(ExportState.BeforeCutOff));
    }

    [Fact]
    public async Task Bulk_OffersAndTakes_OnlyWhatIsNotBeforeTheCutOff()
    {
        await SetAsync(From);
        await OrderAsync(Before);
        await OrderAsync(After);

        var offer = (await _site.Get<RequestBulkExport>().OfferAsync(_site.Bookkeeper, _site.Data.Account.Id, Ct)).Value[RecordKind.Order];
        Assert.Equal((1, 1), (offer.ToExport, offer.BeforeCutOff));

        var asked = (await _site.Get<RequestBulkExport>().HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [RecordKind.Order], Ct)).Value;
        await _site.RunAsync();
        Assert.Equal(1, asked.Records);
        Assert.Equal("2026-01-02", Assert.Single(_site.Books("Invoice"))["TxnDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task Request_ByItselfOrAmongOthers_IsRefusedInWordsOrPassedOver()
    {
        await SetAsync(From);
        var early = await OrderAsync(Before);
        var late = await OrderAsync(After);

        var alone = await _site.Get<RequestExport>().HandleAsync(_site.Bookkeeper, RecordKind.Order, [early.Id], Ct);
        Assert.Contains("before the cut-off for orders (01/01/2026)", Assert.Single(alone.Problems).Message, StringComparison.Ordinal);

        var both = (await _site.Get<RequestExport>().HandleAsync(_site.Bookkeeper, RecordKind.Order, [early.Id, late.Id], Ct)).Value;
        Assert.Equal((1, 1), (both.Created, both.LeftOut));

        var selection = await _site.Get<RequestBulkExport>().HandleSelectionAsync(_site.Bookkeeper, RecordKind.Order, [early.Id], Ct);
        Assert.Equal(Refusal.Invalid, selection.Refusal);
    }

    [Fact]
    public async Task Lane_CutOffSetWhileTheJobWaits_EndsItWithoutFailure()
    {
        var early = await OrderAsync(Before);
        await _site.RequestAsync(early);
        await SetAsync(From);

        await _site.RunAsync();

        var job = await _site.JobOfAsync(early);
        Assert.Equal((JobState.Cancelled, ""), (job.State, job.Cause));
        Assert.Contains((await _site.DetailAsync(job)).History, h => h.Headline.Contains("part of the opening balances", StringComparison.Ordinal));
        Assert.Empty(_site.Books("Invoice"));
    }

    [Fact]
    public async Task Payment_AfterTheCutOffOnAnOrderBeforeIt_GoesAsACreditAndSaysSo()
    {
        await SetAsync(From, From);
        var early = await OrderAsync(Before, 100m);
        var late = await OrderAsync(After, 50m);
        var payment = await _site.Data.PaymentAsync(_customer, 120m, [early, late], p => p.ReceivedOn = After);

        var preview = (await _site.Get<PreviewRecord>().HandleAsync(_site.Bookkeeper, RecordKind.Payment, payment.Id, Ct)).Value;
        var notes = preview.OtherNotes.Concat(preview.Fields.SelectMany(f => f.Notes));
        Assert.Contains(notes, n => n.Reason.Contains($"{early.Label} is before the cut-off", StringComparison.Ordinal));

        var job = Assert.Single(await _site.ExportAsync(payment));

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(_site.Books("Invoice"));
        var sent = Assert.Single(_site.Books("Payment"));
        Assert.Equal((120m, 100m), (Money(sent, "TotalAmt"), Money(sent, "UnappliedAmt")));
        Assert.Contains((await _site.DetailAsync(job)).History.SelectMany(h => h.Details), d => d.Value.Contains("part of the opening balance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Payment_BeforeTheCutOffOnAnOrderAfterIt_StaysHere()
    {
        await SetAsync(From, From);
        var late = await OrderAsync(After);
        var deposit = await _site.Data.PaymentAsync(_customer, 40m, [late], p => p.ReceivedOn = Before);

        await _site.ExportAsync(late);

        Assert.Equal(ExportState.BeforeCutOff, (await StatusAsync(deposit)).State);
        Assert.Equal(100m, Money(Assert.Single(_site.Books("Invoice")), "Balance"));
    }

    [Fact]
    public async Task Order_ExportedBeforeTheCutOffWasSet_StillFollowsItsChanges()
    {
        var early = await OrderAsync(Before);
        await _site.ExportAsync(early);
        await SetAsync(From);
        await _site.Data.EditAsync<Order>(early.Id, o => o.Sidemark = "Foreman - bath");

        Assert.Equal([early.Id], await ListedAsync(ExportState.ChangedSinceExport));
        Assert.Equal(JobState.Succeeded, Assert.Single(await _site.ExportAsync(early)).State);
        Assert.Equal([early.Id], await ListedAsync(ExportState.Exported));
    }

    [Fact]
    public async Task Readiness_OfWhatStaysHere_FindsNothingToPutRight()
    {
        await SetAsync(From, From);
        var spoiled = await _site.Data.CustomerAsync("Smith: bath");
        var early = await _site.Data.OrderAsync(spoiled, set: o => (o.CreatedOn, o.Number) = (Before, new string('9', 30)));
        var late = await OrderAsync(After);
        var payment = await _site.Data.PaymentAsync(_customer, 10m, set: p => p.ReceivedOn = After);

        Assert.Empty(await _site.Get<RecordReadiness>().OfAsync(RecordKind.Order, early.Id, Ct));
        var preflight = (await _site.Get<PreflightSelection>().HandleAsync(_site.Bookkeeper, RecordKind.Order, [early.Id, late.Id], Ct)).Value;
        Assert.Equal((1, 0, 1), (preflight.Ready.Count, preflight.NotReady, preflight.LeftOut));
        Assert.Empty(await _site.Get<RecordReadiness>().OfAsync(RecordKind.Payment, payment.Id, Ct));
        Assert.Equal(Refusal.Invalid, (await _site.Get<PreflightSelection>().HandleAsync(_site.Bookkeeper, RecordKind.Order, [early.Id], Ct)).Refusal);
    }

    [Fact]
    public async Task Preview_OfWhatStaysHere_SaysThatNothingWouldBeSent()
    {
        await SetAsync(From);
        var early = await OrderAsync(Before);

        var preview = (await _site.Get<PreviewRecord>().HandleAsync(_site.Bookkeeper, RecordKind.Order, early.Id, Ct)).Value;

        Assert.Contains("is not exported", preview.Summary, StringComparison.Ordinal);
        Assert.Null(preview.Stopped);
    }

    [Fact]
    public async Task Settings_OpeningBalances_AreWhatWasOpenTheDayBefore()
    {
        var other = await _site.Data.CustomerAsync("Ada Lane");
        var early = await OrderAsync(Before, 100m);
        await _site.Data.PaymentAsync(_customer, 30m, [early], p => p.ReceivedOn = Before);
        await _site.Data.PaymentAsync(_customer, 20m, [early], p => p.ReceivedOn = After);
        var paid = await _site.Data.OrderAsync(other, 80m, o => o.CreatedOn = Before);
        await _site.Data.PaymentAsync(other, 80m, [paid], p => p.ReceivedOn = Before);
        await OrderAsync(Before, 999m, OrderStatus.Cancelled);
        await SetAsync(From, From);

        var view = (await _site.Get<GetExportSettings>().HandleAsync(_site.Administrator, _site.Data.Account.Id, Ct)).Value;

        var balance = Assert.Single(view.OpeningBalances);
        Assert.Equal((_customer.Id, 1, 70m, 70m), (balance.CustomerId, balance.Orders, balance.Amount, view.OpeningTotal));
        Assert.Equal((3, 2), (view.LeftOut[RecordKind.Order], view.LeftOut[RecordKind.Payment]));
    }

    [Fact]
    public async Task Settings_ByABookkeeperOrWithAnAbsurdDay_AreRefused()
    {
        var save = _site.Get<SaveExportSettings>();
        Assert.Equal(Refusal.Forbidden, (await save.HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, new(), Ct)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await save.HandleAsync(_site.Administrator, _site.Data.Account.Id + 1, new(), Ct)).Refusal);
        var absurd = await save.HandleAsync(_site.Administrator, _site.Data.Account.Id, new() { OrdersFrom = new DateOnly(206, 1, 1), PaymentsFrom = From }, Ct);
        Assert.Equal(nameof(ExportChoices.OrdersFrom), Assert.Single(absurd.Problems).Field);
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.ExportSettings.AnyAsync(Ct));
    }

    private async Task SetAsync(DateOnly? orders, DateOnly? payments = null, DateOnly? purchases = null)
    {
        var choices = new ExportChoices { OrdersFrom = orders, PaymentsFrom = payments, PurchaseOrdersFrom = purchases };
        var saved = await _site.Get<SaveExportSettings>().HandleAsync(_site.Administrator, _site.Data.Account.Id, choices, Ct);
        Assert.True(saved.IsDone, saved.ToString());
    }

    private Task<Order> OrderAsync(DateOnly day, decimal total = 100m, OrderStatus status = OrderStatus.Open) =>
        _site.Data.OrderAsync(_customer, total, o => (o.CreatedOn, o.Status) = (day, status));

    private Task<ExportStatus> StatusAsync(Record record) => new ExportStatuses(_site.Store).OfAsync(_site.Bookkeeper, record, Ct);

    private async Task<IEnumerable<long>> ListedAsync(ExportState state) =>
        (await new OrderList(_site.Store).HandleAsync(_site.Bookkeeper, new OrderListRequest { Export = state }, Ct)).Value.Rows.Select(r => r.Id);

    private static decimal Money(System.Text.Json.Nodes.JsonObject document, string name) =>
        decimal.Parse(document[name]!.ToJsonString(), CultureInfo.InvariantCulture);
}
