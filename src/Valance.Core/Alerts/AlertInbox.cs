using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Alerts;

/// <summary>An alert as its reader sees it.</summary>
public sealed record InboxRow(long NoticeId, AlertKind Kind, DateTime At, string Title, string Text, string Path, bool IsRead);

/// <summary>What stands under a person's own bell. Nobody sees another's.</summary>
public sealed class AlertInbox(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <summary>More than this is shown as "99+".</summary>
    public const int MostCounted = 100;

    public async Task<int> UnreadAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Own(db, actor).Where(n => n.ReadAt == null).Take(MostCounted).CountAsync(ct);
    }

    /// <param name="before">The last row's id of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<InboxRow>> ListAsync(Actor actor, bool onlyUnread, long? before, int most, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Own(db, actor).Where(n => (before == null || n.Id < before) && (!onlyUnread || n.ReadAt == null))
            .OrderByDescending(n => n.Id).Take(most)
            .Select(n => new InboxRow(n.Id, n.Alert!.Kind, n.Alert.At, n.Alert.Title, n.Alert.Text, n.Alert.Path, n.ReadAt != null)).ToListAsync(ct);
    }

    public async Task MarkReadAsync(Actor actor, long noticeId, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        await Own(db, actor).Where(n => n.Id == noticeId && n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
    }

    public async Task MarkAllReadAsync(Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        await Own(db, actor).Where(n => n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
    }

    private static IQueryable<AlertNotice> Own(ValanceDb db, Actor actor) => db.AlertNotices.Where(n => n.UserId == actor.UserId && n.InApp);
}
