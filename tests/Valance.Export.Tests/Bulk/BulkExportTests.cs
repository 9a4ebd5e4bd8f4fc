using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Export.JobWork;
using Valance.Export.Lane;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Bulk;

public sealed class BulkExportTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private List<string> Batches => _site.Faults.Sent.FindAll(s => s.EndsWith("/batch", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync(lane => (lane.ChunkSize, lane.InFlight) = (60, 1));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Run_OrdersWithTheirCustomersAndPayments_GoesParentsFirstInFullBatchesWithoutAReadPerRecord()
    {
        await DealerAsync(60);

        var bulk = await RequestAsync();
        await _site.RunAsync();

        Assert.Equal((60, 60, 60), (_site.Books("Customer").Count, _site.Books("Invoice").Count, _site.Books("Payment").Count));
        Assert.Equal(6, Batches.Count);
        // The company's lists, an item, a payment method, and one query for the open balances of sixty invoices.
        Assert.InRange(_site.Faults.Sent.Count - Batches.Count, 1, 20);
        var progress = await ProgressAsync(bulk);
        Assert.Equal((180, 180, 0, JobState.Succeeded), (progress.Total, progress.Succeeded, progress.Failed, progress.Job.State));
        Assert.Equal("180 records exported.", progress.Job.Summary);
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.History.AnyAsync(h => h.Event == "WaitingForParent", Ct));
    }

    [Fact]
    public async Task Run_EditedRecords_AreReadInOneQueryBeforeTheirUpdate()
    {
        var (customers, _) = await DealerAsync(30);
        await RequestAsync();
        await _site.RunAsync();
        foreach (var customer in customers)
        {
            await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Changed Inc");
        }

        _site.Faults.Sent.Clear();
        var bulk = await RequestAsync();
        await _site.RunAsync();

        Assert.Equal(30, (await ProgressAsync(bulk)).Succeeded);
        Assert.All(_site.Books("Customer"), c => Assert.Equal("Changed Inc", c["CompanyName"]!.GetValue<string>()));
        Assert.Equal(2, _site.Faults.Sent.Count);
    }

    [Fact]
    public async Task Run_InANewProcess_CountsWhatTheOldOneSentWithinTheMinute()
    {
        await DealerAsync(31);
        await RequestAsync();
        await _site.RunAsync();
        await _site.ExportAsync(await _site.Data.CustomerAsync("One by itself"));
        var batches = Batches.Count;

        await using var next = _site.AnotherProcess();
        await next.GetRequiredService<ExportLane>().RunAsync(_site.ConnectionId, Ct);

        var use = next.GetRequiredService<RequestBudgets>().For(_site.RealmId).Use;
        Assert.True(batches > 0);
        Assert.Equal(batches, use.BatchesLastMinute);
        Assert.True(use.LastMinute > batches);
    }

    [Fact]
    public async Task Run_UnderLimits_SendsTheLastOnesBesideTheBatches()
    {
        for (var i = 0; i < 40; i++)
        {
            await _site.Data.CustomerAsync($"Customer {i}");
        }

        await RequestAsync();
        await using var limited = _site.AnotherProcess();
        await limited.GetRequiredService<ExportLane>().RunAsync(_site.ConnectionId, Ct);

        Assert.Equal((40, 1), (_site.Books("Customer").Count, Batches.Count));
        Assert.Equal(10, _site.Faults.Sent.Count(s => s.StartsWith("POST", StringComparison.Ordinal) && s.EndsWith("/customer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_UnderLimitsWithMoreInTheQueue_FillsBatchesFirst()
    {
        for (var i = 0; i < 35; i++)
        {
            await _site.Data.CustomerAsync($"Customer {i}");
        }

        await RequestAsync();
        await using var limited = _site.AnotherProcess(lane => lane.ChunkSize = 30);
        await limited.GetRequiredService<ExportLane>().RunAsync(_site.ConnectionId, Ct);

        Assert.Equal((35, 1), (_site.Books("Customer").Count, Batches.Count));
    }

    [Fact]
    public async Task Run_OrdersOfNewProducts_MakesTheItemsWhileTheCustomersAreUnderWay()
    {
        for (var i = 0; i < 2; i++)
        {
            var item = $"Shade {i}";
            await _site.Data.OrderAsync(await _site.Data.CustomerAsync($"Customer {i}"), set: o => o.Lines[0].Item = item);
        }

        // One of the two waits for the other, so that neither can have come to its end before the other began.
        var another = new TaskCompletionSource();
        _site.Faults.Before("/batch", () => another.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct));
        _site.Faults.Before("/batch", () =>
        {
            another.SetResult();
            return Task.CompletedTask;
        });
        var bulk = await RequestAsync();
        await _site.RunAsync();

        Assert.Equal(["Shade 0", "Shade 1"], _site.Books("Item").Select(i => i["Name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal((4, 0), ((await ProgressAsync(bulk)).Succeeded, (await ProgressAsync(bulk)).Failed));
    }

    [Fact]
    public async Task Run_ItsTimeIsOverAndNobodyWaits_GoesOn()
    {
        await DealerAsync(2);
        await RequestAsync();
        await using var hasty = _site.AnotherProcess(lane => lane.RunTime = TimeSpan.Zero);
        var lane = hasty.GetRequiredService<ExportLane>();

        Assert.Equal(LaneEnd.Yielded, (await lane.RunAsync(_site.ConnectionId, Ct, othersWait: () => true)).End);
        Assert.Equal(LaneEnd.Quiet, (await lane.RunAsync(_site.ConnectionId, Ct, othersWait: () => false)).End);
        Assert.Equal(2, _site.Books("Payment").Count);
    }

    [Fact]
    public async Task Run_InANewProcessAMinuteLater_HasTheWholeBudget()
    {
        await DealerAsync(2);
        await RequestAsync();
        await _site.RunAsync();
        _site.Time.Forward(TimeSpan.FromMinutes(2));

        await using var next = _site.AnotherProcess();
        await next.GetRequiredService<ExportLane>().RunAsync(_site.ConnectionId, Ct);

        Assert.Equal(0, next.GetRequiredService<RequestBudgets>().For(_site.RealmId).Use.LastMinute);
    }

    [Fact]
    public async Task Request_WhatStandsThere_GetsNoJob()
    {
        await DealerAsync(3);
        await RequestAsync();
        await _site.RunAsync();

        var again = (await _site.Get<RequestBulkExport>().HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [], Ct)).Value;

        Assert.Equal((null, 0, 9), (again.JobId, again.Records, again.Unchanged));
    }

    [Fact]
    public async Task Request_OneKind_TakesThatAndTheParentsThatItNeeds()
    {
        await DealerAsync(2);

        var asked = await _site.Get<RequestBulkExport>().HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [RecordKind.Order], Ct);
        await _site.RunAsync();

        Assert.Equal(2, asked.Value.Records);
        Assert.Equal((2, 2, 0), (_site.Books("Customer").Count, _site.Books("Invoice").Count, _site.Books("Payment").Count));
        Assert.Equal(4, (await ProgressAsync(asked.Value.JobId!.Value)).Succeeded);
    }

    [Fact]
    public async Task Request_WithoutWhatIsNotReady_TakesTheRest()
    {
        await DealerAsync(2);
        var bad = await _site.Data.CustomerAsync("a:b");
        var bulk = _site.Get<RequestBulkExport>();
        var selected = (await bulk.SelectAsync(_site.Bookkeeper, _site.Data.Account.Id, [RecordKind.Customer], Ct)).Value;
        var found = (await _site.Get<PreflightSelection>().HandleAsync(_site.Bookkeeper, selected, null, Ct)).Value;
        Assert.Equal((3, 1), (found.Total, found.NotReady));

        var asked = await bulk.HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [RecordKind.Customer], found.NotReadyByKind, Ct);
        await _site.RunAsync();

        Assert.Equal(2, asked.Value.Records);
        Assert.Equal(2, _site.Books("Customer").Count);
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.Jobs.AnyAsync(j => j.RecordKind == RecordKind.Customer && j.RecordId == bad.Id, Ct));
        var stranger = _site.Bookkeeper with { AccountId = _site.Data.Account.Id + 1 };
        Assert.False((await bulk.SelectAsync(stranger, _site.Data.Account.Id, [], Ct)).IsDone);
    }

    [Fact]
    public async Task Request_SelectionOfAnotherAccount_IsNotFound()
    {
        var (customers, _) = await DealerAsync(2);
        var stranger = _site.Bookkeeper with { AccountId = _site.Data.Account.Id + 1 };

        var asked = await _site.Get<RequestBulkExport>().HandleSelectionAsync(stranger, RecordKind.Customer, [.. customers.Select(c => c.Id)], Ct);

        Assert.False(asked.IsDone);
        Assert.Equal(Core.Refusal.NotFound, asked.Refusal);
    }

    [Fact]
    public async Task Pause_BeforeItRuns_SendsNothingButWhatAPersonAsksForByItself_UntilItGoesOn()
    {
        var (customers, _) = await DealerAsync(5);
        var bulk = await RequestAsync();
        Assert.True((await Control.PauseAsync(_site.Bookkeeper, bulk, Ct)).IsDone);
        await _site.RunAsync();
        Assert.Empty(_site.Books("Customer"));

        await _site.ExportAsync(customers[3]);
        Assert.Single(_site.Books("Customer"));

        Assert.True((await Control.ResumeAsync(_site.Bookkeeper, bulk, Ct)).IsDone);
        await _site.RunAsync();
        Assert.Equal((5, 5, 5), (_site.Books("Customer").Count, _site.Books("Invoice").Count, _site.Books("Payment").Count));
        var job = await _site.Get<GetJob>().HandleAsync(_site.Bookkeeper, bulk, Ct);
        Assert.Contains("Ana Cole paused it. What had left is finished; the rest waits.", job.Value.History.Select(h => h.Headline));
    }

    [Fact]
    public async Task Pause_WhileItRuns_StopsBetweenChunksAndLosesNothing()
    {
        await DealerAsync(120);
        var bulk = await RequestAsync();
        _site.Faults.Before("/batch", async () => await Control.PauseAsync(_site.Bookkeeper, bulk, Ct));

        await _site.RunAsync();
        var sent = _site.Books("Customer").Count;
        Assert.InRange(sent, 1, 119);
        Assert.True((await ProgressAsync(bulk)).IsPaused);

        await Control.ResumeAsync(_site.Bookkeeper, bulk, Ct);
        await _site.RunAsync();
        Assert.Equal((120, 120, 120), (_site.Books("Customer").Count, _site.Books("Invoice").Count, _site.Books("Payment").Count));
    }

    [Fact]
    public async Task Cancel_HalfWay_KeepsWhatWasSentAndSaysSo()
    {
        var (customers, orders) = await DealerAsync(4);
        await _site.ExportAsync([.. customers]);
        var bulk = await RequestAsync();
        await Control.PauseAsync(_site.Bookkeeper, bulk, Ct);
        await _site.RunAsync();
        await _site.ExportAsync(orders[0]);

        Assert.True((await _site.Get<CancelJob>().HandleAsync(_site.Bookkeeper, bulk, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal((1, 0), (_site.Books("Invoice").Count, _site.Books("Payment").Count));
        var progress = await ProgressAsync(bulk);
        Assert.Equal((JobState.Cancelled, 0), (progress.Job.State, progress.Kinds.Values.Sum(k => k.Left)));
        Assert.StartsWith("Cancelled by Ana Cole.", progress.Job.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_JobsMadeAlready_AreCancelledChildrenFirst()
    {
        await DealerAsync(2);
        var bulk = await RequestAsync();
        _site.Faults.IsDown = true;
        await _site.RunAsync();
        _site.Faults.IsDown = false;

        Assert.True((await _site.Get<CancelJob>().HandleAsync(_site.Bookkeeper, bulk, Ct)).IsDone);

        await using var db = _site.Store.CreateDbContext();
        Assert.Equal([JobState.Cancelled], await db.Jobs.Where(j => j.BulkId == bulk).Select(j => j.State).Distinct().ToListAsync(Ct));
    }

    [Fact]
    public async Task Run_StoppedInTheMiddle_GoesOnWhereItWas()
    {
        await DealerAsync(90);
        var bulk = await RequestAsync();
        using (var stop = new CancellationTokenSource())
        {
            _site.Faults.Before("/batch", async () => await stop.CancelAsync());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.Get<ExportLane>().RunAsync(_site.ConnectionId, stop.Token));
        }

        await _site.RunAsync();
        await _site.RunLaterAsync();

        Assert.Equal((90, 90, 90), (_site.Books("Customer").Count, _site.Books("Invoice").Count, _site.Books("Payment").Count));
        Assert.Equal((270, JobState.Succeeded), ((await ProgressAsync(bulk)).Succeeded, (await ProgressAsync(bulk)).Job.State));
    }

    [Fact]
    public async Task End_FailedCustomer_SaysHowManyWaitForIt()
    {
        await _site.Data.CustomerAsync("Good");
        var bad = await _site.Data.CustomerAsync("Bad:Name");
        await _site.Data.OrderAsync(bad);

        var bulk = await RequestAsync();
        await _site.RunAsync();

        var progress = await ProgressAsync(bulk);
        Assert.Equal((1, 1, 1), (progress.Succeeded, progress.Failed, progress.HeldUp));
        Assert.Equal("1 record exported, 1 failed, 1 waits for a record that failed.", progress.Job.Summary);
        Assert.True(progress.Job.HasWarnings);
    }

    [Fact]
    public async Task Run_SingleExportOfARecordInTheBulk_GoesFirst()
    {
        var (customers, _) = await DealerAsync(60);
        await RequestAsync();
        await Control.PauseAsync(_site.Bookkeeper, await BulkAsync(), Ct);
        await _site.RunAsync();
        await Control.ResumeAsync(_site.Bookkeeper, await BulkAsync(), Ct);
        await _site.RequestAsync(customers[59]);

        await _site.RunAsync();

        Assert.Equal(customers[59].Name, _site.Books("Customer").OrderBy(c => int.Parse(c["Id"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).First()["DisplayName"]!.GetValue<string>());
    }

    private BulkControl Control => _site.Get<BulkControl>();

    private async Task<long> RequestAsync()
    {
        var asked = await _site.Get<RequestBulkExport>().HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [], Ct);
        Assert.True(asked.IsDone, asked.ToString());
        return asked.Value.JobId!.Value;
    }

    private async Task<long> BulkAsync()
    {
        await using var db = _site.Store.CreateDbContext();
        return await db.Jobs.Where(j => j.Kind == JobKind.BulkExport).Select(j => j.Id).SingleAsync(Ct);
    }

    private async Task<BulkProgress> ProgressAsync(long bulk) => (await _site.Get<GetBulkProgress>().HandleAsync(_site.Bookkeeper, bulk, Ct)).Value;

    /// <summary>So many customers, each with an order that is paid.</summary>
    private async Task<(List<Customer> Customers, List<Order> Orders)> DealerAsync(int count)
    {
        var (customers, orders) = (new List<Customer>(), new List<Order>());
        for (var i = 0; i < count; i++)
        {
            customers.Add(await _site.Data.CustomerAsync($"Customer {i}"));
            orders.Add(await _site.Data.OrderAsync(customers[i]));
            await _site.Data.PaymentAsync(customers[i], 100m, [orders[i]]);
        }

        return (customers, orders);
    }
}
