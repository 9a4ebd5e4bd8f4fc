using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.Catalogue;
using Valance.Export.Tests.Changes;
using Valance.Export.Undo;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Undo;

/// <summary>An export is taken back out of QuickBooks with what hangs on it: looked through before, done once, in order, and told in History.</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Undo_OrderWithPaymentAndPurchaseOrder_TakesThemBackInOrder()
    {
        var (customer, order, payment) = await PaidOrderAsync();
        var purchase = await _site.Data.PurchaseOrderAsync(await _site.Data.VendorAsync(), order);
        await _site.ExportAsync(purchase);

        var preview = await PreviewAsync(order);
        Assert.Equal(
            [(RecordKind.Payment, UndoAction.Void), (RecordKind.Order, UndoAction.Void), (RecordKind.PurchaseOrder, UndoAction.Delete)],
            preview.Steps.Select(s => (s.Kind, s.Action)));
        var run = await UndoAsync(order);

        Assert.Equal((JobState.Succeeded, "3 records taken back."), (run.State, run.Summary));
        Assert.Equal((0m, 0m), (Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"), Assert.Single(_site.Books("Payment")).Amount("TotalAmt")));
        Assert.Empty(_site.Books("PurchaseOrder"));
        foreach (var record in new Record[] { order, payment, purchase })
        {
            Assert.Null(await _site.LinkAsync(record));
            Assert.Equal(ExportState.NotExported, (await new ExportStatuses(_site.Store).OfAsync(_site.Bookkeeper, record, Ct)).State);
        }

        Assert.NotNull(await _site.LinkAsync(customer));
        await using var db = _site.Store.CreateDbContext();
        var jobs = await db.Jobs.Where(j => j.BulkId == run.Id).OrderBy(j => j.EndedAt).ThenBy(j => j.Id).ToListAsync(Ct);
        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
        var history = (await _site.DetailAsync(jobs.Single(j => j.RecordKind == RecordKind.Order))).History.Select(h => h.Headline).ToList();
        Assert.Contains("Voided in QuickBooks; the record here is unlinked and counts as never exported.", history);
        Assert.Contains("Ana Cole looked through the undo and asked for it.", (await _site.DetailAsync(run)).History.Select(h => h.Headline));
    }

    [Fact]
    public async Task Undo_ThenExportAgain_MakesANewInvoice()
    {
        _site.Sandbox.Books.Rules.DuplicateNumbersRefused = false;
        var (_, order, payment) = await PaidOrderAsync();
        await UndoAsync(order);

        var jobs = await _site.ExportAsync(order, payment);

        Assert.All(jobs, j => Assert.True(j.State == JobState.Succeeded, j.Failure));
        Assert.Equal([0m, 100m], _site.Books("Invoice").Select(i => i.Amount("TotalAmt")).Order());
        Assert.Equal(60m, _site.Books("Invoice").Single(i => i.Amount("TotalAmt") == 100m).Amount("Balance"));
    }

    [Fact]
    public async Task Undo_PaymentOverTwoOrders_LetsGoOfTheUndoneOneAlone()
    {
        var customer = await _site.Data.CustomerAsync();
        var (first, second) = (await _site.Data.OrderAsync(customer), await _site.Data.OrderAsync(customer));
        var payment = await _site.Data.PaymentAsync(customer, 150m, [first, second]);
        await _site.ExportAsync(first, second, payment);

        Assert.Equal([UndoAction.Loosen, UndoAction.Void], (await PreviewAsync(first)).Steps.Select(s => s.Action));
        await UndoAsync(first);

        var held = await _site.HeldAsync<Payment>(payment);
        Assert.Equal((150m, 50m, 100m), (held.TotalAmt, Assert.Single(held.Line!).Amount, held.UnappliedAmt));
        Assert.Equal([0m, 100m], _site.Books("Invoice").Select(i => i.Amount("TotalAmt")).Order());
        Assert.NotNull(await _site.LinkAsync(payment));
    }

    [Fact]
    public async Task Undo_CustomerThatWeMade_IsMadeInactiveAfterItsDocuments()
    {
        var (customer, _, _) = await PaidOrderAsync();

        var run = await UndoAsync(customer);

        Assert.Equal(JobState.Succeeded, run.State);
        Assert.False(Assert.Single(_site.Books("Customer"))["Active"]!.GetValue<bool>());
        Assert.Null(await _site.LinkAsync(customer));
    }

    [Fact]
    public async Task Undo_CustomerThatQuickBooksUses_StaysActiveAndIsUnlinked()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        var held = await _site.HeldAsync<Customer>(customer);
        Assert.True((await _site.QuickBooks().CreateAsync(new Payment { CustomerRef = new Ref(held.Id!), TotalAmt = 25m }, ct: Ct)).Succeeded);

        await UndoAsync(customer);

        Assert.True(Assert.Single(_site.Books("Customer"))["Active"]!.GetValue<bool>());
        Assert.Null(await _site.LinkAsync(customer));
    }

    [Fact]
    public async Task Preview_ClosedPeriod_SaysWhatStandsInTheWayAndNothingIsBegun()
    {
        var (_, order, _) = await PaidOrderAsync();
        _site.Sandbox.Books.CloseBooks(_site.RealmId, order.CreatedOn);
        _site.Get<CompanyCatalogues>().Forget(_site.RealmId);

        var preview = await PreviewAsync(order);
        var refused = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(order.Kind, order.Id), preview.Seen, Ct);

        Assert.False(preview.IsPossible);
        Assert.All(preview.Steps, s => Assert.Equal("The books are closed", s.Problem!.Title));
        Assert.Equal(Refusal.Invalid, refused.Refusal);
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.Jobs.AnyAsync(j => j.Kind == JobKind.Undo, Ct));
        Assert.Equal(100m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
    }

    [Fact]
    public async Task Preview_DepositedPayment_SaysSoAndNothingIsBegun()
    {
        var (_, order, _) = await PaidOrderAsync();
        await _site.DepositAsync();

        var preview = await PreviewAsync(order);
        var refused = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(order.Kind, order.Id), preview.Seen, Ct);

        var step = Assert.Single(preview.Steps, s => s.Problem is not null);
        Assert.Equal((RecordKind.Payment, "Already deposited"), (step.Kind, step.Problem!.Title));
        Assert.Contains("take the payment off it", step.Problem.ToDo, StringComparison.Ordinal);
        Assert.Equal(Refusal.Invalid, refused.Refusal);
        Assert.Equal(40m, Assert.Single(_site.Books("Payment")).Amount("TotalAmt"));
    }

    [Fact]
    public async Task Undo_PaymentWhoseCreditARefundUses_IsRefusedUntilTheRefundIsGone()
    {
        var customer = await _site.Data.CustomerAsync();
        var payment = await _site.Data.PaymentAsync(customer, 40m);
        await _site.ExportAsync(payment);
        var before = await PreviewAsync(payment);
        var refund = await _site.Data.PaymentAsync(customer, -15m, set: p => (p.Refund, p.RefundsPaymentId) = (RefundKind.ReturnsCredit, payment.Id));
        await _site.Data.EditAsync<Core.Payments.Payment>(payment.Id, p => p.Returned = 15m);
        Assert.All(await _site.ExportAsync(refund), j => Assert.True(j.State == JobState.Succeeded, j.Failure));

        var preview = await PreviewAsync(payment);
        var refused = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(payment.Kind, payment.Id), preview.Seen, Ct);

        Assert.True(before.IsPossible);
        var problem = Assert.Single(preview.Steps).Problem!;
        Assert.Equal("A refund leans on it", problem.Title);
        Assert.Contains(refund.ReferenceNumber, problem.What, StringComparison.Ordinal);
        Assert.Equal(Refusal.Invalid, refused.Refusal);
        Assert.Equal(40m, _site.Books("Payment").Single(p => p.Amount("TotalAmt") == 40m).Amount("TotalAmt"));
    }

    [Fact]
    public async Task Request_PreviewIsOutOfDate_IsAConflict()
    {
        var (customer, order, _) = await PaidOrderAsync();
        var seen = (await PreviewAsync(order)).Seen;
        await _site.ExportAsync(await _site.Data.PaymentAsync(customer, 20m, set: p => p.Applications = [new() { OrderId = order.Id, Amount = 20m }]));

        var result = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(order.Kind, order.Id), seen, Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
    }

    [Fact]
    public async Task Undo_AnswerLost_IsLookedUpAndVoidedOnce()
    {
        var (_, order, _) = await PaidOrderAsync();
        var preview = await PreviewAsync(order);
        var run = (await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(order.Kind, order.Id), preview.Seen, Ct)).Value;
        _site.Faults.LoseAnswer("/invoice");

        await _site.RunAsync();
        await _site.RunLaterAsync();

        Assert.Equal(JobState.Succeeded, (await JobAsync(run)).State);
        Assert.Equal(0m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
        Assert.Null(await _site.LinkAsync(order));
    }

    [Fact]
    public async Task Undo_OfABulkExport_TakesBackWhatItBrought()
    {
        var before = await _site.Data.CustomerAsync("Was There Before");
        await _site.ExportAsync(before);
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        await _site.Data.PaymentAsync(customer, 40m, [order]);
        var bulk = (await _site.Get<RequestBulkExport>().HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, [], Ct)).Value.JobId!.Value;
        await _site.RunAsync();

        var preview = (await _site.Get<PreviewUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfBulk(bulk), Ct)).Value;
        var run = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfBulk(bulk), preview.Seen, Ct);
        await _site.RunAsync();

        Assert.Equal([RecordKind.Payment, RecordKind.Order, RecordKind.Customer], preview.Steps.Select(s => s.Kind));
        Assert.Equal("3 records taken back.", (await JobAsync(run.Value)).Summary);
        Assert.Equal([true, false], _site.Books("Customer").OrderBy(c => c.Text("DisplayName")!.StartsWith("Was", StringComparison.Ordinal) ? 0 : 1).Select(c => c["Active"]!.GetValue<bool>()));
        Assert.NotNull(await _site.LinkAsync(before));
        Assert.Equal(3, (await _site.Get<GetBulkProgress>().HandleAsync(_site.Bookkeeper, run.Value, Ct)).Value.Succeeded);
    }

    [Fact]
    public async Task Preview_SalespersonOrAnotherAccounts_MayNot()
    {
        var seller = await _site.Data.ActorAsync(Role.Salesperson);
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.OwnerId = seller.UserId);
        await _site.ExportAsync(order);
        var scope = UndoScope.OfRecord(order.Kind, order.Id);

        Assert.Equal(Refusal.Forbidden, (await _site.Get<PreviewUndo>().HandleAsync(seller, scope, Ct)).Refusal);
        await _site.Data.AccountAsync("Another");
        Assert.Equal(Refusal.NotFound, (await _site.Get<PreviewUndo>().HandleAsync(await _site.Data.ActorAsync(Role.Bookkeeper), scope, Ct)).Refusal);
    }

    private async Task<(Core.Customers.Customer, Order, Core.Payments.Payment)> PaidOrderAsync()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 40m, [order]);
        await _site.ExportAsync(order, payment);
        return (customer, order, payment);
    }

    private async Task<UndoPreview> PreviewAsync(Record record)
    {
        var preview = await _site.Get<PreviewUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(record.Kind, record.Id), Ct);
        Assert.True(preview.IsDone, preview.ToString());
        return preview.Value;
    }

    private async Task<Job> UndoAsync(Record record)
    {
        var run = await _site.Get<RequestUndo>().HandleAsync(_site.Bookkeeper, UndoScope.OfRecord(record.Kind, record.Id), (await PreviewAsync(record)).Seen, Ct);
        Assert.True(run.IsDone, run.ToString());
        await _site.RunAsync();
        return await JobAsync(run.Value);
    }

    private async Task<Job> JobAsync(long id)
    {
        await using var db = _site.Store.CreateDbContext();
        return await db.Jobs.SingleAsync(j => j.Id == id, Ct);
    }
}
