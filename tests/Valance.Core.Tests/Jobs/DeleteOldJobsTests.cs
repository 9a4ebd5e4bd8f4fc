using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Retention;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Jobs;

public sealed class DeleteOldJobsTests
{
    private static readonly DateTime LongAgo = new(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandleAsync_JobsOfAllKinds_DeletesWhatIsOverAndKeepsWhatIsStillNeeded(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        var other = await data.CustomerAsync("Ana Ortega");
        var earlierSuccess = await OldAsync(data, customer, connection, JobState.Succeeded);
        var lastSuccess = await OldAsync(data, customer, connection, JobState.Succeeded);
        var cancelled = await OldAsync(data, customer, connection, JobState.Cancelled);
        var needsAPerson = await OldAsync(data, other, connection, JobState.Failed);
        var dismissed = await OldAsync(data, other, connection, JobState.Failed, j => j.DismissedAt = LongAgo);
        var cleared = await OldAsync(data, customer, connection, JobState.Failed, j => j.ClearedByJobId = lastSuccess.Id);
        var parent = await OldAsync(data, other, connection, JobState.Failed, j => j.DismissedAt = LongAgo);
        var waiting = await OldAsync(data, customer, connection, JobState.Waiting, j => (j.WaitsFor, j.WaitsForJobId) = (WaitReason.Parent, parent.Id));
        var recent = await OldAsync(data, other, connection, JobState.Cancelled, j => j.EndedAt = TimeProvider.System.GetUtcNow().UtcDateTime);
        await WithTracksAsync(store, earlierSuccess, connection);
        await WithTracksAsync(store, lastSuccess, connection);
        await using (var db = store.CreateDbContext())
        {
            db.Links.Add(new Link { AccountId = data.Account.Id, RealmId = "1000", RecordKind = RecordKind.Customer, RecordId = customer.Id, QuickBooksId = "9" });
            await db.SaveChangesAsync(Ct);
        }

        var deleted = await On(store, days: 400).HandleAsync(Ct);

        Assert.Equal(4, deleted);
        await using var left = store.CreateDbContext();
        var ids = await left.Jobs.Select(j => j.Id).ToListAsync(Ct);
        Assert.Equal(new[] { lastSuccess.Id, needsAPerson.Id, parent.Id, waiting.Id, recent.Id }.Order(), ids.Order());
        Assert.DoesNotContain(ids, id => id == earlierSuccess.Id || id == cancelled.Id || id == dismissed.Id || id == cleared.Id);
        Assert.Equal([lastSuccess.Id], await left.History.Select(h => h.JobId).ToListAsync(Ct));
        Assert.Equal([lastSuccess.Id], await left.JobAttempts.Select(a => a.JobId).ToListAsync(Ct));
        Assert.Equal(1, await left.SentBatches.CountAsync(Ct));
        Assert.Equal(1, await left.Links.CountAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_NoPolicy_KeepsAll()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await OldAsync(data, await data.CustomerAsync(), await data.ConnectionAsync(), JobState.Cancelled);
        Assert.Equal(0, await On(store, days: null).HandleAsync(Ct));
        await using var db = store.CreateDbContext();
        Assert.Equal(1, await db.Jobs.CountAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_MoreThanAChunk_GoesThroughAll()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        for (var i = 0; i < 7; i++)
        {
            await OldAsync(data, customer, connection, JobState.Succeeded);
        }

        Assert.Equal(6, await On(store, days: 30, chunk: 2).HandleAsync(Ct));
    }

    private static DeleteOldJobs On(TestStore store, int? days, int chunk = 500) =>
        new(store, new RetentionSettings { JobsForDays = days, ChunkSize = chunk }, TimeProvider.System);

    private static Task<Job> OldAsync(TestData data, Customer customer, Connection connection, JobState state, Action<Job>? set = null) =>
        data.JobAsync(customer, connection, j =>
        {
            (j.State, j.CreatedAt) = (state, LongAgo);
            j.EndedAt = j.IsOpen ? null : LongAgo;
            set?.Invoke(j);
        });

    private static async Task WithTracksAsync(TestStore store, Job job, Connection connection)
    {
        await using var db = store.CreateDbContext();
        var batch = new SentBatch { ConnectionId = connection.Id, RequestId = $"b{job.Id}", Body = "[]", SentAt = LongAgo };
        db.SentBatches.Add(batch);
        await db.SaveChangesAsync(Ct);
        db.JobAttempts.Add(new JobAttempt { JobId = job.Id, Number = 1, BatchId = batch.Id, StartedAt = LongAgo });
        db.History.Add(new HistoryEntry { JobId = job.Id, At = LongAgo, Event = "Sent" });
        await db.SaveChangesAsync(Ct);
    }
}
