using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Jobs;

public sealed class JobSearchTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestData _data = null!;
    private Connection _connection = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private JobSearch Search => new(_store);

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store);
        _connection = await _data.ConnectionAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task HandleAsync_ManyOfOneInstant_PagesEachOnceNewestFirst()
    {
        var at = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 7; i++)
        {
            await JobAsync($"C{i}", j => j.CreatedAt = i < 5 ? at : at.AddMinutes(1));
        }

        var seen = new List<long>();
        JobCursor? cursor = null;
        do
        {
            var page = await Search.HandleAsync(Actor.CommandLine, new JobFilter(), cursor, 3, Ct);
            Assert.Equal(7, page.Count);
            Assert.False(page.IsCountCapped);
            seen.AddRange(page.Rows.Select(r => r.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], seen);
    }

    [Theory]
    [InlineData("2026-03-08", "2026-03-08", 2)]
    [InlineData("2026-03-09", "2026-03-09", 1)]
    [InlineData(null, "2026-03-07", 1)]
    [InlineData("2026-03-07", null, 4)]
    public async Task HandleAsync_Days_AreTheAccountsOwn(string? from, string? to, int expected)
    {
        // New York puts its clocks forward on 03/08/2026: that day has 23 hours, from 05:00 UTC to 04:00 UTC.
        await JobAsync("A", j => j.CreatedAt = Utc("2026-03-08T04:59:59"));
        await JobAsync("B", j => j.CreatedAt = Utc("2026-03-08T05:00:00"));
        await JobAsync("C", j => j.CreatedAt = Utc("2026-03-09T03:59:59"));
        await JobAsync("D", j => j.CreatedAt = Utc("2026-03-09T04:00:00"));
        var bookkeeper = await _data.ActorAsync(Role.Bookkeeper);

        var page = await Search.HandleAsync(bookkeeper, new JobFilter { From = Day(from), To = Day(to) }, null, 10, Ct);

        Assert.Equal(expected, page.Rows.Count);
    }

    [Fact]
    public async Task HandleAsync_EachFilter_KeepsWhatItNames()
    {
        var ana = await _data.UserAsync(Role.Bookkeeper, "Ana Cole");
        await JobAsync("One", j => (j.RequestedByUserId, j.RequestedBy) = (ana.Id, ana.FullName));
        await JobAsync("Two", j => (j.State, j.Cause, j.Summary) = (JobState.Failed, "duplicate-name", "The name \"Two\" is used already (code 6240)."));
        await JobAsync("Three", j => (j.State, j.Cause, j.DismissedAt) = (JobState.Failed, "colon", Utc("2026-03-01T00:00:00")));
        var vendor = await _data.VendorAsync("Four");
        await _data.JobAsync(vendor, _connection);

        await ExpectAsync(new JobFilter { UserIds = [ana.Id] }, "Customer One");
        await ExpectAsync(new JobFilter { States = [JobState.Succeeded], Causes = ["duplicate-name"] });
        await ExpectAsync(new JobFilter { States = [JobState.Succeeded, JobState.Failed], Causes = ["duplicate-name"] }, "Customer Two");
        await ExpectAsync(new JobFilter { Programs = ["command line"] }, "Vendor Four", "Customer Three", "Customer Two");
        await ExpectAsync(new JobFilter { UserIds = [ana.Id], Programs = ["command line"], States = [JobState.Queued] }, "Vendor Four", "Customer One");
        await ExpectAsync(new JobFilter { States = [JobState.Failed] }, "Customer Three", "Customer Two");
        await ExpectAsync(new JobFilter { States = [JobState.Failed], OnlyUnsettled = true }, "Customer Two");
        await ExpectAsync(new JobFilter { Causes = ["colon"] }, "Customer Three");
        await ExpectAsync(new JobFilter { RecordKinds = [RecordKind.Vendor] }, "Vendor Four");
        await ExpectAsync(new JobFilter { RecordKinds = [RecordKind.Vendor], RecordId = vendor.Id }, "Vendor Four");
        await ExpectAsync(new JobFilter { Kinds = [JobKind.Import] });
        await ExpectAsync(new JobFilter { Text = "NAME 6240" }, "Customer Two");
        await ExpectAsync(new JobFilter { AccountIds = [_data.Account.Id + 1] });
    }

    [Fact]
    public async Task HandleAsync_OtherAccount_SeesNothing()
    {
        await JobAsync("One");
        var stranger = await (await TestData.InNewAccountAsync(_store, "Other Dealer")).ActorAsync(Role.AccountAdministrator);
        var support = await _data.ActorAsync(Role.SupportAgent);

        Assert.Empty((await Search.HandleAsync(stranger, new JobFilter { AccountIds = [_data.Account.Id] }, null, 10, Ct)).Rows);
        Assert.Equal("Bay Shades", Assert.Single((await Search.HandleAsync(support, new JobFilter(), null, 10, Ct)).Rows).AccountName);
    }

    [Fact]
    public async Task HandleAsync_WaitsForParents_ShowsTheRootsFailure()
    {
        var customer = await JobAsync("Root", j => (j.State, j.Cause, j.Summary) = (JobState.Failed, "duplicate-name", "Taken."));
        var order = await JobAsync("Order", j => (j.State, j.WaitsFor, j.WaitsForJobId) = (JobState.Waiting, WaitReason.Parent, customer.Id));
        var payment = await JobAsync("Payment", j => (j.State, j.WaitsFor, j.WaitsForJobId) = (JobState.Waiting, WaitReason.Parent, order.Id));

        var rows = (await Search.HandleAsync(Actor.CommandLine, new JobFilter(), null, 10, Ct)).Rows;

        var blocker = rows.Single(r => r.Id == payment.Id).Blocker;
        Assert.Equal((customer.Id, "duplicate-name", "Taken."), (blocker!.JobId, blocker.Cause, blocker.Summary));
        Assert.Equal(customer.Id, rows.Single(r => r.Id == order.Id).Blocker!.JobId);
        Assert.Null(rows.Single(r => r.Id == customer.Id).Blocker);
    }

    [Fact]
    public async Task CausesAsync_UnsettledFailures_AreCountedByCause()
    {
        await JobAsync("A", j => (j.State, j.Cause) = (JobState.Failed, "colon"));
        await JobAsync("B", j => (j.State, j.Cause) = (JobState.Failed, "duplicate-name"));
        await JobAsync("C", j => (j.State, j.Cause) = (JobState.Failed, "duplicate-name"));
        await JobAsync("D", j => (j.State, j.Cause, j.ClearedByJobId) = (JobState.Failed, "duplicate-name", 1));

        Assert.Equal([new CauseCount("duplicate-name", 2), new CauseCount("colon", 1)], await Search.CausesAsync(Actor.CommandLine, new JobFilter(), Ct));
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Job> JobAsync(string name, Action<Job>? set = null) => await _data.JobAsync(await _data.CustomerAsync(name), _connection, set);

    private async Task ExpectAsync(JobFilter filter, params string[] titles) =>
        Assert.Equal(titles, (await Search.HandleAsync(Actor.CommandLine, filter, null, 10, Ct)).Rows.Select(r => r.Title));
}
