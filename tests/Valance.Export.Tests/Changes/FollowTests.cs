using Microsoft.EntityFrameworkCore;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Changes;

/// <summary>What is cancelled, replaced or edited here follows into the company's books; what QuickBooks does not let follow is explained.</summary>
public sealed class FollowTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task CancelOrder_Paid_PaymentLetsGoFirstThenTheInvoiceIsVoided()
    {
        var (order, payment) = await PaidOrderAsync();
        Assert.True((await new CancelOrder(_site.Store, _site.Time).HandleAsync(_site.Bookkeeper, order.Id, await VersionAsync<Order>(order.Id), Ct)).IsDone);

        var job = (await _site.ExportAsync(order))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(payment)).State);
        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal((0m, 0m), (invoice.Amount("TotalAmt"), invoice.Amount("Balance")));
        Assert.Equal((40m, 40m), (Assert.Single(_site.Books("Payment")).Amount("TotalAmt"), _site.Books("Payment")[0].Amount("UnappliedAmt")));
        Assert.Equal(-40m, Assert.Single(_site.Books("Customer")).Amount("Balance"));
    }

    [Fact]
    public async Task CancelPayment_Exported_IsVoidedAndItsInvoiceIsOpenAgain()
    {
        var (_, payment) = await PaidOrderAsync();
        await CancelAsync(payment);

        var job = (await _site.ExportAsync(payment))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal((0m, 100m), (Assert.Single(_site.Books("Payment")).Amount("TotalAmt"), Assert.Single(_site.Books("Invoice")).Amount("Balance")));
    }

    [Fact]
    public async Task CancelPayment_Deposited_IsExplainedAndNothingChanges()
    {
        var (_, payment) = await PaidOrderAsync();
        await _site.DepositAsync();
        await CancelAsync(payment);

        var job = (await _site.ExportAsync(payment))[0];

        Assert.Equal((JobState.Failed, "already-deposited"), (job.State, job.Cause));
        var told = Explanations.Of(StoredFailures.Read(job.Failure)[0], job.Title);
        Assert.Contains("take the payment off it, then try again", told.ToDo, StringComparison.Ordinal);
        Assert.Equal((40m, 60m), (Assert.Single(_site.Books("Payment")).Amount("TotalAmt"), Assert.Single(_site.Books("Invoice")).Amount("Balance")));
    }

    [Fact]
    public async Task CancelOrder_ClosedPeriod_IsExplainedAndNothingChanges()
    {
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync());
        await _site.ExportAsync(order);
        _site.Sandbox.Books.CloseBooks(_site.RealmId, order.CreatedOn);
        _site.Get<CompanyCatalogues>().Forget(_site.RealmId);
        await _site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Cancelled);

        var job = (await _site.ExportAsync(order))[0];

        Assert.Equal((JobState.Failed, "books-closed"), (job.State, job.Cause));
        Assert.Equal(100m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
    }

    [Fact]
    public async Task ReplacePurchaseOrder_NewOneIsExported_ClosesTheOldOneFirst()
    {
        var vendor = await _site.Data.VendorAsync();
        var old = await _site.Data.PurchaseOrderAsync(vendor);
        await _site.ExportAsync(old);
        var replacement = await _site.Data.PurchaseOrderAsync(vendor, total: 80m, set: p => p.ReplacesId = old.Id);
        await _site.Data.EditAsync<PurchaseOrder>(old.Id, p => p.Status = PurchaseOrderStatus.Replaced);

        var job = (await _site.ExportAsync(replacement))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(old)).State);
        Assert.Equal(
            [(60m, "Closed"), (80m, "Open")],
            _site.Books("PurchaseOrder").Select(p => (p.Amount("TotalAmt"), p.Text("POStatus")!)).Order());
    }

    [Fact]
    public async Task ReplacePurchaseOrder_OldOneWasNeverSent_NeedsNothingOfIt()
    {
        var vendor = await _site.Data.VendorAsync();
        var old = await _site.Data.PurchaseOrderAsync(vendor, set: p => p.Status = PurchaseOrderStatus.Replaced);
        var replacement = await _site.Data.PurchaseOrderAsync(vendor, total: 80m, set: p => p.ReplacesId = old.Id);

        Assert.Equal(JobState.Succeeded, (await _site.ExportAsync(replacement))[0].State);

        Assert.Equal(80m, Assert.Single(_site.Books("PurchaseOrder")).Amount("TotalAmt"));
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.Jobs.AnyAsync(j => j.RecordId == old.Id && j.RecordKind == old.Kind, Ct));
    }

    private async Task<(Order, Payment)> PaidOrderAsync()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 40m, [order]);
        await _site.ExportAsync(order, payment);
        return (order, payment);
    }

    private Task CancelAsync(Payment payment) => _site.Data.EditAsync<Payment>(payment.Id, p => p.Status = PaymentStatus.Cancelled);

    private async Task<int> VersionAsync<T>(long id)
        where T : Core.Records.Record
    {
        await using var db = _site.Store.CreateDbContext();
        return (await db.Set<T>().AsNoTracking().SingleAsync(r => r.Id == id, Ct)).Version;
    }
}
