using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Jobs;

public sealed class RequestExportTests
{
    private readonly JobSignals _signals = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_OneRecord_MakesAJobThatGoesFirstAndWakesTheLane()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        var bookkeeper = await data.ActorAsync(Role.Bookkeeper, "Ana Cole");
        var woken = new List<long>();
        var told = new List<JobChanged>();
        _signals.LaneHasWork += woken.Add;
        _signals.Changed += told.Add;

        var result = await On(store).HandleAsync(bookkeeper, RecordKind.Customer, [customer.Id], Ct);

        Assert.Equal(1, result.Value.Created);
        await using var db = store.CreateDbContext();
        var job = await db.Jobs.SingleAsync(Ct);
        Assert.Equal((JobState.Queued, RequestExport.SinglePriority, "Ana Cole", "Customer George Foreman"), (job.State, job.Priority, job.RequestedBy, job.Title));
        Assert.Equal([connection.Id], woken);
        Assert.Equal(job.Id, Assert.Single(told).JobId);
        Assert.True(_signals.HasTold(job.Change));
    }

    [Fact]
    public async Task HandleAsync_JobAlreadyOpen_AnswersItAndMakesNone()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        var open = await data.JobAsync(customer, connection, j => j.State = JobState.Waiting);

        var result = await On(store).HandleAsync(Actor.CommandLine, RecordKind.Customer, [customer.Id], Ct);

        Assert.Equal([open.Id], result.Value.JobIds);
        Assert.Equal(0, result.Value.Created);
    }

    [Fact]
    public async Task HandleAsync_FailedBefore_MakesANewJob()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        await data.JobAsync(customer, connection, j => j.State = JobState.Failed);

        Assert.Equal(1, (await On(store).HandleAsync(Actor.CommandLine, RecordKind.Customer, [customer.Id], Ct)).Value.Created);
    }

    [Fact]
    public async Task HandleAsync_TwoAtOnce_OneJob()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync();
        var customer = await data.CustomerAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => On(store).HandleAsync(Actor.CommandLine, RecordKind.Customer, [customer.Id], Ct), Ct)));

        Assert.Equal(1, results.Sum(r => r.Value.Created));
        Assert.Single(results.SelectMany(r => r.Value.JobIds).Distinct());
    }

    [Fact]
    public async Task HandleAsync_MoreRecordsThanAChunk_MakesAJobForEach()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync();
        await using (var db = store.CreateDbContext())
        {
            db.Customers.AddRange(Enumerable.Range(1, 1_200).Select(i => new Customers.Customer { AccountId = data.Account.Id, Name = $"C{i}" }));
            await db.SaveChangesAsync(Ct);
        }

        await using var read = store.CreateDbContext();
        var ids = await read.Customers.Select(c => c.Id).ToListAsync(Ct);
        var result = await On(store).HandleAsync(Actor.CommandLine, RecordKind.Customer, ids, Ct);

        Assert.Equal(1_200, result.Value.Created);
        Assert.Equal(1_200, await read.Jobs.CountAsync(j => j.Priority == 0, Ct));
    }

    [Fact]
    public async Task HandleAsync_OtherAccountsRecord_IsNotFound()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        var stranger = await (await TestData.InNewAccountAsync(store, "Other Dealer")).ActorAsync(Role.Bookkeeper);

        Assert.Equal(Refusal.NotFound, (await On(store).HandleAsync(stranger, RecordKind.Customer, [customer.Id], Ct)).Refusal);
    }

    [Fact]
    public async Task HandleAsync_Disconnected_SaysWhoConnects()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync(set: c => c.State = ConnectionState.Disconnected);
        var customer = await data.CustomerAsync();

        var result = await On(store).HandleAsync(Actor.CommandLine, RecordKind.Customer, [customer.Id], Ct);

        Assert.Equal(Refusal.Invalid, result.Refusal);
        Assert.Contains("QuickBooks is not connected", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_SupportAgent_MayNotExport()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync();
        var customer = await data.CustomerAsync();

        var result = await On(store).HandleAsync(await data.ActorAsync(Role.SupportAgent), RecordKind.Customer, [customer.Id], Ct);

        Assert.Equal(Refusal.Forbidden, result.Refusal);
    }

    private RequestExport On(TestStore store) => new(store, new JobWriter(store, _signals), TimeProvider.System);
}
