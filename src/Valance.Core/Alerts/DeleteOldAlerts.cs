using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs.Retention;

namespace Valance.Core.Alerts;

/// <summary>Deletes alerts of long ago with their notices, and posts to webhooks that ended long ago. Kept however old: what is still to be spread, mailed or posted.</summary>
public sealed class DeleteOldAlerts(IDbContextFactory<ValanceDb> store, RetentionSettings settings, TimeProvider time)
{
    /// <summary>How many alerts and posts were deleted.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        if (settings.AlertsForDays is not { } days)
        {
            return 0;
        }

        var before = time.GetUtcNow().UtcDateTime.AddDays(-days);
        return await InChunksAsync(db => AlertsAsync(db, before, ct), ct) + await InChunksAsync(db => PostsAsync(db, before, ct), ct);
    }

    private async Task<int> InChunksAsync(Func<ValanceDb, Task<int>> delete, CancellationToken ct)
    {
        var deleted = 0;
        for (var last = settings.ChunkSize; last == settings.ChunkSize; deleted += last)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            last = await delete(db);
            await transaction.CommitAsync(ct);
        }

        return deleted;
    }

    private async Task<int> AlertsAsync(ValanceDb db, DateTime before, CancellationToken ct)
    {
        var old = await db.Alerts
            .Where(a => a.At < before && a.SpreadAt != null && !db.AlertNotices.Any(n => n.AlertId == a.Id && n.Mail != MailWhen.Never && n.MailEndedAt == null))
            .OrderBy(a => a.Id).Take(settings.ChunkSize).Select(a => a.Id).ToListAsync(ct);
        await db.AlertNotices.Where(n => old.Contains(n.AlertId)).ExecuteDeleteAsync(ct);
        return await db.Alerts.Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(ct);
    }

    private async Task<int> PostsAsync(ValanceDb db, DateTime before, CancellationToken ct)
    {
        var old = await db.WebhookDeliveries.Where(d => d.EndedAt < before).OrderBy(d => d.Id).Take(settings.ChunkSize).Select(d => d.Id).ToListAsync(ct);
        return await db.WebhookDeliveries.Where(d => old.Contains(d.Id)).ExecuteDeleteAsync(ct);
    }
}
