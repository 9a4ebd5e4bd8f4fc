using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Orders;
using Valance.Core.Records.Exporting;
using Valance.Export.Changes;
using Valance.Export.JobWork;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Changes;

/// <summary>A linked record was deleted or voided inside QuickBooks: it is made anew or unlinked by a person's word, never by itself.</summary>
public sealed class GoneThereTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Changes_InvoiceDeletedThere_SayWhatBecameOfIt()
    {
        var order = await DeletedThereAsync();

        var changes = await ChangesAsync(order);

        Assert.Equal((SeenInQuickBooks.Deleted, "Deleted in QuickBooks"), (changes.Seen, changes.Stopped!.Title));
    }

    [Fact]
    public async Task LetGo_Anew_MakesOneNewInvoice()
    {
        var order = await DeletedThereAsync();

        Assert.True((await _site.Get<LetGo>().HandleAsync(_site.Bookkeeper, order.Kind, order.Id, anew: true, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Equal(100m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
    }

    [Fact]
    public async Task LetGo_Unlink_LeavesItHereAsNeverExportedAndSaysWho()
    {
        var order = await DeletedThereAsync();

        var job = await _site.Get<LetGo>().HandleAsync(_site.Bookkeeper, order.Kind, order.Id, anew: false, Ct);
        await _site.RunAsync();

        Assert.Empty(_site.Books("Invoice"));
        Assert.Null(await _site.LinkAsync(order));
        Assert.Equal(ExportState.NotExported, (await new ExportStatuses(_site.Store).OfAsync(_site.Bookkeeper, order, Ct)).State);
        var detail = (await _site.Get<GetJob>().HandleAsync(_site.Bookkeeper, job.Value, Ct)).Value;
        Assert.Contains("Ana Cole unlinked it: in QuickBooks it was deleted.", detail.History.Select(h => h.Headline));
    }

    [Fact]
    public async Task LetGo_StillThere_IsRefusedAndStaysLinked()
    {
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync());
        await _site.ExportAsync(order);

        var result = await _site.Get<LetGo>().HandleAsync(_site.Bookkeeper, order.Kind, order.Id, anew: true, Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.NotNull(await _site.LinkAsync(order));
    }

    [Fact]
    public async Task LetGo_Salesperson_IsToldWhoMay()
    {
        var seller = await _site.Data.ActorAsync(Role.Salesperson);
        var order = await DeletedThereAsync(seller.UserId);

        var result = await _site.Get<LetGo>().HandleAsync(seller, order.Kind, order.Id, anew: true, Ct);

        Assert.Equal("Your role may not unlink this record. Ana Cole and Omar Reyes can.", result.Problems[0].Message);
    }

    [Fact]
    public async Task Export_InvoiceVoidedThere_StopsAndIsMadeAnewByAPersonsWord()
    {
        _site.Sandbox.Books.Rules.DuplicateNumbersRefused = false;
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync());
        await _site.ExportAsync(order);
        var held = await _site.HeldAsync<Invoice>(order);
        await _site.QuickBooks().VoidInvoiceAsync(held.Id!, held.SyncToken!, ct: Ct);
        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "den");

        var job = (await _site.ExportAsync(order))[0];

        Assert.Equal("voided-by-somebody", job.Cause);
        Assert.Equal(0m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();
        Assert.Equal([0m, 100m], _site.Books("Invoice").Select(i => i.Amount("TotalAmt")).Order());
    }

    [Fact]
    public async Task Cancel_InvoiceDeletedThere_IsDoneWithoutSending()
    {
        var order = await DeletedThereAsync();
        await _site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Cancelled);

        var job = (await _site.ExportAsync(order))[0];

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Empty(_site.Books("Invoice"));
    }

    private async Task<Order> DeletedThereAsync(long? owner = null)
    {
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.OwnerId = owner);
        await _site.ExportAsync(order);
        var held = await _site.HeldAsync<Invoice>(order);
        Assert.True((await _site.QuickBooks().DeleteAsync<Invoice>(held.Id!, held.SyncToken!, ct: Ct)).Succeeded);
        return order;
    }

    private async Task<RecordChanges> ChangesAsync(Core.Records.Record record) =>
        (await _site.Get<GetChanges>().HandleAsync(_site.Bookkeeper, record.Kind, record.Id, withTheirs: true, Ct)).Value;
}
