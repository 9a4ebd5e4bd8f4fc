using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Data;
using Valance.Core.Schedules;

namespace Valance.Core.Alerts;

/// <summary>Makes from each alert a notice for every person who wants it, and a post for the Account's webhook: all in one transaction, so that none is lost or made twice.</summary>
public sealed class SpreadAlerts(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <summary>When daily mails leave, by the Account's clock.</summary>
    public static readonly TimeOnly DailyMailAt = new(7, 0);

    private const int Most = 500;

    /// <returns>How many alerts were spread by this call.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        List<long> waiting;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            waiting = await db.Alerts.Where(a => a.SpreadAt == null).OrderBy(a => a.Id).Take(Most).Select(a => a.Id).ToListAsync(ct);
        }

        var spread = 0;
        foreach (var id in waiting)
        {
            spread += await SpreadAsync(id, ct) ? 1 : 0;
        }

        return spread;
    }

    private async Task<bool> SpreadAsync(long id, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Alerts.Where(a => a.Id == id && a.SpreadAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.SpreadAt, now), ct) == 0)
        {
            // Another node was here first.
            return false;
        }

        var alert = await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == id, ct);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == alert.AccountId, ct);
        var people = await db.PeopleInUse().AsNoTracking().Where(u => u.AccountId == alert.AccountId).ToListAsync(ct);
        var choices = await db.AlertChoices.AsNoTracking()
            .Where(c => c.Kind == alert.Kind && db.Users.Any(u => u.Id == c.UserId && u.AccountId == alert.AccountId)).ToDictionaryAsync(c => c.UserId, ct);
        foreach (var person in people.Where(p => Concerns(p, alert)))
        {
            var choice = choices.GetValueOrDefault(person.Id) ?? AlertKinds.Default(person.Id, person.Role, alert.Kind);
            if (choice.InApp || choice.Mail != MailWhen.Never)
            {
                db.AlertNotices.Add(new AlertNotice
                {
                    AlertId = alert.Id,
                    UserId = person.Id,
                    InApp = choice.InApp,
                    Mail = choice.Mail,
                    MailDueAt = choice.Mail == MailWhen.Daily ? Nights.Next(DailyMailAt, TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone), now).At : now,
                });
            }
        }

        if (await db.Webhooks.AnyAsync(w => w.AccountId == alert.AccountId && w.IsOn, ct))
        {
            db.WebhookDeliveries.Add(WebhookBodies.OfAlert(alert, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static bool Concerns(User person, Alert alert) =>
        AlertKinds.Concerns(person.Role, alert.Kind) && (person.Role != Role.Salesperson || alert.ConcernsUserId == person.Id);
}
