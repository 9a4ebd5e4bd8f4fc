using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Core.Overview;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Overview;

public sealed class GetHomeTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly DateOnly Today = new(2026, 5, 14);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Home_OfABookkeeper_CountsWhatIsToGoFailedAndWaiting()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var customer = await data.CustomerAsync();
        await data.CustomerAsync("Gone", c => c.IsCancelled = true);
        var order = await data.OrderAsync(customer);
        await data.JobAsync(customer, connection, j => (j.State, j.Cause, j.CreatedAt) = (JobState.Failed, "duplicate-name", At(13, 12)));
        await data.JobAsync(order, connection, j => (j.State, j.CreatedAt) = (JobState.Waiting, At(14, 12)));
        await data.OrderAsync(customer);

        var home = await HomeAsync(store, await data.ActorAsync(Role.Bookkeeper));

        Assert.Equal([RecordKind.Customer, RecordKind.Vendor, RecordKind.Order, RecordKind.Payment, RecordKind.PurchaseOrder], home.ToGo.Select(k => k.Kind));
        // The failed one and the one on its way are told elsewhere.
        Assert.Equal([0, 0, 1, 0, 0], home.ToGo.Select(k => k.NotExported));
        Assert.Equal([new CauseCount("duplicate-name", 1)], home.Causes);
        Assert.Equal(1, Assert.Single(home.Open, o => o.Key == JobState.Waiting).Value);
        Assert.Equal(ConnectionState.Connected, Assert.Single(home.Connections).State);
    }

    [Fact]
    public async Task Home_Days_AreTheViewersAndThirty()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        // 4 in the morning of the 14th UTC is still the 13th in Chicago.
        await data.JobAsync(await data.CustomerAsync("A"), connection, j => (j.State, j.CreatedAt) = (JobState.Succeeded, At(14, 4)));
        await data.JobAsync(await data.CustomerAsync("B"), connection, j => (j.State, j.CreatedAt) = (JobState.Failed, At(14, 5)));
        await data.JobAsync(await data.CustomerAsync("C"), connection, j => (j.State, j.CreatedAt) = (JobState.Cancelled, At(14, 6)));

        var days = (await HomeAsync(store, await data.ActorAsync(Role.Bookkeeper))).Days;

        Assert.Equal((30, new DateOnly(2026, 4, 15)), (days.Count, days[0].Day));
        Assert.Equal([new(new DateOnly(2026, 5, 13), 1, 0, 0), new(Today, 0, 1, 1)], days.TakeLast(2));
    }

    [Fact]
    public async Task Home_OfASalesperson_HoldsOwnRecordsAndJobsAlone()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var connection = await data.ConnectionAsync();
        var sales = await data.ActorAsync(Role.Salesperson);
        await data.CustomerAsync("Mine", c => c.OwnerId = sales.UserId);
        var other = await data.CustomerAsync("Somebody's");
        await data.JobAsync(other, connection, j => (j.State, j.Cause) = (JobState.Failed, "duplicate-name"));
        await data.CustomerAsync("Another's");

        var home = await HomeAsync(store, sales);

        Assert.Equal([new(RecordKind.Customer, 1, 0, 0), new KindToGo(RecordKind.Order, 0, 0, 0)], home.ToGo);
        Assert.Empty(home.Causes);
    }

    [Fact]
    public async Task Home_OfASupportAgent_NamesTheConnectionsInTrouble()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.ConnectionAsync("1");
        var support = await data.ActorAsync(Role.SupportAgent);
        await data.AccountAsync("Harbor Blinds");
        await data.ConnectionAsync("2", c => (c.State, c.StateReason) = (ConnectionState.NeedsReconnection, "The sign-in ended."));
        await data.CustomerAsync();

        var home = await HomeAsync(store, support);

        Assert.Equal(("Harbor Blinds", "The sign-in ended."), (Assert.Single(home.Connections).AccountName, home.Connections[0].Reason));
        Assert.Equal((2, 1), (home.Accounts, home.ToGo[0].NotExported));
    }

    private static DateTime At(int day, int hour) => new(2026, 5, day, hour, 30, 0, DateTimeKind.Utc);

    private static Task<HomeView> HomeAsync(TestStore store, Actor actor) => new GetHome(store, new JobSearch(store)).HandleAsync(actor, Chicago, Today, Ct);
}
