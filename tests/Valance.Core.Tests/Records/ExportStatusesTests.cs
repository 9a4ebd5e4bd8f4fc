using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Xunit;

namespace Valance.Core.Tests;

public sealed class ExportStatusesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One customer in every state; badge and filter must agree on each.</summary>
    [Fact]
    public async Task OfAsync_EveryState_AgreesWithTheFilter()
    {
        await using var dealer = await Dealer.CreateAsync();
        async Task<long> AddAsync(string name) => (await dealer.AddCustomerAsync(name)).Id;
        var expected = new Dictionary<string, ExportState>(StringComparer.Ordinal);
        async Task ExpectAsync(string name, ExportState state, Func<long, Task> arrange)
        {
            await arrange(await AddAsync(name));
            expected[name] = state;
        }

        await ExpectAsync("new", ExportState.NotExported, _ => Task.CompletedTask);
        await ExpectAsync("queued", ExportState.Queued, id => dealer.AddJobAsync(id, JobState.Queued));
        await ExpectAsync("running over an older failure", ExportState.Queued, async id =>
        {
            await dealer.AddJobAsync(id, JobState.Failed);
            await dealer.AddJobAsync(id, JobState.Running);
        });
        await ExpectAsync("waiting", ExportState.Waiting, id => dealer.AddJobAsync(id, JobState.Waiting, j => j.WaitsFor = WaitReason.Connection));
        await ExpectAsync("exported", ExportState.Exported, async id =>
        {
            await dealer.AddJobAsync(id, JobState.Succeeded);
            await dealer.LinkAsync(id, 1);
        });
        await ExpectAsync("changed", ExportState.ChangedSinceExport, id => dealer.LinkAsync(id, 0));
        await ExpectAsync("linked by hand, never sent", ExportState.ChangedSinceExport, id => dealer.LinkAsync(id, 0, sent: false));
        await ExpectAsync("changed there", ExportState.ChangedInQuickBooks, id => dealer.LinkAsync(id, 1, seen: SeenInQuickBooks.Changed));
        await ExpectAsync("deleted there", ExportState.ChangedInQuickBooks, id => dealer.LinkAsync(id, 1, seen: SeenInQuickBooks.Deleted));
        await ExpectAsync("changed on both sides", ExportState.ChangedSinceExport, id => dealer.LinkAsync(id, 0, seen: SeenInQuickBooks.Changed));
        await ExpectAsync("cancelled here, voided there", ExportState.Exported, id => dealer.LinkAsync(id, 1, voided: true, seen: SeenInQuickBooks.Voided));
        await ExpectAsync("failed", ExportState.Failed, id => dealer.AddJobAsync(id, JobState.Failed));
        await ExpectAsync("failed, then cancelled", ExportState.Failed, async id =>
        {
            await dealer.AddJobAsync(id, JobState.Failed);
            await dealer.AddJobAsync(id, JobState.Cancelled);
        });
        await ExpectAsync("dismissed", ExportState.NotExported, id => dealer.AddJobAsync(id, JobState.Failed, j => j.DismissedAt = j.CreatedAt));
        await ExpectAsync("failed, then exported", ExportState.Exported, async id =>
        {
            await dealer.AddJobAsync(id, JobState.Failed);
            await dealer.AddJobAsync(id, JobState.Succeeded);
            await dealer.LinkAsync(id, 1);
        });
        await ExpectAsync("in another company", ExportState.NotExported, id => dealer.LinkAsync(id, 1, realm: "other"));

        var rows = (await dealer.Customers.HandleAsync(dealer.Bookkeeper, new(), Ct)).Value.Rows;
        var statuses = await dealer.Statuses.OfAsync(dealer.Bookkeeper, RecordKind.Customer, [.. rows.Select(r => r.Stamp)], Ct);
        Assert.Equal(expected, rows.ToDictionary(r => r.Name, r => statuses[r.Id].State, StringComparer.Ordinal));
        Assert.All(statuses.Values, s => Assert.EndsWith(".", s.Reason, StringComparison.Ordinal));
        foreach (var state in ExportStateFilter.Filterable)
        {
            var filtered = (await dealer.Customers.HandleAsync(dealer.Bookkeeper, new() { Export = state }, Ct)).Value.Rows;
            Assert.Equal(expected.Where(e => e.Value == state).Select(e => e.Key).Order(StringComparer.Ordinal), filtered.Select(r => r.Name).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task OfAsync_ExportedWithAWarning_SaysSo()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George", dealer.Ana);
        var job = await dealer.AddJobAsync(saved.Id, JobState.Succeeded, j => j.HasWarnings = true);
        await dealer.LinkAsync(saved.Id, 1);

        var row = (await dealer.Customers.HandleAsync(dealer.Bookkeeper, new(), Ct)).Value.Rows.Single();
        var status = (await dealer.Statuses.OfAsync(dealer.Bookkeeper, RecordKind.Customer, [row.Stamp], Ct))[row.Id];

        Assert.Equal((ExportState.Exported, (long?)job.Id), (status.State, status.JobId));
        Assert.Contains("with a warning", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAsync_Failed_SaysWhyAndOpensTheJob()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George", dealer.Ana);
        var job = await dealer.AddJobAsync(saved.Id, JobState.Failed, j => j.Summary = "The display name “George” is taken");
        var seen = await OneAsync(dealer, dealer.Bookkeeper, saved);
        Assert.Equal(("The display name “George” is taken.", job.Id), (seen.Reason, seen.JobId));

        // The bookkeeper's job: the salesperson sees how the record stands, but may not open it.
        Assert.Equal((ExportState.Failed, null), ((await OneAsync(dealer, dealer.Ana, saved)) is var own ? (own.State, own.JobId) : default));
    }

    [Fact]
    public async Task OfAsync_WaitingForAFailedParent_ShowsTheParentsFailure()
    {
        await using var dealer = await Dealer.CreateAsync();
        var parent = await dealer.AddCustomerAsync("Parent");
        var child = await dealer.AddCustomerAsync("Child");
        var job = await dealer.AddJobAsync(parent.Id, JobState.Failed, j => (j.Title, j.Summary) = ("Customer Parent", "The name has a colon."));
        await dealer.AddJobAsync(child.Id, JobState.Waiting, j => (j.WaitsFor, j.WaitsForJobId) = (WaitReason.Parent, job.Id));
        var seen = await OneAsync(dealer, dealer.Bookkeeper, child);
        Assert.Equal("It waits for Customer Parent, whose export failed: The name has a colon.", seen.Reason);
    }

    [Fact]
    public async Task OfAsync_Changed_NamesWhoAndKeepsTheLink()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George");
        await dealer.LinkAsync(saved.Id, 1);
        var edited = (await dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.Edit(saved.Id, 1), new CustomerInput { Name = "G" }, Ct)).Value;
        var seen = (await dealer.Statuses.OfAsync(
            dealer.Bookkeeper, RecordKind.Customer, [new(edited.Id, dealer.AccountId, edited.Version, "Bo Keeper")], Ct))[edited.Id];
        Assert.Equal((ExportState.ChangedSinceExport, $"Q{saved.Id}", Dealer.Realm), (seen.State, seen.QuickBooksId, seen.RealmId));
        Assert.StartsWith("Bo Keeper changed it", seen.Reason, StringComparison.Ordinal);
        Assert.True(seen.AwaitsExport);
        Assert.Equal((ExportState.NotReady, "It has a colon."), (seen.NotReady("It has a colon.").State, seen.NotReady("It has a colon.").Reason));
    }

    [Fact]
    public async Task HandleAsync_FilterThatTheDatabaseDoesNotKnow_IsRefused()
    {
        await using var dealer = await Dealer.CreateAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => dealer.Customers.HandleAsync(dealer.Bookkeeper, new ListRequest { Export = ExportState.NotReady }, Ct));
    }

    [Fact]
    public async Task RecordJobs_NewestFirst_OnlyThoseThatTheViewerMayOpen()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George", dealer.Ana);
        await dealer.AddJobAsync(saved.Id, JobState.Failed);
        await dealer.AddJobAsync(saved.Id, JobState.Queued, j => j.RequestedByUserId = dealer.Ana.UserId);
        var jobs = new RecordJobs(dealer.Store);
        Assert.Equal([JobState.Queued, JobState.Failed], (await jobs.OfAsync(dealer.Bookkeeper, RecordKind.Customer, saved.Id, 10, Ct)).Select(j => j.State));
        Assert.Equal([JobState.Queued], (await jobs.OfAsync(dealer.Ana, RecordKind.Customer, saved.Id, 10, Ct)).Select(j => j.State));
        Assert.Empty(await jobs.OfAsync(dealer.OtherBookkeeper, RecordKind.Customer, saved.Id, 10, Ct));
    }

    private static async Task<ExportStatus> OneAsync(Dealer dealer, Actor actor, Saved saved) =>
        (await dealer.Statuses.OfAsync(actor, RecordKind.Customer, [new(saved.Id, dealer.AccountId, saved.Version, "x")], Ct))[saved.Id];
}
