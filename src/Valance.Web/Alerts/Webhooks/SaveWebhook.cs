using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Data;

namespace Valance.Web.Alerts.Webhooks;

/// <param name="Recent">The latest posts, newest first.</param>
/// <param name="Waiting">How many are still to go.</param>
internal sealed record WebhookView(string Url, bool IsOn, bool TellsJobs, bool HasSecret, string ChangedBy, DateTime? ChangedAt, IReadOnlyList<WebhookDelivery> Recent, int Waiting);

/// <param name="Secret">The new secret, where one was made: it is shown now and never again.</param>
internal sealed record WebhookSaved(string? Secret);

/// <summary>An Account's webhook, as its administrator sets it.</summary>
internal sealed class SaveWebhook(IDbContextFactory<ValanceDb> store, WebhookSecrets secrets, WebhookSettings settings, TimeProvider time)
{
    private const string WhoMay = "Only the account administrator sets the webhook.";
    private const int MostRecent = 20;
    private const int LongestUrl = 500;

    public async Task<Result<WebhookView>> GetAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<WebhookView>.Forbidden(WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var webhook = await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(w => w.AccountId == accountId, ct);
        return Result<WebhookView>.Done(new(
            webhook?.Url ?? "", webhook?.IsOn ?? false, webhook?.TellsJobs ?? false, webhook is not null, webhook?.ChangedBy ?? "", webhook?.ChangedAt,
            await db.WebhookDeliveries.AsNoTracking().Where(d => d.AccountId == accountId).OrderByDescending(d => d.Id).Take(MostRecent).ToListAsync(ct),
            await db.WebhookDeliveries.CountAsync(d => d.AccountId == accountId && d.EndedAt == null, ct)));
    }

    /// <param name="newSecret">Makes a new secret; the first save always does.</param>
    public async Task<Result<WebhookSaved>> HandleAsync(Actor actor, long accountId, string url, bool isOn, bool tellsJobs, bool newSecret, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<WebhookSaved>.Forbidden(WhoMay);
        }

        var typed = url.Trim();
        if (typed.Length > LongestUrl || WebhookAddress.Refuse(typed, settings.AllowPrivate) is not null)
        {
            return Result<WebhookSaved>.Invalid(nameof(url), typed.Length > LongestUrl ? "The address is too long." : WebhookAddress.Refuse(typed, settings.AllowPrivate)!);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<WebhookSaved>.NotFound("The account");
        }

        var webhook = await db.Webhooks.SingleOrDefaultAsync(w => w.AccountId == accountId, ct);
        string? secret = null;
        if (webhook is null || newSecret)
        {
            (secret, var @sealed) = secrets.Make();
            if (webhook is null)
            {
                webhook = new Webhook { AccountId = accountId };
                db.Webhooks.Add(webhook);
            }

            webhook.ProtectedSecret = @sealed;
        }

        (webhook.Url, webhook.IsOn, webhook.TellsJobs) = (typed, isOn, tellsJobs);
        db.Acting = actor;
        (webhook.ChangedBy, webhook.ChangedAt) = (actor.Name, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        return Result<WebhookSaved>.Done(new(secret));
    }

    /// <summary>Queues a post that says nothing, to see whether the other program answers.</summary>
    public async Task<Result<long>> TestAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<long>.Forbidden(WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.Webhooks.AnyAsync(w => w.AccountId == accountId && w.IsOn, ct))
        {
            return Result<long>.Invalid("", "Save the webhook and switch it on first.");
        }

        var test = WebhookBodies.Test(accountId, time.GetUtcNow().UtcDateTime);
        db.WebhookDeliveries.Add(test);
        await db.SaveChangesAsync(ct);
        return Result<long>.Done(test.Id);
    }
}
