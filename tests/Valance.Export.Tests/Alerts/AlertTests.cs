using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Core.Schedules;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Alerts;

public sealed class AlertTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AlertInbox Inbox => _site.Get<AlertInbox>();

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task JobFailed_IsToldToThoseWhomItConcerns_Once()
    {
        var sales = await _site.Data.ActorAsync(Role.Salesperson, "Ann Sales");
        await FailAsync();

        var spread = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _site.Get<SpreadAlerts>().HandleAsync(Ct))));

        Assert.Equal(1, spread.Sum());
        var row = Assert.Single(await ListAsync(_site.Bookkeeper));
        Assert.Equal((AlertKind.JobFailed, false), (row.Kind, row.IsRead));
        Assert.Contains("Bad:Name", row.Text, StringComparison.Ordinal);
        Assert.Equal($"/background-jobs/{(await JobAsync()).Id}", row.Path);
        Assert.Single(await ListAsync(_site.Administrator));
        Assert.Empty(await ListAsync(sales));
    }

    [Fact]
    public async Task JobFailed_OfASalesperson_IsToldToThemToo()
    {
        var sales = await _site.Data.ActorAsync(Role.Salesperson, "Ann Sales");
        var customer = await _site.Data.CustomerAsync("Bad:Name", c => c.OwnerId = sales.UserId);
        await _site.Get<RequestExport>().HandleAsync(sales, customer.Kind, [customer.Id], Ct);
        await _site.RunAsync();

        await SpreadAsync();

        Assert.Single(await ListAsync(sales));
    }

    [Fact]
    public async Task Inbox_MarkRead_CountsDownForThatPersonAlone()
    {
        await FailAsync();
        await FailAsync("Other:Name");
        await SpreadAsync();
        Assert.Equal(2, await Inbox.UnreadAsync(_site.Bookkeeper, Ct));
        var rows = await ListAsync(_site.Bookkeeper);

        await Inbox.MarkReadAsync(_site.Administrator, rows[0].NoticeId, Ct);
        Assert.Equal(2, await Inbox.UnreadAsync(_site.Bookkeeper, Ct));
        await Inbox.MarkReadAsync(_site.Bookkeeper, rows[0].NoticeId, Ct);
        Assert.Equal(1, await Inbox.UnreadAsync(_site.Bookkeeper, Ct));
        Assert.Single(await Inbox.ListAsync(_site.Bookkeeper, onlyUnread: true, null, 10, Ct));
        await Inbox.MarkAllReadAsync(_site.Bookkeeper, Ct);
        Assert.Equal((0, 2), (await Inbox.UnreadAsync(_site.Bookkeeper, Ct), await Inbox.UnreadAsync(_site.Administrator, Ct)));
        Assert.Equal(rows[1].NoticeId, Assert.Single(await Inbox.ListAsync(_site.Bookkeeper, onlyUnread: false, rows[0].NoticeId, 10, Ct)).NoticeId);
    }

    [Fact]
    public async Task Choices_NotUnderTheBellButDaily_AreKeptAndFollowed()
    {
        var choose = _site.Get<ChooseAlerts>();
        Assert.True((await choose.SaveAsync(_site.Bookkeeper, AlertKind.JobFailed, inApp: false, MailWhen.Daily, Ct)).IsDone);
        Assert.False((await choose.SaveAsync(Actor.CommandLine, AlertKind.JobFailed, inApp: true, MailWhen.Never, Ct)).IsDone);
        await FailAsync();
        await SpreadAsync();

        Assert.Empty(await ListAsync(_site.Bookkeeper));
        await using var db = _site.Store.CreateDbContext();
        var notice = await db.AlertNotices.SingleAsync(n => n.UserId == _site.Bookkeeper.UserId, Ct);
        var local = TimeZoneInfo.ConvertTimeFromUtc(notice.MailDueAt, TimeZoneInfo.FindSystemTimeZoneById(_site.Data.Account.TimeZone));
        Assert.Equal((MailWhen.Daily, new TimeOnly(7, 0)), (notice.Mail, TimeOnly.FromDateTime(local)));
        var kept = await choose.ListAsync(_site.Bookkeeper, Ct);
        Assert.Equal(AlertKinds.All, kept.Select(c => c.Kind));
        Assert.False(kept.Single(c => c.Kind == AlertKind.JobFailed).InApp);
    }

    [Fact]
    public async Task Connection_Lost_IsToldOnceAndMailedToTheAdministrator()
    {
        var customer = await _site.Data.CustomerAsync();
        _site.Sandbox.Books.EndTokens(_site.RealmId, refreshToo: true);
        _site.Time.Forward(TimeSpan.FromHours(2));
        await _site.ExportAsync(customer);
        await _site.RunAsync();
        Assert.Equal(ConnectionState.NeedsReconnection, (await _site.ConnectionAsync()).State);

        await SpreadAsync();

        Assert.Equal(AlertKind.ConnectionLost, Assert.Single(await ListAsync(_site.Bookkeeper)).Kind);
        await using var db = _site.Store.CreateDbContext();
        Assert.Equal(
            [(_site.Administrator.UserId!.Value, MailWhen.AtOnce), (_site.Bookkeeper.UserId!.Value, MailWhen.Never)],
            (await db.AlertNotices.ToListAsync(Ct)).Select(n => (n.UserId, n.Mail)).OrderByDescending(n => n.Item2 == MailWhen.AtOnce));
    }

    [Fact]
    public async Task Connection_EndsSoon_IsToldOnceForEachEnd()
    {
        var ends = (await _site.ConnectionAsync()).RefreshTokenEndsAt;
        Assert.Equal(0, await TellEndingAsync(ends.AddDays(-15)));
        Assert.Equal(1, await TellEndingAsync(ends.AddDays(-13)));
        Assert.Equal(0, await TellEndingAsync(ends.AddDays(-12)));
        await using var db = _site.Store.CreateDbContext();
        Assert.Equal(AlertKind.ConnectionEnding, (await db.Alerts.SingleAsync(Ct)).Kind);
    }

    [Fact]
    public async Task Night_WithWhatFailed_GivesADigestByCause()
    {
        await _site.Data.CustomerAsync();
        await _site.Data.CustomerAsync("Bad:Name");
        await _site.Data.CustomerAsync("Worse:Name");
        await NightAsync();

        var digest = Assert.Single(await ListAsync(_site.Bookkeeper));

        Assert.Equal((AlertKind.NightDigest, "Nightly export: 1 exported, 2 failed"), (digest.Kind, digest.Title));
        Assert.StartsWith("Exported: 1 customer.", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Failed: 2 x ", digest.Text, StringComparison.Ordinal);
        Assert.Contains("and others", digest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Night_WithoutAnythingToDo_SaysSo()
    {
        await NightAsync();
        Assert.Equal("Nightly export: nothing to export", Assert.Single(await ListAsync(_site.Bookkeeper)).Title);
    }

    [Fact]
    public async Task Books_Differ_IsTold()
    {
        var job = await AddEndedAsync(j => (j.Kind, j.State, j.HasWarnings, j.Summary) = (JobKind.Reconcile, JobState.Succeeded, true, "3 differences."));
        await AddEndedAsync(j => (j.Kind, j.State) = (JobKind.Reconcile, JobState.Succeeded));
        await SpreadAsync();
        var row = Assert.Single(await ListAsync(_site.Administrator));
        Assert.Equal((AlertKind.BooksDiffer, "3 differences.", $"/background-jobs/{job}"), (row.Kind, row.Text, row.Path));
    }

    [Fact]
    public async Task Webhook_ThatTellsJobs_GetsEachEndInTheSameCommitAndEachAlert()
    {
        await using (var db = _site.Store.CreateDbContext())
        {
            db.Webhooks.Add(new Webhook { AccountId = _site.Data.Account.Id, Url = "https://example.com/", IsOn = true, TellsJobs = true });
            await db.SaveChangesAsync(Ct);
        }

        var good = await _site.Data.CustomerAsync();
        await _site.ExportAsync(good);
        await FailAsync();
        await SpreadAsync();

        await using var read = _site.Store.CreateDbContext();
        var posts = await read.WebhookDeliveries.OrderBy(d => d.Id).ToListAsync(Ct);
        Assert.Equal(["job.ended", "job.ended", "alert.raised"], posts.Select(p => p.Event));
        Assert.Equal(3, posts.Select(p => p.DeliveryId).Distinct(StringComparer.Ordinal).Count());
        using var body = System.Text.Json.JsonDocument.Parse(posts[0].Body);
        Assert.Equal(posts[0].DeliveryId, body.RootElement.GetProperty("id").GetString());
        var job = body.RootElement.GetProperty("job");
        Assert.Equal(("Succeeded", "Customer", good.Id), (job.GetProperty("state").GetString(), job.GetProperty("recordKind").GetString(), job.GetProperty("recordId").GetInt64()));
        Assert.DoesNotContain("token", string.Concat(posts.Select(p => p.Body)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Alert_CommitThatFails_IsWrittenNeither()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _site.Get<JobWriter>().CommitAsync<bool>(
            async (db, ct) =>
            {
                db.Jobs.Add(Ended(j => j.State = JobState.Failed));
                await db.SaveChangesAsync(ct);
                throw new InvalidOperationException("The power went.");
            },
            Ct));
        await using var db = _site.Store.CreateDbContext();
        Assert.Equal((0, 0), (await db.Jobs.CountAsync(Ct), await db.Alerts.CountAsync(Ct)));
    }

    private async Task FailAsync(string name = "Bad:Name") => Assert.Equal(JobState.Failed, Assert.Single(await _site.ExportAsync(await _site.Data.CustomerAsync(name))).State);

    private Task SpreadAsync() => _site.Get<SpreadAlerts>().HandleAsync(Ct);

    private Task<IReadOnlyList<InboxRow>> ListAsync(Actor actor) => Inbox.ListAsync(actor, onlyUnread: false, null, 50, Ct);

    private Task<int> TellEndingAsync(DateTime now) => ConnectionAlerts.TellEndingAsync(_site.Store, now, Ct);

    private async Task NightAsync()
    {
        await _site.Get<SaveExportSettings>().HandleAsync(_site.Administrator, _site.Data.Account.Id, new() { EveryNight = true }, Ct);
        _site.Time.Forward(TimeSpan.FromDays(1));
        Assert.True(await _site.Get<RunNight>().HandleAsync(_site.Data.Account.Id, Ct));
        await _site.RunAsync();
        await SpreadAsync();
    }

    private async Task<Job> JobAsync()
    {
        await using var db = _site.Store.CreateDbContext();
        return await db.Jobs.SingleAsync(Ct);
    }

    private async Task<long> AddEndedAsync(Action<Job> set)
    {
        var job = Ended(set);
        await _site.Get<JobWriter>().CommitAsync((db, _) => Task.FromResult(db.Jobs.Add(job)), Ct);
        return job.Id;
    }

    private Job Ended(Action<Job> set)
    {
        var now = _site.Time.GetUtcNow().UtcDateTime;
        var job = new Job { AccountId = _site.Data.Account.Id, Kind = JobKind.Export, Title = "Reconcile", RequestedBy = "schedule", CreatedAt = now, EndedAt = now };
        set(job);
        return job;
    }
}
