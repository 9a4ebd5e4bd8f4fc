using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Records.Exporting;
using Valance.Export.JobWork;
using Valance.Export.Linking;
using Valance.Export.Matching;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Matching;

/// <summary>A link that was made by mistake is taken back, and never makes a second record in QuickBooks.</summary>
public sealed class UnlinkTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Unlink_LinkOfAPerson_IsToldInHistoryAndProposedAgain()
    {
        var (ours, theirs) = await LinkedAsync();
        Assert.Equal((false, 0), await FactsAsync(ours));

        var done = await UnlinkAsync(ours, "It is his son.");

        Assert.True(done.IsDone, done.ToString());
        Assert.Equal((ExportState.NotExported, null), await StatusAsync(ours));
        var told = await _site.DetailAsync(await _site.JobOfAsync(ours));
        Assert.Contains(told.History, h => h.Headline == "Ana Cole took the link with \"Foreman, George\" back: It is his son.");
        Assert.Equal(theirs, Assert.Single((await _site.Get<FindCandidates>().HandleAsync(_site.Bookkeeper, ours.Kind, ours.Id, Ct)).Value.Candidates).QuickBooksId);
        Assert.Null(await OfferAsync(ours));
        Assert.Equal(Refusal.Conflict, (await UnlinkAsync(ours, "Again")).Refusal);
    }

    [Fact]
    public async Task Unlink_AfterOursWasSentOverIt_MakesNoSecondOneByExport()
    {
        var (ours, _) = await LinkedAsync();
        await _site.ExportAsync(ours, await _site.Data.OrderAsync(ours));
        Assert.Equal((true, 1), await FactsAsync(ours));

        await UnlinkAsync(ours, "It is his son.");

        var job = Assert.Single(await _site.ExportAsync(ours));
        Assert.Equal((JobState.Failed, "duplicate-name"), (job.State, job.Cause));
        Assert.Single(_site.Books("Customer"));
    }

    [Fact]
    public async Task Unlink_WhatAnExportMadeOrIsOnItsWay_IsRefused()
    {
        var made = await _site.Data.CustomerAsync("Made Here");
        await _site.ExportAsync(made);
        Assert.Null(await OfferAsync(made));
        Assert.Contains("An export made it", (await UnlinkAsync(made, "No")).Problems[0].Message, StringComparison.Ordinal);

        var (ours, _) = await LinkedAsync();
        await _site.RequestAsync(ours);
        Assert.Contains("on its way", (await UnlinkAsync(ours, "No")).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlink_InvoiceThatOursWasSentOver_IsRefused()
    {
        var customer = await _site.Data.CustomerAsync();
        // The first one brings the item with it.
        await _site.ExportAsync(await _site.Data.OrderAsync(customer));
        var item = (await QuickBooks.QueryAsync(new QuickBooksQuery<Item>(), ct: Ct)).Value![0];
        var invoice = await QuickBooks.CreateAsync(new Invoice
        {
            CustomerRef = new Ref(_site.Books("Customer")[0]["Id"]!.GetValue<string>()),
            DocNumber = "4711",
            Line = [new Line { Amount = 5m, DetailType = LineDetailType.SalesItem, SalesItemLineDetail = new SalesItemLineDetail { ItemRef = new Ref(item.Id!) } }],
        }, ct: Ct);
        var order = await _site.Data.OrderAsync(customer);
        await using (var db = _site.Store.CreateDbContext())
        {
            var held = new Holders.HeldRecord(Holders.HeldKind.Invoice, invoice.Value!.Id!, "0", "4711", true);
            Assert.Null(await PutLink.TryAsync(db, _site.RealmId, order, held, _site.Time.GetUtcNow().UtcDateTime, Ct));
            await db.SaveChangesAsync(Ct);
        }

        Assert.NotNull(await OfferAsync(order));
        Assert.Equal(JobState.Succeeded, Assert.Single(await _site.ExportAsync(order)).State);

        Assert.Null(await OfferAsync(order));
        Assert.Contains("Cancel the record here", (await UnlinkAsync(order, "No")).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlink_WithoutAReasonOrByOthers_IsRefused()
    {
        var (ours, _) = await LinkedAsync();
        Assert.Equal("Reason", (await UnlinkAsync(ours, "  ")).Problems[0].Field);
        Assert.Equal("Reason", (await UnlinkAsync(ours, new string('x', 501))).Problems[0].Field);
        var seller = await _site.Data.ActorAsync(Role.Salesperson);
        await _site.Data.EditAsync<Core.Customers.Customer>(ours.Id, c => c.OwnerId = seller.UserId!.Value);
        foreach (var (actor, refusal) in new[] { (seller, Refusal.Forbidden), (new Actor(98, "Sue", Role.SupportAgent, null), Refusal.Forbidden), (new Actor(99, "Stranger", Role.Bookkeeper, _site.Data.Account.Id + 1), Refusal.NotFound) })
        {
            Assert.Null(await _site.Get<UnlinkRecord>().OfferAsync(actor, ours.Kind, ours.Id, Ct));
            Assert.Equal(refusal, (await _site.Get<UnlinkRecord>().HandleAsync(actor, ours.Kind, ours.Id, "Wrong", Ct)).Refusal);
        }
    }

    [Fact]
    public async Task Link_FromTheJob_SettlesTheProposalToo()
    {
        await QuickBooks.CreateAsync(new Customer { DisplayName = "George Foreman" }, ct: Ct);
        var ours = await _site.Data.CustomerAsync();
        await _site.Get<MatchRun>().HandleAsync((await _site.Get<RequestMatching>().LookAsync(_site.Bookkeeper, _site.Data.Account.Id, Ct)).Value, null, Ct);
        var job = Assert.Single(await _site.ExportAsync(ours));

        await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, _site.Books("Customer")[0]["Id"]!.GetValue<string>(), Ct);

        await using var db = _site.Store.CreateDbContext();
        Assert.Equal((Core.Matching.MatchDecision.Linked, "Ana Cole"), await db.MatchProposals.Select(p => ValueTuple.Create(p.Decision, p.DecidedBy)).SingleAsync(Ct));
    }

    private async Task<(Core.Customers.Customer Ours, string Theirs)> LinkedAsync()
    {
        var theirs = (await QuickBooks.CreateAsync(
            new Customer { DisplayName = "Foreman, George", PrimaryPhone = new TelephoneNumber { FreeFormNumber = "555-010-0100" } }, ct: Ct)).Value!.Id!;
        var ours = await _site.Data.CustomerAsync(set: c => c.Phones = [new() { Label = "Main", Number = "555-010-0100" }]);
        await _site.Get<MatchRun>().HandleAsync((await _site.Get<RequestMatching>().LookAsync(_site.Bookkeeper, _site.Data.Account.Id, Ct)).Value, null, Ct);
        var linked = await _site.Get<LinkRecord>().HandleAsync(_site.Bookkeeper, ours.Kind, ours.Id, theirs, Ct);
        Assert.True(linked.IsDone, linked.ToString());
        return (ours, theirs);
    }

    private Task<UnlinkOffer?> OfferAsync(Record record) => _site.Get<UnlinkRecord>().OfferAsync(_site.Bookkeeper, record.Kind, record.Id, Ct);

    private async Task<(bool WasSent, int Dependants)?> FactsAsync(Record record) => await OfferAsync(record) is { } offer ? (offer.WasSent, offer.Dependants) : null;

    private Task<Result<long>> UnlinkAsync(Record record, string reason) => _site.Get<UnlinkRecord>().HandleAsync(_site.Bookkeeper, record.Kind, record.Id, reason, Ct);

    private async Task<(ExportState, string?)> StatusAsync(Record record)
    {
        var status = await new ExportStatuses(_site.Store).OfAsync(_site.Bookkeeper, record, Ct);
        return (status.State, status.QuickBooksId);
    }
}
