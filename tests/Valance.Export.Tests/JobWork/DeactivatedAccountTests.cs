using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.JobWork;
using Valance.Export.Lane;
using Valance.Export.Matching;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.JobWork;

/// <summary>What was asked for before a dealer was shut out: nothing of it goes to QuickBooks meanwhile, and nothing of it is lost.</summary>
public sealed class DeactivatedAccountTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_QueuedBeforeItsAccountIsDeactivated_WaitsWithItsReasonAndGoesOnAfterwards(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        await using var site = await TestSite.CreateAsync(store: store);
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync());
        var vendor = await site.Data.VendorAsync();
        await site.RequestAsync(order);
        var bulk = await site.Get<RequestBulkExport>().HandleAsync(site.Bookkeeper, site.Data.Account.Id, [RecordKind.Vendor], Ct);

        site.Faults.Sent.Clear();

        await SwitchAsync(site, off: true);
        Assert.Equal(LaneEnd.NoAccount, (await site.RunAsync()).End);
        Assert.Equal(LaneEnd.NoAccount, (await site.RunLaterAsync()).End);

        Assert.Empty(site.Faults.Sent);
        Assert.All(await OpenAsync(site), j => Assert.Equal((JobState.Waiting, WaitReason.Account), (j.State, j.WaitsFor)));
        var status = await new ExportStatuses(site.Store).OfAsync(Actor.CommandLine, order, Ct);
        Assert.Equal((ExportState.Waiting, "It waits because the Account is deactivated."), (status.State, status.Reason));
        var waits = Assert.Single(await HeadlinesAsync(site, await site.JobOfAsync(order)), h => h.Contains("deactivated", StringComparison.Ordinal));
        Assert.Equal("The Account was deactivated by command line before this was done; it goes on by itself when the Account is in use again.", waits);

        await SwitchAsync(site, off: false);
        await site.RunAsync();

        Assert.Empty(await OpenAsync(site));
        Assert.Equal((1, 1, 1), (site.Books("Customer").Count, site.Books("Invoice").Count, site.Books("Vendor").Count));
        Assert.Equal(JobState.Succeeded, (await site.JobOfAsync(vendor)).State);
        Assert.Contains("The Account is in use again; going on.", await HeadlinesAsync(site, await site.JobOfAsync(order)));
        Assert.Equal("1 record exported.", (await site.Get<GetBulkProgress>().HandleAsync(site.Bookkeeper, bulk.Value.JobId!.Value, Ct)).Value.Job.Summary);
    }

    [Fact]
    public async Task Export_AccountIsDeactivatedWhileTheLaneWorks_TakesNoMoreJobs()
    {
        await using var site = await TestSite.CreateAsync(lane => (lane.ChunkSize, lane.BatchSize, lane.InFlight, lane.SinglesBeside) = (2, 2, 1, 0));
        for (var i = 0; i < 12; i++)
        {
            await site.Data.CustomerAsync($"Customer {i}");
        }

        await site.Get<RequestBulkExport>().HandleAsync(site.Bookkeeper, site.Data.Account.Id, [RecordKind.Customer], Ct);
        site.Faults.Before("/batch", () => SwitchAsync(site, off: true));
        await site.RunAsync();

        var there = site.Books("Customer").Count;
        // What had been taken already is finished: the batch under way, and the next one that waits for its place.
        Assert.InRange(there, 2, 4);
        await site.RunAsync();
        Assert.Equal(there, site.Books("Customer").Count);

        await SwitchAsync(site, off: false);
        await site.RunAsync();
        Assert.Equal(12, site.Books("Customer").Count);
    }

    [Fact]
    public async Task Export_AnswerWasLostBeforeItsAccountIsDeactivated_StandsThereOnceAfterwards()
    {
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();
        site.Faults.LoseAnswer("/customer");
        await site.ExportAsync(customer);
        Assert.Equal(JobState.Waiting, (await site.JobOfAsync(customer)).State);

        await SwitchAsync(site, off: true);
        await site.RunLaterAsync();
        await SwitchAsync(site, off: false);
        await site.RunLaterAsync();

        Assert.Equal(JobState.Succeeded, (await site.JobOfAsync(customer)).State);
        Assert.Single(site.Books("Customer"));
    }

    [Fact]
    public async Task Cancel_WhileItWaitsForItsAccount_IsNotSentAfterwards()
    {
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();
        await site.RequestAsync(customer);
        await SwitchAsync(site, off: true);
        await site.RunAsync();

        Assert.True((await site.Get<CancelJob>().HandleAsync(Actor.CommandLine, (await site.JobOfAsync(customer)).Id, Ct)).IsDone);
        await SwitchAsync(site, off: false);
        await site.RunAsync();

        Assert.Empty(site.Books("Customer"));
    }

    [Fact]
    public async Task Export_ConnectionDiedMeanwhile_WaitsForThatInstead()
    {
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();
        await site.RequestAsync(customer);
        await SwitchAsync(site, off: true);
        await site.RunAsync();
        await site.Get<Export.Connections.DisconnectQuickBooks>().HandleAsync(site.Administrator, site.Data.Account.Id, Ct);
        await SwitchAsync(site, off: false);
        await site.RunAsync();
        Assert.Equal(WaitReason.Connection, (await site.JobOfAsync(customer)).WaitsFor);

        await site.ConnectAsync();
        await site.RunAsync();
        Assert.Single(site.Books("Customer"));
    }

    [Fact]
    public async Task MayGoOn_JobThatNoLaneWorksOn_IsLaidByAndReadyAgain()
    {
        await using var site = await TestSite.CreateAsync();
        await site.Data.CustomerAsync();
        var job = (await site.Get<RequestMatching>().LookAsync(site.Bookkeeper, site.Data.Account.Id, Ct)).Value;
        var waits = new AccountWaits(site.Store, site.Get<JobWriter>(), site.Time);
        Assert.True(await waits.MayGoOnAsync(job, Ct));

        await SwitchAsync(site, off: true);
        Assert.False(await waits.MayGoOnAsync(job, Ct));
        Assert.False(await waits.MayGoOnAsync(job, Ct));
        var held = Assert.Single(await OpenAsync(site));
        Assert.Equal((JobState.Waiting, WaitReason.Account), (held.State, held.WaitsFor));
        Assert.Single(await HeadlinesAsync(site, held), h => h.Contains("deactivated", StringComparison.Ordinal));

        await SwitchAsync(site, off: false);
        Assert.True(await waits.MayGoOnAsync(job, Ct));
        Assert.Equal(JobState.Queued, Assert.Single(await OpenAsync(site)).State);
    }

    [Fact]
    public async Task MayGoOn_JobThatHasEnded_IsLeftAsItIs()
    {
        await using var site = await TestSite.CreateAsync();
        var job = (await site.Get<RequestMatching>().LookAsync(site.Bookkeeper, site.Data.Account.Id, Ct)).Value;
        await site.Get<CancelJob>().HandleAsync(site.Bookkeeper, job, Ct);
        await SwitchAsync(site, off: true);

        Assert.True(await new AccountWaits(site.Store, site.Get<JobWriter>(), site.Time).MayGoOnAsync(job, Ct));
        Assert.Empty(await OpenAsync(site));
    }

    private static async Task SwitchAsync(TestSite site, bool off)
    {
        var switcher = new SwitchAccount(site.Get<JobWriter>(), site.Get<JobSignals>(), site.Time);
        var account = site.Data.Account.Id;
        Assert.True((off ? await switcher.DeactivateAsync(Actor.CommandLine, account, Ct) : await switcher.ReactivateAsync(Actor.CommandLine, account, Ct)).IsDone);
    }

    private static async Task<List<Job>> OpenAsync(TestSite site)
    {
        await using var db = site.Store.CreateDbContext();
        return await db.Jobs.AsNoTracking().Where(j => j.EndedAt == null).ToListAsync(Ct);
    }

    private static async Task<IReadOnlyList<string>> HeadlinesAsync(TestSite site, Job job) => [.. (await site.DetailAsync(job)).History.Select(h => h.Headline)];
}
