using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts.Mail;
using Valance.Core.Data;
using Valance.Core.People;
using Valance.Web.Hosting;

namespace Valance.Web.SignIn;

/// <summary>Hands over invitations and links for new passwords. Marked after the mail server took it, as alerts are: sent twice after a crash at worst, never lost.</summary>
internal sealed partial class SendPersonMail(
    IDbContextFactory<ValanceDb> store, IMailPost post, PersonLinks links, SiteAddress site, TimeProvider time, ILogger<SendPersonMail> log)
{
    private const int Most = 100;

    /// <returns>How many mails were taken.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<PersonMail> due;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            due = await db.PersonMails.AsNoTracking().Include(m => m.User).Where(m => m.EndedAt == null && m.DueAt <= now).OrderBy(m => m.DueAt).Take(Most).ToListAsync(ct);
        }

        var sent = 0;
        foreach (var mail in due)
        {
            sent += await SendAsync(mail, now, ct) ? 1 : 0;
        }

        return sent;
    }

    private async Task<bool> SendAsync(PersonMail mail, DateTime now, CancellationToken ct)
    {
        var (attempts, isWanted) = (mail.Attempts + 1, IsWanted(mail, now));
        try
        {
            if (isWanted)
            {
                var address = site.Find() ?? throw new InvalidOperationException("Alerts:SiteAddress is not set, so a mail cannot say where the site is.");
                await post.SendAsync(Write(mail, address), ct);
            }
        }
        catch (Exception refusal) when (!ct.IsCancellationRequested)
        {
            Failed(refusal, mail.UserId, attempts);
            await KeepAsync(mail.Id, attempts, now + SendAlertMail.PauseAfter(attempts), attempts >= SendAlertMail.MostAttempts ? now : null, ct);
            return false;
        }

        await KeepAsync(mail.Id, attempts, mail.DueAt, now, ct);
        return isWanted;
    }

    /// <summary>Not where somebody has accepted or was shut out meanwhile, nor a new password that nobody waits for any more.</summary>
    private static bool IsWanted(PersonMail mail, DateTime now) => mail.Kind == PersonMailKind.Invitation
        ? mail.User!.StateAt(now) == PersonState.Invited
        : mail.User!.IsActive && mail.At > now - PersonLinks.NewPasswordLasts;

    private AlertMail Write(PersonMail mail, Uri address)
    {
        var user = mail.User!;
        var link = new Uri(address, links.PathOf(mail.Kind, user)).AbsoluteUri;
        var id = string.Create(CultureInfo.InvariantCulture, $"person-{mail.Id}@valance");
        return mail.Kind == PersonMailKind.Invitation
            ? new AlertMail(id, user.Email!, user.Called, $"Valance: {user.InvitedBy} invites you", $"""
                {user.InvitedBy} invites you to Valance.

                Open this link, enter your name and choose a password. It is good once, for {PersonLinks.InvitationLasts.Days} days:
                {link}

                If you do not know {user.InvitedBy}, do nothing.
                """)
            : new AlertMail(id, user.Email!, user.Called, "Valance: set a new password", $"""
                Somebody, most likely you, asked for a new password for {user.Email} in Valance.

                Open this link and choose one. It is good once, for an hour:
                {link}

                If it was not you, do nothing: your password stays as it is.
                """);
    }

    private async Task KeepAsync(long id, int attempts, DateTime due, DateTime? ended, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.PersonMails.Where(m => m.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Attempts, attempts).SetProperty(m => m.DueAt, due).SetProperty(m => m.EndedAt, ended), ct);
    }

    [LoggerMessage(LogLevel.Warning, "A mail with a link for user {UserId} was not taken (try {Attempts}); it is tried again, at last given up.")]
    private partial void Failed(Exception refusal, long userId, int attempts);
}
