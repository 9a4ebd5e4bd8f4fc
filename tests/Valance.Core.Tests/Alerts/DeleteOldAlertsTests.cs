using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Jobs.Retention;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Alerts;

public sealed class DeleteOldAlertsTests
{
    private static readonly DateTime LongAgo = new(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandleAsync_OldAlertsAndPosts_DeletesWhatIsOverAndKeepsWhatIsStillToGo(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var user = await data.UserAsync(Role.Bookkeeper);
        await using (var db = store.CreateDbContext())
        {
            Alert Of(string title, Action<Alert>? set = null)
            {
                var alert = new Alert { AccountId = data.Account.Id, Kind = AlertKind.JobFailed, At = LongAgo, Title = title, SpreadAt = LongAgo };
                set?.Invoke(alert);
                db.Alerts.Add(alert);
                return alert;
            }

            AlertNotice To(Alert alert, Action<AlertNotice>? set = null)
            {
                var notice = new AlertNotice { Alert = alert, UserId = user.Id, InApp = true, Mail = MailWhen.Never };
                set?.Invoke(notice);
                db.AlertNotices.Add(notice);
                return notice;
            }

            To(Of("over"));
            To(Of("mailed"), n => (n.Mail, n.MailEndedAt) = (MailWhen.AtOnce, LongAgo));
            To(Of("to mail"), n => n.Mail = MailWhen.Daily);
            Of("to spread", a => a.SpreadAt = null);
            To(Of("recent", a => a.At = TimeProvider.System.GetUtcNow().UtcDateTime));
            db.WebhookDeliveries.AddRange(Post(data, "over", LongAgo), Post(data, "to send", null), Post(data, "recent", TimeProvider.System.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync(Ct);
        }

        var deleted = await new DeleteOldAlerts(store, new RetentionSettings { AlertsForDays = 400, ChunkSize = 1 }, TimeProvider.System).HandleAsync(Ct);

        Assert.Equal(3, deleted);
        await using var left = store.CreateDbContext();
        Assert.Equal(["recent", "to mail", "to spread"], await left.Alerts.OrderBy(a => a.Title).Select(a => a.Title).ToListAsync(Ct));
        Assert.Equal(2, await left.AlertNotices.CountAsync(Ct));
        Assert.Equal(["recent", "to send"], await left.WebhookDeliveries.OrderBy(d => d.DeliveryId).Select(d => d.DeliveryId).ToListAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_WithoutARetention_KeepsAll()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await using var db = store.CreateDbContext();
        db.Alerts.Add(new Alert { AccountId = data.Account.Id, Kind = AlertKind.JobFailed, At = LongAgo, SpreadAt = LongAgo });
        await db.SaveChangesAsync(Ct);

        Assert.Equal(0, await new DeleteOldAlerts(store, new RetentionSettings(), TimeProvider.System).HandleAsync(Ct));
        Assert.Equal(1, await db.Alerts.CountAsync(Ct));
    }

    private static WebhookDelivery Post(TestData data, string id, DateTime? ended) =>
        new() { AccountId = data.Account.Id, DeliveryId = id, Event = "alert.raised", Body = "{}", CreatedAt = LongAgo, DueAt = LongAgo, EndedAt = ended };
}
