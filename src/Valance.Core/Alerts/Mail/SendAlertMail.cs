using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Core.Alerts.Mail;

/// <summary>
/// Hands over the mails that are due: one for each notice at once, one for all of a person's daily ones. A notice is marked after the mail server took it, so
/// a crash between the two may send a mail twice, with the same id, and none is lost.
/// </summary>
public sealed partial class SendAlertMail(IDbContextFactory<ValanceDb> store, IMailPost post, AlertMailSettings settings, TimeProvider time, ILogger<SendAlertMail> log)
{
    private const int Most = 200;

    /// <summary>Then it is given up, about two days after the first try; it still stands under the bell.</summary>
    public const int MostAttempts = 12;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <returns>How many mails were taken.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<AlertNotice> due;
        Dictionary<long, User> people;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            due = await db.AlertNotices.AsNoTracking().Include(n => n.Alert)
                .Where(n => n.Mail != MailWhen.Never && n.MailEndedAt == null && n.MailDueAt <= now).OrderBy(n => n.MailDueAt).ThenBy(n => n.Id).Take(Most).ToListAsync(ct);
            var ids = due.Select(n => n.UserId).Distinct().ToList();
            people = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, ct);
        }

        var sent = 0;
        foreach (var notices in due.GroupBy(n => n.Mail == MailWhen.Daily ? $"daily {n.UserId}" : $"one {n.Id}").Select(g => g.ToList()))
        {
            sent += await SendAsync(people[notices[0].UserId], notices, now, ct) ? 1 : 0;
        }

        return sent;
    }

    /// <summary>A minute, then twice as long each time.</summary>
    public static TimeSpan PauseAfter(int attempts) => attempts > 10 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (attempts - 1)));

    private async Task<bool> SendAsync(User person, List<AlertNotice> notices, DateTime now, CancellationToken ct)
    {
        var ids = notices.ConvertAll(n => n.Id);
        if (!person.IsActive || string.IsNullOrEmpty(person.Email))
        {
            await EndAsync(ids, now, ct);
            return false;
        }

        var attempts = notices.Max(n => n.MailAttempts) + 1;
        try
        {
            await post.SendAsync(Write(person, notices), ct);
        }
        catch (Exception refusal) when (!ct.IsCancellationRequested)
        {
            Failed(refusal, person.Id, attempts);
            await LaterAsync(ids, attempts, now, ct);
            return false;
        }

        await EndAsync(ids, now, ct);
        return true;
    }

    private AlertMail Write(User person, List<AlertNotice> notices)
    {
        var isDaily = notices[0].Mail == MailWhen.Daily;
        var subject = isDaily && notices.Count > 1 ? $"Valance: {notices.Count} alerts" : $"Valance: {notices[0].Alert!.Title}";
        var text = new StringBuilder();
        foreach (var alert in notices.Select(n => n.Alert!))
        {
            text.AppendLine(alert.Title).AppendLine(alert.Text);
            if (settings.SiteAddress is { } site)
            {
                text.AppendLine(new Uri(site, alert.Path).AbsoluteUri);
            }

            text.AppendLine();
        }

        text.Append("You choose in Valance, under the bell, which alerts come by e-mail.");
        var id = string.Create(CultureInfo.InvariantCulture, $"{(isDaily ? "daily" : "alert")}-{notices[0].Id}@valance");
        return new AlertMail(id, person.Email!, person.FullName, subject, text.ToString());
    }

    private async Task EndAsync(List<long> ids, DateTime now, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.AlertNotices.Where(n => ids.Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.MailEndedAt, now), ct);
    }

    private async Task LaterAsync(List<long> ids, int attempts, DateTime now, CancellationToken ct)
    {
        var (due, ended) = (now + PauseAfter(attempts), attempts >= MostAttempts ? now : (DateTime?)null);
        await using var db = await store.CreateDbContextAsync(ct);
        await db.AlertNotices.Where(n => ids.Contains(n.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.MailAttempts, attempts).SetProperty(n => n.MailDueAt, due).SetProperty(n => n.MailEndedAt, ended), ct);
    }

    [LoggerMessage(LogLevel.Warning, "A mail to user {UserId} was not taken (try {Attempts}); it is tried again, at last given up.")]
    private partial void Failed(Exception refusal, long userId, int attempts);
}

/// <param name="SiteAddress">What people type to reach the site, for links in mails; null: no links.</param>
public sealed record AlertMailSettings(Uri? SiteAddress)
{
    /// <summary>False: mails are laid down as files, and reach nobody by themselves.</summary>
    public bool HasServer { get; init; }
}
