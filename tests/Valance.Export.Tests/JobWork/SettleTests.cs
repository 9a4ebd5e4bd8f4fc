using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.JobWork;

/// <summary>What was changed, deleted or deactivated inside QuickBooks, and what QuickBooks booked otherwise: each is told and settled in the job.</summary>
public sealed class SettleTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Order_CustomerWasMadeInactiveInQuickBooks_WaitsForTheCustomerWhoseJobSaysWhy()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        await DeactivateAsync();
        var order = await _site.Data.OrderAsync(customer);

        var child = (await _site.ExportAsync(order))[0];

        Assert.Equal((JobState.Waiting, WaitReason.Parent), (child.State, child.WaitsFor));
        var parent = await _site.JobOfAsync(customer);
        Assert.Equal((JobState.Failed, "inactive-in-quickbooks"), (parent.State, parent.Cause));
        Assert.Contains("Something that it leans on was changed in QuickBooks; QuickBooks' lists and settings are read again and the export tried anew.",
            (await _site.DetailAsync(child)).History.Select(l => l.Headline));

        var held = _site.Books("Customer")[0]["Id"]!.GetValue<string>();
        Assert.True((await _site.Get<ReactivateAndRetry>().HandleAsync(_site.Bookkeeper, child.Id, held, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Single(_site.Books("Invoice"));
    }

    [Fact]
    public async Task SendAnew_InvoiceDeletedInQuickBooks_IsMadeAgainOnce()
    {
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync());
        await _site.ExportAsync(order);
        var invoice = (await QuickBooks.QueryAsync(new QuickBooksQuery<Invoice>(), ct: Ct)).Value![0];
        await QuickBooks.DeleteAsync<Invoice>(invoice.Id!, invoice.SyncToken!, ct: Ct);
        await _site.Data.EditAsync<Core.Orders.Order>(order.Id, o => o.Sidemark = "Foreman - den");
        var job = (await _site.ExportAsync(order))[0];
        Assert.Equal("deleted-in-quickbooks", job.Cause);

        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Equal(100m, Assert.Single(_site.Books("Invoice"))["TotalAmt"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task SendAnew_RecordThatIsStillThere_IsRefused()
    {
        var customer = await _site.Data.CustomerAsync("a:b");
        var job = (await _site.ExportAsync(customer))[0];

        var result = await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.Contains("not made there a second time", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Difference_Accepted_NoLongerAsksForAttentionAndSaysWho()
    {
        await using var site = await TaxingAsync();
        var job = await TaxedOtherwiseAsync(site);
        Assert.Contains((await site.DetailAsync(job)).Differences, d => d.Field == Fields.Tax && d.Ours == "$3.33");

        Assert.True((await site.Get<SettleDifference>().AcceptAsync(site.Bookkeeper, job.Id, Ct)).IsDone);

        var settled = await site.DetailAsync(job);
        Assert.Equal((false, 0), (settled.Job.HasWarnings, settled.Differences.Count));
        Assert.Contains("Ana Cole lets what QuickBooks keeps stand.", settled.History.Select(l => l.Headline));
        Assert.Equal(Refusal.Conflict, (await site.Get<SettleDifference>().AcceptAsync(site.Bookkeeper, job.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Difference_OursSentAgain_IsBookedAsOursOnceQuickBooksTakesIt()
    {
        await using var site = await TaxingAsync();
        var job = await TaxedOtherwiseAsync(site);
        site.Sandbox.Books.Rules.SentTotalTaxCounts = true;

        var again = await site.Get<SettleDifference>().SendOursAsync(site.Bookkeeper, job.Id, Ct);
        await site.RunAsync();

        Assert.NotEqual(job.Id, again.Value);
        await using var db = site.Store.CreateDbContext();
        var sent = await db.Jobs.SingleAsync(j => j.Id == again.Value, Ct);
        Assert.Equal((JobState.Succeeded, false), (sent.State, sent.HasWarnings));
        Assert.Equal(103.33m, site.Books("Invoice")[^1]["TotalAmt"]!.GetValue<decimal>());
        Assert.False((await db.Jobs.SingleAsync(j => j.Id == job.Id, Ct)).HasWarnings);
    }

    [Fact]
    public async Task Difference_Salesperson_IsToldWhoMaySettleIt()
    {
        var seller = await _site.Data.ActorAsync(Role.Salesperson);
        var customer = await _site.Data.CustomerAsync();
        var job = await _site.Data.JobAsync(customer, await _site.ConnectionAsync(), j => (j.State, j.HasWarnings, j.RequestedByUserId) = (JobState.Succeeded, true, seller.UserId));

        Assert.Equal("Your role may not settle this difference. Ana Cole and Omar Reyes can.",
            (await _site.Get<SettleDifference>().AcceptAsync(seller, job.Id, Ct)).Problems[0].Message);
    }

    [Fact]
    public async Task Summary_FailedJob_BearsWhatSupportNeedsAndNoBody()
    {
        var customer = await _site.Data.CustomerAsync(set: c => c.Emails = ["private@foreman.example"]);
        _site.Faults.Before("/customer", () => QuickBooks.CreateAsync(new Vendor { DisplayName = "George Foreman" }, ct: Ct));
        var job = (await _site.ExportAsync(customer))[0];

        var text = SupportSummary.Of(await _site.DetailAsync(job));

        Assert.Contains("Job: ", text, StringComparison.Ordinal);
        Assert.Contains("Cause: duplicate-name", text, StringComparison.Ordinal);
        Assert.Contains("Code: 6240", text, StringComparison.Ordinal);
        Assert.Contains("intuit_tid: ", text, StringComparison.Ordinal);
        Assert.Contains("Ana Cole asked to export Customer George Foreman.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("private@foreman.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detail_OthersWithTheSameCause_AreCounted()
    {
        await _site.ExportAsync(await _site.Data.CustomerAsync("a:b"), await _site.Data.CustomerAsync("c:d"));
        var job = (await _site.ExportAsync(await _site.Data.CustomerAsync("e:f")))[0];

        Assert.Equal(2, (await _site.DetailAsync(job)).SameCause);
    }

    private static Task<TestSite> TaxingAsync() => TestSite.CreateAsync(seed: "default");

    /// <summary>QuickBooks reckons the tax itself, whatever is sent.</summary>
    private static async Task<Job> TaxedOtherwiseAsync(TestSite site)
    {
        site.Sandbox.Books.Rules.SentTotalTaxCounts = false;
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync("Tess Taxed"), set: o =>
        {
            o.Lines[0].Taxable = true;
            (o.TaxCode, o.TaxAmount, o.Total, o.Balance) = ("State Sales Tax", 3.33m, 103.33m, 103.33m);
        });
        await site.ExportAsync(order);
        var job = await site.JobOfAsync(order);
        Assert.Equal((JobState.Succeeded, true), (job.State, job.HasWarnings));
        return job;
    }

    private async Task DeactivateAsync()
    {
        var held = (await QuickBooks.QueryAsync(new QuickBooksQuery<Customer>(), ct: Ct)).Value![0];
        await QuickBooks.UpdateAsync(new Customer { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, Active = false }, ct: Ct);
    }
}
