using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.JobWork;

public sealed class JobWorkTests : IAsyncLifetime
{
    private readonly JobSignals _signals = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private Connection _connection = null!;
    private Actor _bookkeeper = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private JobWriter Writer => new(_store, _signals);

    private RetryJobs Retry => new(Writer, new JobSearch(_store), TimeProvider.System);

    private CancelJob Cancel => new(Writer, new BulkControl(_store, Writer, TimeProvider.System), TimeProvider.System);

    private DismissJob Dismiss => new(Writer, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store);
        _connection = await _data.ConnectionAsync();
        _bookkeeper = await _data.ActorAsync(Role.Bookkeeper, "Ana Cole");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Retry_FailedJob_IsQueuedWithoutItsFailureAndSaysWho()
    {
        var job = await FailedAsync();
        var woken = new List<long>();
        _signals.LaneHasWork += woken.Add;

        Assert.Equal([job.Id], (await Retry.HandleAsync(_bookkeeper, job.Id, Ct)).Value.JobIds);

        var now = await JobAsync(job.Id);
        Assert.Equal((JobState.Queued, "", null, RequestExport.SinglePriority), (now.State, now.Cause, now.EndedAt, now.Priority));
        Assert.Contains("Ana Cole asked to try again.", await HeadlinesAsync(job.Id));
        Assert.Equal([_connection.Id], woken);
    }

    [Fact]
    public async Task Retry_JobThatWaitsForAFailedParent_RetriesTheParent()
    {
        var parent = await FailedAsync();
        var child = await _data.JobAsync(await _data.CustomerAsync("Child"), _connection, j => Wait(j, WaitReason.Parent, parent.Id));

        Assert.Equal([parent.Id], (await Retry.HandleAsync(_bookkeeper, child.Id, Ct)).Value.JobIds);
        Assert.Equal(JobState.Waiting, (await JobAsync(child.Id)).State);
    }

    [Fact]
    public async Task Retry_RecordHasAnOpenJob_LeavesTheFailure()
    {
        var customer = await _data.CustomerAsync();
        var failed = await FailedAsync(customer);
        await _data.JobAsync(customer, _connection);

        var result = await Retry.HandleAsync(_bookkeeper, [failed.Id], Ct);

        Assert.Empty(result.Value.JobIds);
        Assert.Equal(1, result.Value.AlreadyUnderWay);
        Assert.Equal(JobState.Failed, (await JobAsync(failed.Id)).State);
    }

    [Fact]
    public async Task Retry_TwoFailuresOfOneRecord_ReopensOne()
    {
        var customer = await _data.CustomerAsync();
        var both = new[] { (await FailedAsync(customer)).Id, (await FailedAsync(customer)).Id };

        Assert.Single((await Retry.HandleAsync(_bookkeeper, both, Ct)).Value.JobIds);
    }

    [Fact]
    public async Task Retry_JobsAboutNoRecord_DoNotStandInEachOthersWay()
    {
        void AboutNoRecord(Job job) => (job.Kind, job.ConnectionId, job.RecordKind, job.RecordId) = (JobKind.Import, null, null, null);
        var failed = await FailedAsync();
        await _data.JobAsync(await _data.CustomerAsync("Other"), _connection, AboutNoRecord);
        await using (var db = _store.CreateDbContext())
        {
            AboutNoRecord(await db.Jobs.SingleAsync(j => j.Id == failed.Id, Ct));
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal([failed.Id], (await Retry.HandleAsync(_bookkeeper, [failed.Id], Ct)).Value.JobIds);
    }

    [Fact]
    public async Task RetryAllWithCause_OthersFailures_AreLeftAlone()
    {
        var first = await FailedAsync(await _data.CustomerAsync("A"));
        var second = await FailedAsync(await _data.CustomerAsync("B"));
        var other = await FailedAsync(await _data.CustomerAsync("C"), "colon");

        var result = await Retry.AllWithCauseAsync(_bookkeeper, "duplicate-name", new JobFilter(), Ct);

        Assert.Equal([first.Id, second.Id], result.Value.JobIds);
        Assert.Equal(JobState.Failed, (await JobAsync(other.Id)).State);
        Assert.Equal(Refusal.NotFound, (await Retry.AllWithCauseAsync(_bookkeeper, "duplicate-name", new JobFilter(), Ct)).Refusal);
    }

    [Theory]
    [InlineData(Role.SupportAgent, null)]
    [InlineData(Role.AccountAdministrator, null)]
    [InlineData(Role.Salesperson, Refusal.NotFound)]
    public async Task Retry_ByRole_IsAllowedAsTheRoleSays(Role role, Refusal? refusal)
    {
        var job = await FailedAsync();
        Assert.Equal(refusal, (await Retry.HandleAsync(await _data.ActorAsync(role), job.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Retry_SalespersonsOwnJob_IsAllowed()
    {
        var seller = await _data.ActorAsync(Role.Salesperson);
        var job = await FailedAsync(set: j => j.RequestedByUserId = seller.UserId);
        Assert.True((await Retry.HandleAsync(seller, job.Id, Ct)).IsDone);
        Assert.Equal(Refusal.Forbidden, (await Dismiss.HandleAsync(seller, job.Id, "No need.", Ct)).Refusal);
    }

    [Fact]
    public async Task Cancel_QueuedParent_EndsItAndFailsWhatWaits()
    {
        var parent = await _data.JobAsync(await _data.CustomerAsync(), _connection);
        var child = await _data.JobAsync(await _data.CustomerAsync("Child"), _connection, j => Wait(j, WaitReason.Parent, parent.Id));

        Assert.True((await Cancel.HandleAsync(_bookkeeper, parent.Id, Ct)).IsDone);

        Assert.Equal((JobState.Cancelled, true), ((await JobAsync(parent.Id)).State, (await JobAsync(parent.Id)).EndedAt is not null));
        var left = await JobAsync(child.Id);
        Assert.Equal((JobState.Failed, CancelJob.ParentCancelledCause), (left.State, left.Cause));
        Assert.Contains("Ana Cole cancelled Customer George Foreman, which must stand in QuickBooks first.", await HeadlinesAsync(child.Id));
    }

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    public async Task Cancel_SentOrEnded_IsRefused(JobState state)
    {
        var job = await _data.JobAsync(await _data.CustomerAsync(), _connection, j => j.State = state);
        Assert.Equal(Refusal.Conflict, (await Cancel.HandleAsync(_bookkeeper, job.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Cancel_AnswerWasLost_IsRefusedBecauseItMayHaveArrived()
    {
        var job = await _data.JobAsync(await _data.CustomerAsync(), _connection, j => Wait(j, WaitReason.Time, null));
        await using (var db = _store.CreateDbContext())
        {
            db.JobAttempts.Add(new JobAttempt { JobId = job.Id, Number = 1, Outcome = AttemptOutcome.Pending });
            await db.SaveChangesAsync(Ct);
        }

        var result = await Cancel.HandleAsync(_bookkeeper, job.Id, Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.Contains("may have arrived", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dismiss_AndTakeBack_AreRecordedAndReversible()
    {
        var job = await FailedAsync();
        Assert.Equal("Reason", (await Dismiss.HandleAsync(_bookkeeper, job.Id, "  ", Ct)).Problems.Single().Field);

        Assert.True((await Dismiss.HandleAsync(_bookkeeper, job.Id, "Entered by hand.", Ct)).IsDone);
        Assert.Equal(Refusal.Conflict, (await Dismiss.HandleAsync(_bookkeeper, job.Id, "Again.", Ct)).Refusal);
        var dismissed = await JobAsync(job.Id);
        Assert.Equal((JobState.Failed, "Ana Cole", "Entered by hand."), (dismissed.State, dismissed.DismissedBy, dismissed.DismissReason));

        Assert.True((await Dismiss.TakeBackAsync(_bookkeeper, job.Id, Ct)).IsDone);
        Assert.Null((await JobAsync(job.Id)).DismissedAt);
        Assert.Equal(["Ana Cole dismissed it: Entered by hand.", "Ana Cole took the dismissal back."], (await HeadlinesAsync(job.Id)).Skip(1));
    }

    [Fact]
    public async Task GetJob_OtherAccountsViewer_FindsNone()
    {
        var job = await FailedAsync();
        var stranger = await (await TestData.InNewAccountAsync(_store, "Other Dealer")).ActorAsync(Role.AccountAdministrator);
        Assert.Equal(Refusal.NotFound, (await new GetJob(_store).HandleAsync(stranger, job.Id, Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Retry.HandleAsync(stranger, job.Id, Ct)).Refusal);
    }

    private static void Wait(Job job, WaitReason reason, long? parent) =>
        (job.State, job.WaitsFor, job.WaitsForJobId, job.NotBefore) = (JobState.Waiting, reason, parent, reason == WaitReason.Time ? job.CreatedAt.AddHours(1) : null);

    private async Task<Job> FailedAsync(Customer? customer = null, string cause = "duplicate-name", Action<Job>? set = null) =>
        await _data.JobAsync(customer ?? await _data.CustomerAsync(), _connection, j =>
        {
            (j.State, j.Cause, j.Summary) = (JobState.Failed, cause, "It failed.");
            set?.Invoke(j);
        });

    private async Task<Job> JobAsync(long id)
    {
        await using var db = _store.CreateDbContext();
        return await db.Jobs.SingleAsync(j => j.Id == id, Ct);
    }

    private async Task<IEnumerable<string>> HeadlinesAsync(long jobId) =>
        (await new GetJob(_store).HandleAsync(Actor.CommandLine, jobId, Ct)).Value.History.Select(l => l.Headline);
}
