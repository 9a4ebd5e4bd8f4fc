using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Matching;
using Valance.TestKit;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Hosting;

public sealed class ReportingJobQueueTests : IAsyncLifetime
{
    private readonly JobSignals _signals = new();
    private TestStore _store = null!;
    private long _job;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(_store);
        await using var db = _store.CreateDbContext();
        var job = new Job { AccountId = data.Account.Id, Kind = JobKind.Matching, Title = "Matching", State = JobState.Running, RequestedBy = "test", CreatedAt = DateTime.UnixEpoch };
        db.Jobs.Add(job);
        await db.SaveChangesAsync(Ct);
        _job = job.Id;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Run_JobTellsHowFarItIs_StandsInTheStoreAndIsNews()
    {
        var news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _signals.Changed += change => (change.JobId == _job ? news : new()).TrySetResult();
        using var queue = new Slow(_store, _signals);
        await queue.StartAsync(Ct);

        await queue.FirstIsKept.WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await news.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);

        // Another node has nothing but the row.
        await using var db = _store.CreateDbContext();
        var row = await db.Jobs.SingleAsync(j => j.Id == _job, Ct);
        Assert.Equal(("names", 10), (row.ProgressOf, row.ProgressTotal));
        Assert.InRange(row.ProgressDone, 3, 4);
        Assert.NotNull(row.ProgressAt);
        await queue.StopAsync(Ct);
    }

    [Fact]
    public async Task Run_JobWasCalledOffMeanwhile_LeavesItsRowAlone()
    {
        using var queue = new Slow(_store, _signals);
        await using (var db = _store.CreateDbContext())
        {
            (await db.Jobs.SingleAsync(Ct)).State = JobState.Waiting;
            await db.SaveChangesAsync(Ct);
        }

        await queue.StartAsync(Ct);
        await queue.FirstIsKept.WaitAsync(TimeSpan.FromMinutes(2), Ct);

        await using var read = _store.CreateDbContext();
        Assert.Equal(0, (await read.Jobs.SingleAsync(Ct)).ProgressDone);
        await queue.StopAsync(Ct);
    }

    /// <summary>Tells how far it is once more when that was taken to be kept, so that the first is kept when the second is taken.</summary>
    private sealed class Slow(IDbContextFactory<ValanceDb> store, JobSignals signals)
        : ReportingJobQueue<MatchProgress>(JobKind.Matching, 1, store, signals, TimeProvider.System, NullLogger.Instance)
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstIsKept => _second.Task;

        protected override (string Of, int Done, int Total) Read(MatchProgress progress)
        {
            (progress.Done == 3 ? _first : _second).TrySetResult();
            return ("names", progress.Done, progress.Total);
        }

        protected override async Task DoAsync(long jobId, IProgress<MatchProgress> progress, CancellationToken ct)
        {
            progress.Report(new MatchProgress(3, 10));
            await _first.Task.WaitAsync(ct);
            progress.Report(new MatchProgress(4, 10));
            await Task.Delay(Timeout.Infinite, ct);
        }
    }
}
