using Valance.Core.Jobs;
using Valance.Core.Payments.Refunds;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Reconciling;

/// <summary>Refunds beside the documents that they are in QuickBooks: found by id, compared field by field, counted in no sum of the payments.</summary>
public sealed class RefundReconcileTests
{
    [Theory]
    [InlineData(RefundKind.ReturnsMoney)]
    [InlineData(RefundKind.GrantsCredit)]
    public async Task Compare_RefundAsExported_Agrees(RefundKind kind)
    {
        await using var books = await WithRefundAsync(kind);

        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_RefundChangedThere_NamesItsFieldsAndCountsInNoSum()
    {
        await using var books = await WithRefundAsync(RefundKind.ReturnsMoney);
        var held = await books.ReadThereAsync<RefundReceipt>("RefundReceipt");
        var day = held.TxnDate!.Value.AddDays(-1);
        Assert.True((await books.There.UpdateAsync(new RefundReceipt { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, TxnDate = day, PaymentRefNum = "R-77" })).Succeeded);

        var row = await books.OnlyRowAsync();

        Assert.Equal((RecordKind.Payment, DifferenceKind.Different, ReconcileAction.LookThere, 0m), (row.Kind, row.Difference, row.Action, row.Effect));
        Assert.StartsWith("Refund ", row.Name, StringComparison.Ordinal);
        Assert.Equal([(Fields.ReferenceNumber, "R-77"), (Fields.ReceivedOn, day.ToString("MM/dd/yyyy", System.Globalization.CultureInfo.InvariantCulture))], row.Fields.Select(f => (f.Field, f.Theirs)));
    }

    [Fact]
    public async Task Compare_RefundDeletedThere_IsMadeAnew()
    {
        await using var books = await WithRefundAsync(RefundKind.ReturnsMoney);
        var held = await books.ReadThereAsync<RefundReceipt>("RefundReceipt");
        Assert.True((await books.There.DeleteAsync<RefundReceipt>(held.Id!, held.SyncToken!)).Succeeded);

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Deleted, ReconcileAction.ExportAnew, 0m), (row.Difference, row.Action, row.Effect));
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
    }

    private static async Task<TwoBooks> WithRefundAsync(RefundKind kind)
    {
        var books = await TwoBooks.ThatAgreeAsync();
        var refund = await books.Site.Data.PaymentAsync(books.Customer, -15m, set: p => (p.Refund, p.RefundsOrderId) = (kind, books.Order.Id));
        var job = Assert.Single(await books.Site.ExportAsync(refund));
        Assert.True(job.State == JobState.Succeeded, job.Summary);
        return books;
    }
}
