using Valance.Core.Jobs;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Checks;

/// <summary>The company's settings are known for minutes: one that was changed in QuickBooks meanwhile neither stops a record that may go, nor is met twice.</summary>
public sealed class SettingChangedMeanwhileTests : IAsyncLifetime
{
    private static readonly DateOnly Closed = new(2026, 6, 30);

    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task PurchaseOrders_Off_AreFoundBeforeAnythingIsSent()
    {
        await PurchaseOrdersAsync("false");
        var order = await _site.Data.PurchaseOrderAsync(await _site.Data.VendorAsync());

        var job = (await _site.ExportAsync(order))[0];

        Assert.Equal((JobState.Failed, "purchase-orders-off", 0), (job.State, job.Cause, job.AttemptCount));
        Assert.Equal("purchase-orders-off", Assert.Single(await _site.Get<RecordReadiness>().OfAsync(order.Kind, order.Id, Ct), f => f.Blocks && f.Parent is null).Name);
    }

    [Fact]
    public async Task PurchaseOrders_TurnedOnInQuickBooks_GoAtTheNextTry()
    {
        await PurchaseOrdersAsync("false");
        var order = await _site.Data.PurchaseOrderAsync(await _site.Data.VendorAsync());
        var job = (await _site.ExportAsync(order))[0];
        await PurchaseOrdersAsync("true");
        _site.Time.Forward(TimeSpan.FromSeconds(20));

        await _site.Get<RetryJobs>().HandleAsync(_site.Bookkeeper, job.Id, Ct);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Single(_site.Books("PurchaseOrder"));
    }

    [Fact]
    public async Task PurchaseOrders_TurnedOffSinceTheSettingsWereRead_AreMetOnceAndThenKnown()
    {
        var vendor = await _site.Data.VendorAsync();
        await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor));
        await PurchaseOrdersAsync("false");

        var met = (await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor)))[0];
        var known = (await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor)))[0];

        Assert.Equal((JobState.Failed, "purchase-orders-off", 1), (met.State, met.Cause, met.AttemptCount));
        Assert.Equal((JobState.Failed, "purchase-orders-off", 0), (known.State, known.Cause, known.AttemptCount));
    }

    [Fact]
    public async Task Books_ClosedSinceTheSettingsWereRead_NameTheDateAtFault()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(await _site.Data.OrderAsync(customer));
        _site.Sandbox.Books.CloseBooks(_site.RealmId, Closed);

        var job = (await _site.ExportAsync(await _site.Data.OrderAsync(customer, set: o => o.CreatedOn = Closed)))[0];

        Assert.Equal((JobState.Failed, "books-closed", 1), (job.State, job.Cause, job.AttemptCount));
        Assert.Equal((Fields.CreatedOn, "06/30/2026"), (StoredFailures.Read(job.Failure)[0].Field, StoredFailures.Read(job.Failure)[0].Value));
    }

    [Fact]
    public async Task Books_OpenedInQuickBooks_LetTheOrderGoAtTheNextTry()
    {
        _site.Sandbox.Books.CloseBooks(_site.RealmId, Closed);
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.CreatedOn = Closed);
        var job = (await _site.ExportAsync(order))[0];
        Assert.Equal("books-closed", job.Cause);
        _site.Sandbox.Books.CloseBooks(_site.RealmId, null);
        _site.Time.Forward(TimeSpan.FromSeconds(20));

        await _site.Get<RetryJobs>().HandleAsync(_site.Bookkeeper, job.Id, Ct);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
    }

    [Fact]
    public async Task Departments_TurnedOffSinceTheSettingsWereRead_AreLeftOutAtTheSecondTry()
    {
        var customer = await _site.Data.CustomerAsync();
        var department = await _site.Data.DepartmentAsync("North");
        await _site.ExportAsync(await _site.Data.OrderAsync(customer, set: o => o.DepartmentId = department.Id));
        await _site.PreferAsync(new Preferences { AccountingInfoPrefs = new AccountingInfoPrefs { TrackDepartments = false } });
        var order = await _site.Data.OrderAsync(customer, set: o => o.DepartmentId = department.Id);

        var job = (await _site.ExportAsync(order))[0];

        Assert.True(job.State == JobState.Succeeded, $"{job.State}: {job.Summary}");
        Assert.Null(_site.Books("Invoice")[^1]["DepartmentRef"]);
    }

    private Task PurchaseOrdersAsync(string value) => _site.PreferAsync(new Preferences
    {
        OtherPrefs = new OtherPrefs
        {
            NameValue = [new() { Name = Preferences.PurchaseOrdersOn, Value = value }, new() { Name = "VendorAndPurchasesPrefs.UseCustomTxnNumbers", Value = "true" }],
        },
    });
}
