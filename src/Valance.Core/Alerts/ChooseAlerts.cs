using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Alerts;

/// <summary>How a person wants to hear of each kind that concerns their role.</summary>
public sealed class ChooseAlerts(IDbContextFactory<ValanceDb> store)
{
    public async Task<IReadOnlyList<AlertChoice>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.UserId is not { } user)
        {
            return [];
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var kept = await db.AlertChoices.AsNoTracking().Where(c => c.UserId == user).ToDictionaryAsync(c => c.Kind, ct);
        return [.. AlertKinds.All.Where(k => AlertKinds.Concerns(actor.Role, k)).Select(k => kept.GetValueOrDefault(k) ?? AlertKinds.Default(user, actor.Role, k))];
    }

    public async Task<Result<AlertChoice>> SaveAsync(Actor actor, AlertKind kind, bool inApp, MailWhen mail, CancellationToken ct)
    {
        if (actor.UserId is not { } user || !AlertKinds.Concerns(actor.Role, kind))
        {
            return Result<AlertChoice>.Forbidden("Alerts of this kind go to the people of an Account.");
        }

        if (!Enum.IsDefined(mail))
        {
            return Result<AlertChoice>.Invalid(nameof(mail), "Choose never, at once, or once a day.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var choice = await db.AlertChoices.SingleOrDefaultAsync(c => c.UserId == user && c.Kind == kind, ct);
        if (choice is null)
        {
            choice = new AlertChoice { UserId = user, Kind = kind };
            db.AlertChoices.Add(choice);
        }

        db.Acting = actor;
        (choice.InApp, choice.Mail) = (inApp, mail);
        await db.SaveChangesAsync(ct);
        return Result<AlertChoice>.Done(choice);
    }
}
